using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One stage of a pipeline.</summary>
public sealed record DealPipelineStage
{
    /// <summary>Id; the value of a deal's attribute <c>deal_stage</c>.</summary>
    public DealPipelineStageId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(DealPipelineStage)} {Id}";
}
