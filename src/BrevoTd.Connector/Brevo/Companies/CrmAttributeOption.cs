using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One option of a <c>single-select</c> or <c>multi-choice</c> attribute of companies or deals.</summary>
public sealed record CrmAttributeOption
{
    /// <summary>Name of the option in values.</summary>
    public string? Key { get; init; }

    /// <summary>Label of the option.</summary>
    public string? Value { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CrmAttributeOption);
}
