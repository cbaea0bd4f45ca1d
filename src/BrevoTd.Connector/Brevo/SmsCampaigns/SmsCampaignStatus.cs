using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>State of an SMS campaign. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<SmsCampaignStatus>))]
public readonly record struct SmsCampaignStatus(string Value) : IStringValue<SmsCampaignStatus>
{
    /// <summary>Not scheduled; can be changed, sent and deleted.</summary>
    public static SmsCampaignStatus Draft { get; } = new("draft");

    /// <summary>Scheduled, or accepted for sending.</summary>
    public static SmsCampaignStatus Queued { get; } = new("queued");

    /// <summary>Being sent.</summary>
    public static SmsCampaignStatus InProcess { get; } = new("inProcess");

    /// <summary>Sent.</summary>
    public static SmsCampaignStatus Sent { get; } = new("sent");

    /// <summary>Sent, and put away.</summary>
    public static SmsCampaignStatus Archived { get; } = new("archive");

    /// <summary>Stopped; a later change of status continues it.</summary>
    public static SmsCampaignStatus Suspended { get; } = new("suspended");

    static SmsCampaignStatus IStringValue<SmsCampaignStatus>.From(string value) => new(value);

    /// <summary>Whether two values mean the same: Brevo spells one value now as <c>in_process</c>, now as <c>inProcess</c>.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(SmsCampaignStatus other) => CampaignWords.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => CampaignWords.Hash(Value);

    /// <summary>The spelling of the listing's filter.</summary>
    internal string ToFilter() => CampaignWords.CamelCase(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
