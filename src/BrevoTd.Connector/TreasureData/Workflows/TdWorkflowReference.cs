using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Id and name of a project or a workflow, as they stand inside of other things.</summary>
public record TdWorkflowReference
{
    /// <summary>Id; <see langword="null"/> where the thing does not exist any more.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The type only.</summary>
    public override string ToString() => nameof(TdWorkflowReference);
}
