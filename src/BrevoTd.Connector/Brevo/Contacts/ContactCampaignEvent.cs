using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Something that happened between a contact and a campaign.</summary>
public sealed record ContactCampaignEvent
{
    /// <summary>Id of the campaign.</summary>
    public long? CampaignId { get; init; }

    /// <summary>When it happened (last).</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>How often it happened, where Brevo counts it.</summary>
    public long? Count { get; init; }

    /// <summary>IP address of the contact; personal data.</summary>
    public string? Ip { get; init; }

    /// <summary>The campaign only.</summary>
    public override string ToString() => $"{nameof(ContactCampaignEvent)} of campaign {CampaignId}";
}
