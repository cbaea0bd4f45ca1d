using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Names a record of a custom object. One of the two is enough; Brevo's own id wins.</summary>
public sealed record ObjectRecordIdentifiers
{
    /// <summary>Brevo's own id. It only ever finds a record that exists.</summary>
    public ObjectRecordId? Id { get; init; }

    /// <summary>The record's id in the caller's own systems.</summary>
    [JsonPropertyName("ext_id")]
    public string? ExternalId { get; init; }

    internal bool HasAny => Id is not null || !string.IsNullOrWhiteSpace(ExternalId);

    /// <summary>Brevo's own id only; the external id may be personal data.</summary>
    public override string ToString() => $"{nameof(ObjectRecordIdentifiers)} {Id}";
}
