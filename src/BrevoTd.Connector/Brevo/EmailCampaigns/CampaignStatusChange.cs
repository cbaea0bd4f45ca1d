using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What shall become of an e-mail or SMS campaign. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CampaignStatusChange>))]
public readonly record struct CampaignStatusChange(string Value) : IStringValue<CampaignStatusChange>
{
    /// <summary>Stops a campaign that is scheduled or being sent.</summary>
    public static CampaignStatusChange Suspend { get; } = new("suspended");

    /// <summary>Puts a sent campaign away.</summary>
    public static CampaignStatusChange Archive { get; } = new("archive");

    /// <summary>Takes a campaign back out of the archive.</summary>
    public static CampaignStatusChange Unarchive { get; } = new("darchive");

    /// <summary>Marks or sends it as sent; Brevo does not document the difference to <see cref="Queue"/>.</summary>
    public static CampaignStatusChange Send { get; } = new("sent");

    /// <summary>Queues it for sending, at once or at the time that it is scheduled for.</summary>
    public static CampaignStatusChange Queue { get; } = new("queued");

    /// <summary>Makes a copy as a draft; each call makes another one.</summary>
    public static CampaignStatusChange Replicate { get; } = new("replicate");

    /// <summary>Makes a copy of a template; only for templates.</summary>
    public static CampaignStatusChange ReplicateTemplate { get; } = new("replicateTemplate");

    /// <summary>Cancels it.</summary>
    public static CampaignStatusChange Cancel { get; } = new("cancel");

    /// <summary>Makes a draft of it again, which unschedules it.</summary>
    public static CampaignStatusChange Draft { get; } = new("draft");

    static CampaignStatusChange IStringValue<CampaignStatusChange>.From(string value) => new(value);

    /// <summary>Whether doing it twice leaves what doing it once leaves; copies are made twice, and sending is never risked twice.</summary>
    internal bool IsRepeatable => this == Suspend || this == Archive || this == Unarchive || this == Cancel || this == Draft;

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
