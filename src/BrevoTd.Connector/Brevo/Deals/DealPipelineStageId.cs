using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a stage of a pipeline. A text converts implicitly.</summary>
/// <param name="Value">The text that Brevo gave.</param>
[JsonConverter(typeof(TextIdConverter<DealPipelineStageId>))]
public readonly record struct DealPipelineStageId(string Value) : IStringValue<DealPipelineStageId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The text that Brevo gave.</param>
    public static implicit operator DealPipelineStageId(string value) => new(value);

    static DealPipelineStageId IStringValue<DealPipelineStageId>.From(string value) => new(value);

    /// <summary>The text.</summary>
    public override string ToString() => Value ?? "";
}
