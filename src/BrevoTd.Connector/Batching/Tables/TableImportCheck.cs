using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Compares a row map with the first row's columns, and looks the table up.</summary>
internal sealed class TableImportCheck<T>(RowMap<T> map, TreasureDataTablesClient tables, string database, string table) : BatchCheck<T>
{
    private static readonly MappingProblemCode s_tableMissing = new("TABLE001");

    public override IReadOnlyList<MappingProblem> CheckSource(T firstRecord) => map.Check(SourceColumns.Of(firstRecord)).Problems;

    public override async Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken)
    {
        try
        {
            await tables.GetAsync(database, table, cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (ServiceException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            return
            [
                new MappingProblem(
                    s_tableMissing,
                    $"{database}.{table}",
                    Source: null,
                    $"Treasure Data has no table '{table}' in a database '{database}'. Create it first (Tables.CreateAsync), or change the names."
                ),
            ];
        }
    }
}
