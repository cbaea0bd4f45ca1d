using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An SMS campaign (<c>GET /smsCampaigns</c>, <c>GET /smsCampaigns/{campaignId}</c>).</summary>
public sealed record SmsCampaign
{
    /// <summary>Id.</summary>
    public SmsCampaignId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>State.</summary>
    public SmsCampaignStatus? Status { get; init; }

    /// <summary>Text of the message.</summary>
    public string? Content { get; init; }

    /// <summary>Sender: a name or a number.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Sender { get; init; }

    /// <summary>Brand name that stands before the text; an empty text when there is none.</summary>
    public string? OrganisationPrefix { get; init; }

    /// <summary>How to unsubscribe, which stands after the text; an empty text when there is none.</summary>
    public string? UnsubscribeInstruction { get; init; }

    /// <summary>Whom it goes to.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<SmsCampaignRecipients>))]
    public SmsCampaignRecipients? Recipients { get; init; }

    /// <summary>Its figures.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<SmsCampaignStatistics>))]
    public SmsCampaignStatistics? Statistics { get; init; }

    /// <summary>When it is sent; <see langword="null"/> when it is not scheduled (Brevo then writes an empty text).</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>When it was sent.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? SentDate { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether a test message has been sent; only in older answers.</summary>
    public bool? TestSent { get; init; }

    /// <summary>Tags; only of a single campaign.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Id and state only.</summary>
    public override string ToString() => $"{nameof(SmsCampaign)} {Id}: {Status}";
}
