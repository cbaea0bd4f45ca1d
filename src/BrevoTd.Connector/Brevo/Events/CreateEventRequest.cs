using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An event of a contact, such as a video that was watched or a trial that began.</summary>
public sealed record CreateEventRequest
{
    /// <summary>Name, by which the event is found in Brevo: 1 to 255 letters, digits, <c>_</c> and <c>-</c>.</summary>
    [JsonPropertyName("event_name")]
    public required string Name { get; init; }

    /// <summary>Whose event it is; at least one identifier.</summary>
    public required EventIdentifiers Identifiers { get; init; }

    /// <summary>When it occurred. <see langword="null"/>: when Brevo takes it in. Set it for events that may be sent late.</summary>
    [JsonPropertyName("event_date")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Attributes of the contact to update along with it, by name in capital letters; they must exist. Texts, numbers and truth values only.</summary>
    [JsonPropertyName("contact_properties")]
    public IReadOnlyDictionary<string, AttributeValue>? ContactProperties { get; init; }

    /// <summary>
    /// Properties, nested to any depth; at most 50,000 bytes as JSON (Brevo: 50 KB). Names are letters, digits, <c>_</c> and <c>-</c>, at most 255. Dates are texts in ISO 8601.
    /// </summary>
    [JsonPropertyName("event_properties")]
    public IReadOnlyDictionary<string, PropertyValue>? Properties { get; init; }

    /// <summary>The record of a custom object that the event is about. Brevo ignores a type or a record that does not exist.</summary>
    public EventObject? Object { get; init; }

    /// <summary>The type's name only; every other member may be personal data.</summary>
    public override string ToString() => nameof(CreateEventRequest);
}
