using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What is known of an associated record. A contact has neither external id nor times here; its external id is the attribute <c>ext_id</c>.</summary>
public sealed record AssociatedObject
{
    /// <summary>Brevo's own id of the record or of the contact.</summary>
    public ObjectRecordId? Id { get; init; }

    /// <summary>The record's id in the caller's own systems; not for contacts.</summary>
    [JsonPropertyName("ext_id")]
    public string? ExternalId { get; init; }

    /// <summary>Attributes by their keys; those of contacts in small letters.</summary>
    public IReadOnlyDictionary<string, PropertyValue>? Attributes { get; init; }

    /// <summary>When the record was created; not for contacts.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the record changed last; not for contacts.</summary>
    [JsonPropertyName("updated_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Brevo's own id only; the rest may be personal data.</summary>
    public override string ToString() => $"{nameof(AssociatedObject)} {Id}";
}
