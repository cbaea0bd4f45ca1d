using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One option of a <c>category</c> attribute.</summary>
public sealed record AttributeOption
{
    /// <summary>Number of the option. Brevo answers 0 for every option whose code is not a number: use <see cref="ValueText"/> then.</summary>
    public long? Value { get; init; }

    /// <summary>Label as people see it, up to 200 characters.</summary>
    public string? Label { get; init; }

    /// <summary>Code of the option as stored (<c>valueStr</c>). Not sent when creating.</summary>
    [JsonPropertyName("valueStr")]
    public string? ValueText { get; init; }

    /// <summary>The number only.</summary>
    public override string ToString() => $"{nameof(AttributeOption)} {Value}";
}
