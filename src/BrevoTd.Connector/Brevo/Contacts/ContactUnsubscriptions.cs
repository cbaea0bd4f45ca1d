using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Unsubscriptions of a contact.</summary>
public sealed record ContactUnsubscriptions
{
    /// <summary>By the contact, through a link in a campaign.</summary>
    public IReadOnlyList<ContactCampaignEvent>? UserUnsubscription { get; init; }

    /// <summary>By an administrator of the account.</summary>
    public IReadOnlyList<ContactCampaignEvent>? AdminUnsubscription { get; init; }
}
