using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A contact's place in a consent group.</summary>
public sealed record ContactConsentGroup
{
    /// <summary>Id of the group.</summary>
    public long? Id { get; init; }

    /// <summary>State of the subscription, as Brevo names it.</summary>
    public string? Status { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ContactConsentGroup)} {Id}";
}
