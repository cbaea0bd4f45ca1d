using System.Globalization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataTablesClient
{
    private static readonly ServiceOperation s_renameOperation = new(
        "tables.rename",
        HttpMethod.Post,
        "v3/table/rename/{database}/{table}/{new_table}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look which of the two names the table has before sending it again",
    };

    private static readonly ServiceOperation s_swapOperation = new(
        "tables.swap",
        HttpMethod.Post,
        "v3/table/swap/{database}/{table1}/{table2}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look which rows the two tables hold before sending it again, because a second swap undoes the first",
    };

    private static readonly ServiceOperation s_moveOperation = new(
        "tables.move",
        HttpMethod.Post,
        "v3/table/change_database/{database}/{table}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look in which database the table is before sending it again",
    };

    private static readonly ServiceOperation s_updateOperation = new(
        "tables.update",
        HttpMethod.Post,
        "v3/table/update/{database}/{table}",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Renames a table (<c>POST /v3/table/rename</c>). Not repeated by itself when the answer is lost: look at both names before repeating it.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name that the table has.</param>
    /// <param name="newTable">Name that the table gets.</param>
    /// <param name="overwrite">Whether a table that has the new name is replaced; its rows are lost.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="ServiceException">There is no such table (404), or the new name is taken (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task RenameAsync(
        string database,
        string table,
        string newTable,
        bool overwrite = false,
        CancellationToken cancellationToken = default
    )
    {
        var path = $"v3/table/rename/{Place(database, table)}/{TdNames.Table(newTable, nameof(newTable))}";
        return PostAsync(s_renameOperation, path, [new("overwrite", overwrite ? "true" : "false")], cancellationToken);
    }

    /// <summary>
    /// Lets two tables exchange their names (<c>POST /v3/table/swap</c>). A second swap reverts the first, so that it is not repeated by itself
    /// when the answer is lost: compare the tables' ids before and after.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the one table.</param>
    /// <param name="otherTable">Name of the other table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="ServiceException">There is no such table (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SwapAsync(string database, string table, string otherTable, CancellationToken cancellationToken = default)
    {
        var path = $"v3/table/swap/{Place(database, table)}/{TdNames.Table(otherTable, nameof(otherTable))}";
        return PostAsync(s_swapOperation, path, [], cancellationToken);
    }

    /// <summary>
    /// Moves a table to another database (<c>POST /v3/table/change_database</c>). Not repeated by itself when the answer is lost: look at both
    /// databases before repeating it.
    /// </summary>
    /// <param name="database">Name of the database that has the table.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="newDatabase">Name of the database that gets the table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="ServiceException">There is no such table or database (404), or the name is taken there (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task MoveAsync(string database, string table, string newDatabase, CancellationToken cancellationToken = default)
    {
        var path = $"v3/table/change_database/{Place(database, table)}";
        var destination = TdNames.Database(newDatabase, nameof(newDatabase));
        return PostAsync(s_moveOperation, path, [new("dest_database_name", destination)], cancellationToken);
    }

    /// <summary>Changes properties of a table (<c>POST /v3/table/update</c>); what the request leaves out stays as it is.</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="request">What is to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database or table can have that name, or a value is out of range.</exception>
    /// <exception cref="ServiceException">There is no such table (404), or the service refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(
        string database,
        string table,
        TdTableUpdateRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ExpireDays < 0)
        {
            throw new ArgumentException($"{nameof(request.ExpireDays)} is negative. Use 0 to keep rows for ever.", nameof(request));
        }

        var fields = new List<KeyValuePair<string, string>>();
        if (request.ExpireDays is { } days)
        {
            fields.Add(new("expire_days", days.ToString(CultureInfo.InvariantCulture)));
        }

        if (request.IncludesV is { } includes)
        {
            fields.Add(new("include_v", includes ? "true" : "false"));
        }

        if (request.Description is { } description)
        {
            fields.Add(new("description", description));
        }

        return fields.Count > 0
            ? PostAsync(s_updateOperation, $"v3/table/update/{Place(database, table)}", fields, cancellationToken)
            : throw new ArgumentException("The request changes nothing. Set at least one of its members.", nameof(request));
    }

    private Task PostAsync(
        ServiceOperation operation,
        string path,
        IEnumerable<KeyValuePair<string, string>> fields,
        CancellationToken cancellationToken
    ) => _transport.SendAsync(new ServiceRequest(operation, path) { Content = new FormUrlEncodedContent(fields) }, cancellationToken);
}
