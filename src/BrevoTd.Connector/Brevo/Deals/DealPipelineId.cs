using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a pipeline of deals. A text converts implicitly.</summary>
/// <param name="Value">The text that Brevo gave.</param>
[JsonConverter(typeof(TextIdConverter<DealPipelineId>))]
public readonly record struct DealPipelineId(string Value) : IStringValue<DealPipelineId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The text that Brevo gave.</param>
    public static implicit operator DealPipelineId(string value) => new(value);

    static DealPipelineId IStringValue<DealPipelineId>.From(string value) => new(value);

    /// <summary>The text.</summary>
    public override string ToString() => Value ?? "";
}
