using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What a finished job counted.</summary>
public record TdJobStatistics
{
    /// <summary>Number of records that the job inserted into tables.</summary>
    [JsonPropertyName("records_inserted")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? RecordsInserted { get; init; }
}
