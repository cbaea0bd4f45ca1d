using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A contact's clicks in one campaign.</summary>
public sealed record ContactCampaignClicks
{
    /// <summary>Id of the campaign.</summary>
    public long? CampaignId { get; init; }

    /// <summary>The links that were clicked.</summary>
    public IReadOnlyList<ContactClickedLink>? Links { get; init; }
}
