using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdBulkImportList
{
    [JsonPropertyName("bulk_imports")]
    public IReadOnlyList<TdBulkImport>? BulkImports { get; init; }
}

/// <summary>Body of a call that names a pool.</summary>
internal sealed record TdPoolBody
{
    [JsonPropertyName("pool_name")]
    public required string PoolName { get; init; }
}
