using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Names the record of a custom object in an event. One of the two is enough.</summary>
public sealed record EventObjectIdentifiers
{
    /// <summary>The record's id in the caller's own systems.</summary>
    [JsonPropertyName("ext_id")]
    public string? ExternalId { get; init; }

    /// <summary>Brevo's own id of the record; a text in this place.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(EventObjectIdentifiers);
}
