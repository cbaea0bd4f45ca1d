using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Compares what makes the rows with the first record's columns, looks the table up, and lets it have the columns that are declared.</summary>
internal abstract class TableImportCheck<T>(
    TreasureDataTablesClient tables,
    string database,
    string table,
    TableImportWriterOptions options
) : BatchCheck<T>
{
    private static readonly MappingProblemCode s_tableMissing = new("TABLE001");

    private bool _isSourceFine;

    /// <summary>The columns of the rows, as far as they are known after <see cref="FindProblems"/>.</summary>
    protected abstract TdSchema Columns { get; }

    public sealed override IReadOnlyList<MappingProblem> CheckSource(T firstRecord)
    {
        var problems = FindProblems(firstRecord);
        _isSourceFine = problems.Count == 0;
        return problems;
    }

    public override async Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken)
    {
        TdTable? found = null;
        try
        {
            found = await tables.GetAsync(database, table, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            if (!options.CreateTable)
            {
                return
                [
                    new MappingProblem(
                        s_tableMissing,
                        $"{database}.{table}",
                        Source: null,
                        $"Treasure Data has no table '{table}' in a database '{database}'. Create it first (Tables.EnsureTableAsync, or the option CreateTable), or change the names."
                    ),
                ];
            }
        }

        // Nothing is changed for rows that are not going to be sent.
        if (
            _isSourceFine
            && (found is null || (options.DeclareColumns && Columns.Any(column => found.Schema?.Contains(column.Name) != true)))
        )
        {
            // Columns of other types are the table's owner's business: the service converts what it can.
            await tables.EnsureTableAsync(database, table, Columns, allowConflicts: true, cancellationToken).ConfigureAwait(false);
        }

        return [];
    }

    protected abstract IReadOnlyList<MappingProblem> FindProblems(T firstRecord);
}

/// <summary>The check of a map.</summary>
internal sealed class MapImportCheck<T>(
    RowMap<T> map,
    TreasureDataTablesClient tables,
    string database,
    string table,
    TableImportWriterOptions options
) : TableImportCheck<T>(tables, database, table, options)
{
    protected override TdSchema Columns => map.Columns;

    protected override IReadOnlyList<MappingProblem> FindProblems(T firstRecord) => map.Check(SourceColumns.Of(firstRecord)).Problems;
}

/// <summary>The check of records without a map.</summary>
internal sealed class ConversionImportCheck<T>(
    ConvertingEncoder<T> encoder,
    TdSchema? columns,
    TreasureDataTablesClient tables,
    string database,
    string table,
    TableImportWriterOptions options
) : TableImportCheck<T>(tables, database, table, options)
{
    private TdSchema _columns = columns ?? TdSchema.Empty;

    protected override TdSchema Columns => _columns;

    protected override IReadOnlyList<MappingProblem> FindProblems(T firstRecord)
    {
        var problems = encoder.CheckSource(firstRecord, out var schema);
        _columns = columns ?? schema ?? TdSchema.Empty;
        return problems;
    }
}
