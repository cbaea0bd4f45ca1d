using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataTablesClient
{
    // Each round that does not end the work means that somebody else changed the table in between.
    private const int MaxEnsureRounds = 5;

    /// <summary>
    /// Makes sure that a table is there and has the given columns: it is created, or the missing columns are added (<c>append-schema</c>). Columns that are there
    /// already are left alone, so that any number of processes may do this at the same time.
    /// </summary>
    /// <param name="database">Name of the database, which must exist.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="columns">Columns that the rows have, without <c>time</c> and <c>v</c>.</param>
    /// <param name="allowConflicts">Whether columns of other types are reported in the result instead of thrown.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database, table or column can have that name.</exception>
    /// <exception cref="TreasureDataSchemaException">The table has columns of other types. Nothing was changed.</exception>
    /// <exception cref="ServiceException">There is no such database (404), or the service refuses the columns.</exception>
    /// <exception cref="ConnectorException">A call failed for another reason.</exception>
    public virtual async Task<TdEnsureTableResult> EnsureTableAsync(
        string database,
        string table,
        TdSchema columns,
        bool allowConflicts = false,
        CancellationToken cancellationToken = default
    )
    {
        _ = Place(database, table);
        CheckSchema(columns);
        ConnectorException? failure = null;
        for (var round = 0; ; round++)
        {
            if (await FindAsync(database, table, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                if (await CreateIfNotExistsAsync(database, table, columns, cancellationToken).ConfigureAwait(false))
                {
                    return new TdEnsureTableResult { Created = true };
                }

                // Somebody else created it in this moment, with columns of their own.
                found = await GetAsync(database, table, cancellationToken).ConfigureAwait(false);
            }

            var conflicts = Conflicts(found.Schema ?? TdSchema.Empty, columns);
            if (conflicts.Count > 0 && !allowConflicts)
            {
                throw new TreasureDataSchemaException(database, table, conflicts);
            }

            var missing = columns.Where(column => Find(found.Schema, column) is null).ToList();
            if (missing.Count == 0)
            {
                return new TdEnsureTableResult { Conflicts = conflicts };
            }

            if (failure is not null && round >= MaxEnsureRounds)
            {
                throw failure;
            }

            try
            {
                await AppendSchemaAsync(database, table, new TdSchema(missing), cancellationToken).ConfigureAwait(false);
                return new TdEnsureTableResult { AddedColumns = missing, Conflicts = conflicts };
            }
            catch (ConnectorException e) when (failure is null || e.MayHaveBeenProcessed || IsRace(e))
            {
                // The same columns may have come from another process, or from this very call: the table says.
                failure = e;
            }
        }
    }

    /// <summary>Reads one table, if there is one (404 counts as none, also where the database is missing).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The table, or <see langword="null"/>.</returns>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<TdTable?> FindAsync(string database, string table, CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(s_getOperation, $"v3/table/show/{Place(database, table)}");
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? _transport.Read(request, answer, TreasureDataJsonContext.Default.TdTable) : null;
    }

    private static bool IsRace(ConnectorException exception) =>
        exception is ServiceException { StatusCode: HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity };

    private static List<TdColumnConflict> Conflicts(TdSchema actual, TdSchema wanted)
    {
        var conflicts = new List<TdColumnConflict>();
        foreach (var column in wanted)
        {
            if (Find(actual, column) is { } existing && !IsSameType(existing.Type, column.Type))
            {
                conflicts.Add(new TdColumnConflict(column.Name, column.Type, existing.Type));
            }
        }

        return conflicts;
    }

    private static TdColumn? Find(TdSchema? schema, TdColumn column)
    {
        if (schema is not null)
        {
            foreach (var candidate in schema)
            {
                if (candidate.Name == column.Name || candidate.SqlName == column.SqlName)
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    // Tables speak Hive, people often Trino: both words mean one type.
    private static bool IsSameType(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Canonical(one), Canonical(other), StringComparison.Ordinal);

    private static string Canonical(string type)
    {
        var column = new TdColumnType(type.Replace(" ", "", StringComparison.Ordinal).Replace('(', '<').Replace(')', '>'));
        return column switch
        {
            { IsText: true } => "string",
            { BaseName: "bigint" or "long" } => "long",
            { BaseName: "integer" or "int" } => "int",
            { BaseName: "real" or "float" } => "float",
            { IsNested: true } => column
                .Value.ToLowerInvariant()
                .Replace("varchar", "string", StringComparison.Ordinal)
                .Replace("bigint", "long", StringComparison.Ordinal),
            _ => column.Value.ToLowerInvariant(),
        };
    }
}
