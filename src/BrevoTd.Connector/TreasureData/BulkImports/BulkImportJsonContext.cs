using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record SessionParts
{
    [JsonPropertyName("parts")]
    public IReadOnlyList<string>? Parts { get; init; }
}

[JsonSerializable(typeof(TdBulkImport))]
[JsonSerializable(typeof(SessionParts))]
internal sealed partial class BulkImportJsonContext : JsonSerializerContext;
