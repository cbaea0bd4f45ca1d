using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which recipients of an SMS campaign are exported. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<SmsCampaignRecipientsKind>))]
public readonly record struct SmsCampaignRecipientsKind(string Value) : IStringValue<SmsCampaignRecipientsKind>
{
    /// <summary>All of them.</summary>
    public static SmsCampaignRecipientsKind All { get; } = new("all");

    /// <summary>Those whom it reached.</summary>
    public static SmsCampaignRecipientsKind Delivered { get; } = new("delivered");

    /// <summary>Those who replied.</summary>
    public static SmsCampaignRecipientsKind Answered { get; } = new("answered");

    /// <summary>Those whom it did not reach for a passing reason.</summary>
    public static SmsCampaignRecipientsKind SoftBounces { get; } = new("softBounces");

    /// <summary>Those whom it cannot reach.</summary>
    public static SmsCampaignRecipientsKind HardBounces { get; } = new("hardBounces");

    /// <summary>Those who unsubscribed from it.</summary>
    public static SmsCampaignRecipientsKind Unsubscribed { get; } = new("unsubscribed");

    static SmsCampaignRecipientsKind IStringValue<SmsCampaignRecipientsKind>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
