using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A column of a behavior.</summary>
public record TdAudienceBehaviorColumn
{
    /// <summary>Name, as rules call it.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Type of the values in the service's words, such as <c>number</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Column of the joined table.</summary>
    [JsonPropertyName("parentColumn")]
    public string? ColumnName { get; init; }

    /// <summary>The type only.</summary>
    public override string ToString() => nameof(TdAudienceBehaviorColumn);
}
