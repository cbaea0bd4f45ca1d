using System.Buffers;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataTablesClient
{
    private static readonly ServiceOperation s_updateSchemaOperation = new(
        "tables.update_schema",
        HttpMethod.Post,
        "v3/table/update-schema/{database}/{table}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_appendSchemaOperation = new(
        "tables.append_schema",
        HttpMethod.Post,
        "v3/table/append-schema/{database}/{table}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look at the table's columns before sending it again",
    };

    private static readonly SearchValues<char> s_aliasCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>
    /// Replaces a table's columns by the given ones (<c>POST /v3/table/update-schema</c>). A column that an import has just added is lost
    /// from the schema if it is not among them: prefer <see cref="AppendSchemaAsync"/>.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="schema">All columns, without <c>time</c> and <c>v</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database, table or column can have that name.</exception>
    /// <exception cref="ServiceException">There is no such table (404), or the service refuses the schema.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateSchemaAsync(string database, string table, TdSchema schema, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            SchemaRequest(s_updateSchemaOperation, $"v3/table/update-schema/{Place(database, table)}", schema, withAliases: true),
            cancellationToken
        );

    /// <summary>
    /// Adds columns to a table (<c>POST /v3/table/append-schema</c>). Only names and types are sent; the service chooses the names for SQL.
    /// Not repeated by itself when the answer is lost: read the table before repeating it.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="columns">The new columns, without <c>time</c> and <c>v</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database, table or column can have that name.</exception>
    /// <exception cref="ServiceException">There is no such table (404), or the service refuses the columns.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task AppendSchemaAsync(string database, string table, TdSchema columns, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            SchemaRequest(s_appendSchemaOperation, $"v3/table/append-schema/{Place(database, table)}", columns, withAliases: false),
            cancellationToken
        );

    private static ServiceRequest SchemaRequest(ServiceOperation operation, string path, TdSchema schema, bool withAliases)
    {
        CheckSchema(schema);
        var sent = withAliases ? schema : new TdSchema(schema.Select(static column => new TdColumn(column.Name, column.Type)));
        var body = new TdSchemaBody { Schema = [.. sent.Select(Texts)] };
        return new ServiceRequest(operation, path) { Content = ServiceContent.Json(body, TreasureDataJsonContext.Default.TdSchemaBody) };
    }

    private static IReadOnlyList<string> Texts(TdColumn column) =>
        column switch
        {
            { Description: { } description } => [column.Name, column.Type, column.SqlName, description],
            { Alias: { } alias } => [column.Name, column.Type, alias],
            _ => [column.Name, column.Type],
        };

    private static TdSchema CheckSchema(TdSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        foreach (var column in schema)
        {
            if (string.IsNullOrEmpty(column.Name) || string.IsNullOrWhiteSpace(column.Type))
            {
                throw new ArgumentException("Every column needs a name and a type.", nameof(schema));
            }

            if (column.Name is "time" or "v")
            {
                throw new ArgumentException(
                    $"The column '{column.Name}' is in every table and cannot be declared. Leave it out of the schema.",
                    nameof(schema)
                );
            }

            if (column.Alias is { } alias && (alias.Length == 0 || alias.AsSpan().ContainsAnyExcept(s_aliasCharacters)))
            {
                throw new ArgumentException(
                    $"'{alias}' cannot be the name of a column in SQL: such names consist of a-z, 0-9 and _.",
                    nameof(schema)
                );
            }
        }

        return schema;
    }
}
