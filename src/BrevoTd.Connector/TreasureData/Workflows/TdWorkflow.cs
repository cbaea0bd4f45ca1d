using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A workflow as of a revision of its project.</summary>
public record TdWorkflow
{
    /// <summary>Id, which another revision changes.</summary>
    [JsonPropertyName("id")]
    public TdWorkflowId? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("project")]
    public TdWorkflowReference? Project { get; init; }

    /// <summary>The revision.</summary>
    [JsonPropertyName("revision")]
    public string? Revision { get; init; }

    /// <summary>Time zone of its session times.</summary>
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }

    /// <summary>The definition as a tree.</summary>
    [JsonPropertyName("config")]
    public JsonElement? Definition { get; init; }

    /// <summary>Id only.</summary>
    public override string ToString() => $"{nameof(TdWorkflow)} {{ Id = {Id} }}";
}
