using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The first records of a source, as a connector would load them.</summary>
public record TdBulkLoadPreview
{
    /// <summary>The columns.</summary>
    [JsonPropertyName("schema")]
    public IReadOnlyList<TdBulkLoadColumn>? Columns { get; init; }

    /// <summary>The records: one value per column, in the columns' order. They may hold people's data.</summary>
    [JsonPropertyName("records")]
    public IReadOnlyList<IReadOnlyList<JsonElement>>? Records { get; init; }

    /// <summary>Counts only: the records may hold people's data.</summary>
    public override string ToString() =>
        $"{nameof(TdBulkLoadPreview)} {{ Columns = {Columns?.Count ?? 0}, Records = {Records?.Count ?? 0} }}";
}
