using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An attribute that companies or deals get.</summary>
public sealed record CreateCrmAttributeRequest
{
    /// <summary>Name that users of Brevo see: unique, at most 50 characters, none of Brevo's reserved names.</summary>
    public required string Label { get; init; }

    /// <summary>Type of the values.</summary>
    public required CrmAttributeType Type { get; init; }

    /// <summary>What the attribute is for.</summary>
    public string? Description { get; init; }

    /// <summary>Labels of the options; needed for <c>single-select</c> and <c>multi-choice</c>, and only there.</summary>
    public IReadOnlyList<string>? OptionLabels { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateCrmAttributeRequest);
}
