using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The master table of a parent segment.</summary>
public record TdAudienceTable
{
    /// <summary>Database.</summary>
    [JsonPropertyName("parentDatabaseName")]
    public string? DatabaseName { get; init; }

    /// <summary>Table.</summary>
    [JsonPropertyName("parentTableName")]
    public string? TableName { get; init; }

    /// <summary>The type only.</summary>
    public override string ToString() => nameof(TdAudienceTable);
}
