using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a contact did with the campaigns it got.</summary>
public sealed record ContactStatistics
{
    /// <summary>Campaigns that were sent to the contact.</summary>
    public IReadOnlyList<ContactCampaignEvent>? MessagesSent { get; init; }

    /// <summary>Campaigns that were delivered.</summary>
    public IReadOnlyList<ContactCampaignEvent>? Delivered { get; init; }

    /// <summary>Campaigns that the contact opened.</summary>
    public IReadOnlyList<ContactCampaignEvent>? Opened { get; init; }

    /// <summary>Campaigns in which the contact clicked.</summary>
    public IReadOnlyList<ContactCampaignClicks>? Clicked { get; init; }

    /// <summary>Campaigns whose delivery failed for good.</summary>
    public IReadOnlyList<ContactCampaignEvent>? HardBounces { get; init; }

    /// <summary>Campaigns whose delivery failed for the time being.</summary>
    public IReadOnlyList<ContactCampaignEvent>? SoftBounces { get; init; }

    /// <summary>Campaigns that the contact reported as spam.</summary>
    public IReadOnlyList<ContactCampaignEvent>? Complaints { get; init; }

    /// <summary>Unsubscriptions, by the contact and by an administrator.</summary>
    public ContactUnsubscriptions? Unsubscriptions { get; init; }

    /// <summary>
    /// Transactional attributes of the contact (<c>transacAttributes</c>), one entry for each order, by name: <c>orderId</c>, <c>orderDate</c> and
    /// <c>orderPrice</c>, and whatever else the account defines.
    /// </summary>
    [JsonPropertyName("transacAttributes")]
    public IReadOnlyList<IReadOnlyDictionary<string, AttributeValue>>? TransactionalAttributes { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ContactStatistics);
}
