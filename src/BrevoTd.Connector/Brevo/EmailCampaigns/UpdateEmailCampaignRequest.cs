using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// What changes about an e-mail campaign (<c>PUT /emailCampaigns/{campaignId}</c>). Members that are not set are not sent and stay as they are; an empty text
/// is sent as such.
/// </summary>
public sealed record UpdateEmailCampaignRequest
{
    /// <summary>Name of the campaign.</summary>
    public string? Name { get; init; }

    /// <summary>Sender, by exactly one of id and address.</summary>
    public EmailCampaignSender? Sender { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Body: more than 10 characters and less than 1 MB; at most one of this and <see cref="HtmlUrl"/>. A campaign made with the drag-and-drop editor cannot be edited there any more.</summary>
    public string? HtmlContent { get; init; }

    /// <summary>Address of a page that Brevo fetches as the body.</summary>
    public Uri? HtmlUrl { get; init; }

    /// <summary>Whom it goes to. Needed when it is scheduled, and before it is sent.</summary>
    public EmailCampaignAudience? Recipients { get; init; }

    /// <summary>When it is sent; a draft becomes scheduled by it. Written with its offset, because with <see cref="SendAtBestTime"/> its date alone counts.</summary>
    [JsonConverter(typeof(CampaignTimeConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Whether each recipient gets it at the time that suits them best, on the date of <see cref="ScheduledAt"/>. Not together with <see cref="AbTesting"/>; it switches <see cref="IpWarmupEnable"/> off.</summary>
    public bool? SendAtBestTime { get; init; }

    /// <summary>Text that mailboxes show beside the subject.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> PreviewText { get; init; }

    /// <summary>Address for replies.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> ReplyTo { get; init; }

    /// <summary>How the recipient is addressed: <c>{FNAME} {LNAME}</c>, or with <see cref="Params"/> <c>{{contact.FNAME}} {{contact.LNAME}}</c>. The attributes must exist.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> ToField { get; init; }

    /// <summary>Values for the placeholders of the body, for campaigns in the new template language only; Brevo ignores them in others.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Params { get; init; }

    /// <summary>Header; <c>[DEFAULT_HEADER]</c> is that of the account.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Header { get; init; }

    /// <summary>Footer; <c>[DEFAULT_FOOTER]</c> is that of the account.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Footer { get; init; }

    /// <summary>Tag.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Tag { get; init; }

    /// <summary>Address of a file that Brevo fetches and attaches, such as a <c>.pdf</c>, <c>.csv</c>, <c>.xlsx</c>, <c>.docx</c>, <c>.zip</c> or an image.</summary>
    public Uri? AttachmentUrl { get; init; }

    /// <summary>Whether images are embedded. The e-mail must then stay below 4 MB and go to fewer than 5,000 contacts.</summary>
    public bool? InlineImageActivation { get; init; }

    /// <summary>Whether it has a link to its version in the browser.</summary>
    public bool? MirrorActive { get; init; }

    /// <summary>Whether a contact can get a <see cref="EmailCampaignType.Trigger"/> campaign more than once.</summary>
    public bool? Recurring { get; init; }

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
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> UnsubscriptionPageId { get; init; }

    /// <summary>Id of a form for the update of a profile, 24 characters; needed by a template with the tag <c>{{ update_profile }}</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> UpdateFormId { get; init; }

    /// <summary>Value of <c>utm_campaign</c>; the campaign's name otherwise.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> UtmCampaign { get; init; }

    /// <summary>Value of <c>utm_content</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> UtmContent { get; init; }

    /// <summary>Value of <c>utm_term</c>.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> UtmTerm { get; init; }

    /// <summary>The type's name only; a campaign names its sender.</summary>
    public override string ToString() => nameof(UpdateEmailCampaignRequest);
}
