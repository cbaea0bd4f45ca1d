using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Columns of the query that records come from, as far as a record tells.</summary>
internal static class SourceColumns
{
    public static TdSchema? Of<T>(T record) =>
        record switch
        {
            TdRow row => row.Schema,
            RowGroup<TdRow> group => group.First.Schema,
            _ => null,
        };
}
