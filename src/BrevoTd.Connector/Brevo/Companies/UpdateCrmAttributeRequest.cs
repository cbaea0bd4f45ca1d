using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about an attribute of companies or deals. Members that are not set stay as they are.</summary>
public sealed record UpdateCrmAttributeRequest
{
    /// <summary>New name that users of Brevo see; at most 50 characters.</summary>
    public string? Label { get; init; }

    /// <summary>The options of a <c>single-select</c> or <c>multi-choice</c> attribute, each with key and label. What becomes of options that are left out is not documented: pass all.</summary>
    public IReadOnlyList<CrmAttributeOption>? Options { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateCrmAttributeRequest);
}
