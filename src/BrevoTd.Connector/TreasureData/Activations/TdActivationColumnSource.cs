using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Where an activation takes the values of a column from: an attribute, or a fixed text.</summary>
public record TdActivationColumnSource
{
    /// <summary>The attribute.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("column")]
    public string? Column { get; init; }

    /// <summary>Functions that are applied to the attribute's values, as a list of objects.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("functions")]
    public JsonElement? Functions { get; init; }

    /// <summary>Group of customers that the attribute belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("customerGroup")]
    public string? CustomerGroup { get; init; }

    /// <summary>A fixed text in place of an attribute, with placeholders such as <c>$1</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("string")]
    public string? Text { get; init; }

    /// <summary>What the placeholders stand for, as a list of objects.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("parameters")]
    public JsonElement? Parameters { get; init; }

    /// <summary>The type only: a text may name people.</summary>
    public override string ToString() => nameof(TdActivationColumnSource);
}
