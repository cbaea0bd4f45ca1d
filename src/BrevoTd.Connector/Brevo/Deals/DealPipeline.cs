using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A pipeline of deals and its stages (<c>GET /crm/pipeline/details/{pipelineID}</c>).</summary>
public sealed record DealPipeline
{
    /// <summary>Id; the value of a deal's attribute <c>pipeline</c>.</summary>
    [JsonPropertyName("pipeline")]
    public DealPipelineId? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("pipeline_name")]
    public string? Name { get; init; }

    /// <summary>Stages in their order.</summary>
    public IReadOnlyList<DealPipelineStage>? Stages { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(DealPipeline)} {Id}";
}
