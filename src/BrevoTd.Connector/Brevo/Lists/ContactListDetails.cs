using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A list of contacts with its statistics (<c>GET /contacts/lists/{listId}</c>).</summary>
public sealed record ContactListDetails : ContactList
{
    /// <summary>When the list was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Start of the period of <see cref="CampaignStats"/>, when one was asked for.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>End of the period of <see cref="CampaignStats"/>, when one was asked for.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>Whether Brevo fills the list by itself.</summary>
    public bool? DynamicList { get; init; }

    /// <summary>Statistics of the campaigns that were sent to the list.</summary>
    public IReadOnlyList<ListCampaignStatistics>? CampaignStats { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ContactListDetails)} {Id}";
}
