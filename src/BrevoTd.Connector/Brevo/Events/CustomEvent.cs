using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An event as <c>GET /events</c> lists it. It has no id of its own.</summary>
public sealed record CustomEvent
{
    /// <summary>Whose event it is.</summary>
    [JsonPropertyName("contact_id")]
    public ContactId? ContactId { get; init; }

    /// <summary>When it occurred.</summary>
    [JsonPropertyName("event_date")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("event_name")]
    public string? Name { get; init; }

    /// <summary>Id of the filter in Brevo that stands for events of this kind; the same for many events.</summary>
    [JsonPropertyName("event_filter_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? FilterId { get; init; }

    /// <summary>Type of the object that it is about.</summary>
    [JsonPropertyName("object_type")]
    public string? ObjectType { get; init; }

    /// <summary>Where it came from, such as <c>api</c>. Brevo's newest documents have it no more.</summary>
    public string? Source { get; init; }

    /// <summary>Properties.</summary>
    [JsonPropertyName("event_properties")]
    public IReadOnlyDictionary<string, PropertyValue>? Properties { get; init; }

    /// <summary>Attributes of the contact that came with it.</summary>
    [JsonPropertyName("contact_properties")]
    public IReadOnlyDictionary<string, AttributeValue>? ContactProperties { get; init; }

    /// <summary>Id of the contact only; the rest may be personal data.</summary>
    public override string ToString() => $"{nameof(CustomEvent)} of contact {ContactId}";
}
