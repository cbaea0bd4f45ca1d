using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// An e-mail campaign to create (<c>POST /emailCampaigns</c>): a draft, or with <see cref="ScheduledAt"/> one that will be sent. Exactly one of
/// <see cref="HtmlContent"/>, <see cref="HtmlUrl"/> and <see cref="TemplateId"/> is given.
/// </summary>
public sealed record CreateEmailCampaignRequest
{
    /// <summary>Name of the campaign.</summary>
    public required string Name { get; init; }

    /// <summary>Sender, by exactly one of id and address.</summary>
    public required EmailCampaignSender Sender { get; init; }

    /// <summary>Subject. Needed unless <see cref="AbTesting"/> is set, which ignores it.</summary>
    public string? Subject { get; init; }

    /// <summary>Body: more than 10 characters and less than 1 MB. Exactly one of this, <see cref="HtmlUrl"/> and <see cref="TemplateId"/>.</summary>
    public string? HtmlContent { get; init; }

    /// <summary>Address of a page that Brevo fetches as the body.</summary>
    public Uri? HtmlUrl { get; init; }

    /// <summary>Id of an active transactional template whose body is copied.</summary>
    public long? TemplateId { get; init; }

    /// <summary>Whom it goes to. Needed when it is scheduled, and before it is sent.</summary>
    public EmailCampaignAudience? Recipients { get; init; }

    /// <summary>When it is sent; without it the campaign is a draft. Written with its offset, because with <see cref="SendAtBestTime"/> its date alone counts.</summary>
    [JsonConverter(typeof(CampaignTimeConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Whether each recipient gets it at the time that suits them best, on the date of <see cref="ScheduledAt"/>. Not together with <see cref="AbTesting"/>.</summary>
    public bool? SendAtBestTime { get; init; }

    /// <summary>Text that mailboxes show beside the subject.</summary>
    public string? PreviewText { get; init; }

    /// <summary>Address for replies.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>How the recipient is addressed: <c>{FNAME} {LNAME}</c>, or with <see cref="Params"/> <c>{{contact.FNAME}} {{contact.LNAME}}</c>. The attributes must exist.</summary>
    public string? ToField { get; init; }

    /// <summary>Values for the placeholders of the body, for campaigns in the new template language only; Brevo ignores them in others.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Params { get; init; }

    /// <summary>Header; <c>[DEFAULT_HEADER]</c> is that of the account.</summary>
    public string? Header { get; init; }

    /// <summary>Footer; <c>[DEFAULT_FOOTER]</c> is that of the account.</summary>
    public string? Footer { get; init; }

    /// <summary>Tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Address of a file that Brevo fetches and attaches, such as a <c>.pdf</c>, <c>.csv</c>, <c>.xlsx</c>, <c>.docx</c>, <c>.zip</c> or an image.</summary>
    public Uri? AttachmentUrl { get; init; }

    /// <summary>Whether images are embedded. The e-mail must then stay below 4 MB and go to fewer than 5,000 contacts.</summary>
    public bool? InlineImageActivation { get; init; }

    /// <summary>Whether it has a link to its version in the browser.</summary>
    public bool? MirrorActive { get; init; }

    /// <summary>When mailboxes that support it delete it.</summary>
    public EmailExpiration? EmailExpirationDate { get; init; }

    /// <summary>Whether it is an A/B test of two subjects. Needs <see cref="SubjectA"/> and <see cref="SubjectB"/>, and with recipients <see cref="SplitRule"/>.</summary>
    public bool? AbTesting { get; init; }

    /// <summary>Subject of version A.</summary>
    public string? SubjectA { get; init; }

    /// <summary>Subject of version B; another than that of version A.</summary>
    public string? SubjectB { get; init; }

    /// <summary>Size of the test groups in per cent, 1 to 50. Below 50 it needs <see cref="WinnerCriteria"/> and <see cref="WinnerDelay"/>; at 50 every recipient is in the test and Brevo ignores them.</summary>
    public long? SplitRule { get; init; }

    /// <summary>By what the better version is told.</summary>
    public CampaignWinnerCriteria? WinnerCriteria { get; init; }

    /// <summary>Hours after which the better version goes to the others, 1 to 168.</summary>
    public long? WinnerDelay { get; init; }

    /// <summary>Whether to warm up a dedicated IP address. Needs <see cref="InitialQuota"/> and <see cref="IncreaseRate"/>.</summary>
    public bool? IpWarmupEnable { get; init; }

    /// <summary>E-mails of the first day of the warm-up, more than 1; Brevo recommends 3,000.</summary>
    public long? InitialQuota { get; init; }

    /// <summary>By how many per cent the warm-up grows each day; Brevo recommends 30.</summary>
    public long? IncreaseRate { get; init; }

    /// <summary>Id of a page for unsubscribing, 24 characters; the account's default page otherwise.</summary>
    public string? UnsubscriptionPageId { get; init; }

    /// <summary>Id of a form for the update of a profile, 24 characters; needed by a template with the tag <c>{{ update_profile }}</c>.</summary>
    public string? UpdateFormId { get; init; }

    /// <summary>Value of <c>utm_campaign</c>; the campaign's name otherwise.</summary>
    public string? UtmCampaign { get; init; }

    /// <summary>Value of <c>utm_content</c>.</summary>
    public string? UtmContent { get; init; }

    /// <summary>Value of <c>utm_term</c>.</summary>
    public string? UtmTerm { get; init; }

    /// <summary>The type's name only; a campaign names its sender.</summary>
    public override string ToString() => nameof(CreateEmailCampaignRequest);
}
