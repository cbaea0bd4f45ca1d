using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>State of an e-mail campaign. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<EmailCampaignStatus>))]
public readonly record struct EmailCampaignStatus(string Value) : IStringValue<EmailCampaignStatus>
{
    /// <summary>Not scheduled; can be changed, sent and deleted.</summary>
    public static EmailCampaignStatus Draft { get; } = new("draft");

    /// <summary>Scheduled, or accepted for sending.</summary>
    public static EmailCampaignStatus Queued { get; } = new("queued");

    /// <summary>Being sent.</summary>
    public static EmailCampaignStatus InProcess { get; } = new("in_process");

    /// <summary>Held by Brevo for a review before it is sent.</summary>
    public static EmailCampaignStatus InReview { get; } = new("in_review");

    /// <summary>Sent.</summary>
    public static EmailCampaignStatus Sent { get; } = new("sent");

    /// <summary>Sent, and put away.</summary>
    public static EmailCampaignStatus Archived { get; } = new("archive");

    /// <summary>Stopped; a later change of status continues it.</summary>
    public static EmailCampaignStatus Suspended { get; } = new("suspended");

    /// <summary>About to be cancelled.</summary>
    public static EmailCampaignStatus Cancelling { get; } = new("cancelling");

    /// <summary>Cancelled.</summary>
    public static EmailCampaignStatus Cancelled { get; } = new("cancelled");

    static EmailCampaignStatus IStringValue<EmailCampaignStatus>.From(string value) => new(value);

    /// <summary>Whether two values mean the same: Brevo spells one value now as <c>in_process</c>, now as <c>inProcess</c>.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(EmailCampaignStatus other) => CampaignWords.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => CampaignWords.Hash(Value);

    /// <summary>The spelling of the listing's filter, which is not that of the answers.</summary>
    internal string ToFilter() => CampaignWords.CamelCase(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
