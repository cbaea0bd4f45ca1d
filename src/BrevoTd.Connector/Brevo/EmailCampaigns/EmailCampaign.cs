using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An e-mail campaign (<c>GET /emailCampaigns</c>, <c>GET /emailCampaigns/{campaignId}</c>).</summary>
public sealed record EmailCampaign
{
    /// <summary>Id.</summary>
    public EmailCampaignId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>How it is sent.</summary>
    public EmailCampaignType? Type { get; init; }

    /// <summary>State.</summary>
    public EmailCampaignStatus? Status { get; init; }

    /// <summary>Subject; of an A/B test see <see cref="SubjectA"/> and <see cref="SubjectB"/>.</summary>
    public string? Subject { get; init; }

    /// <summary>Text that mailboxes show beside the subject.</summary>
    public string? PreviewText { get; init; }

    /// <summary>Sender.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<EmailCampaignSender>))]
    public EmailCampaignSender? Sender { get; init; }

    /// <summary>Address for replies.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>How the recipient is addressed, such as <c>{FNAME} {LNAME}</c>.</summary>
    public string? ToField { get; init; }

    /// <summary>Whom it goes to.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<EmailCampaignRecipients>))]
    public EmailCampaignRecipients? Recipients { get; init; }

    /// <summary>When it is sent; <see langword="null"/> when it is not scheduled (Brevo then writes an empty text).</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Whether each recipient gets it at the time that suits them best, on the date of <see cref="ScheduledAt"/>.</summary>
    public bool? SendAtBestTime { get; init; }

    /// <summary>When it was sent.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? SentDate { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether a test e-mail has been sent.</summary>
    public bool? TestSent { get; init; }

    /// <summary>Statistics: only the part that was asked for is filled.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<EmailCampaignStatistics>))]
    public EmailCampaignStatistics? Statistics { get; init; }

    /// <summary>Body; an empty text when it was left out.</summary>
    public string? HtmlContent { get; init; }

    /// <summary>Header; <c>[DEFAULT_HEADER]</c> is that of the account.</summary>
    public string? Header { get; init; }

    /// <summary>Footer; <c>[DEFAULT_FOOTER]</c> is that of the account.</summary>
    public string? Footer { get; init; }

    /// <summary>Whether it is an A/B test.</summary>
    public bool? AbTesting { get; init; }

    /// <summary>Subject of version A.</summary>
    public string? SubjectA { get; init; }

    /// <summary>Subject of version B.</summary>
    public string? SubjectB { get; init; }

    /// <summary>Size of the test groups, in per cent.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? SplitRule { get; init; }

    /// <summary>By what the better version is told.</summary>
    public CampaignWinnerCriteria? WinnerCriteria { get; init; }

    /// <summary>Hours after which the better version is sent.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? WinnerDelay { get; init; }

    /// <summary>Tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Tags.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Address of the attachment.</summary>
    public string? AttachmentFile { get; init; }

    /// <summary>Address of the attachment; an empty text when there is none.</summary>
    public string? AttachmentUrl { get; init; }

    /// <summary>Whether images are embedded in the e-mail.</summary>
    public bool? InlineImageActivation { get; init; }

    /// <summary>Whether it has a link to its version in the browser.</summary>
    public bool? MirrorActive { get; init; }

    /// <summary>Whether a contact can get a <see cref="EmailCampaignType.Trigger"/> campaign more than once.</summary>
    public bool? Recurring { get; init; }

    /// <summary>E-mails that were returned.</summary>
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? ReturnBounce { get; init; }

    /// <summary>Address under which everybody can read it.</summary>
    public string? ShareLink { get; init; }

    /// <summary>When mailboxes delete it.</summary>
    [JsonConverter(typeof(ObjectOrNothingConverter<EmailExpiration>))]
    public EmailExpiration? EmailExpirationDate { get; init; }

    /// <summary>Value of <c>utm_campaign</c>.</summary>
    public string? UtmCampaignValue { get; init; }

    /// <summary>Value of <c>utm_content</c>.</summary>
    public string? UtmContent { get; init; }

    /// <summary>Value of <c>utm_term</c>.</summary>
    public string? UtmTerm { get; init; }

    /// <summary>Value of <c>utm_medium</c>.</summary>
    public string? UtmMedium { get; init; }

    /// <summary>Value of <c>utm_source</c>.</summary>
    public string? UtmSource { get; init; }

    /// <summary>Value of <c>utm_id</c>: the id of the campaign, where it is switched on.</summary>
    [JsonPropertyName("utmID")]
    [JsonConverter(typeof(CampaignCountConverter))]
    public long? UtmId { get; init; }

    /// <summary>Whether <c>utm_id</c> is switched on; only in older answers.</summary>
    [JsonPropertyName("utmIDActive")]
    public bool? UtmIdActive { get; init; }

    /// <summary>Id and state only; a campaign names its sender.</summary>
    public override string ToString() => $"{nameof(EmailCampaign)} {Id}: {Status}";
}
