using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which recipients of an e-mail campaign are exported. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<EmailCampaignRecipientsKind>))]
public readonly record struct EmailCampaignRecipientsKind(string Value) : IStringValue<EmailCampaignRecipientsKind>
{
    /// <summary>All of them.</summary>
    public static EmailCampaignRecipientsKind All { get; } = new("all");

    /// <summary>Those who clicked nothing.</summary>
    public static EmailCampaignRecipientsKind NonClickers { get; } = new("nonClickers");

    /// <summary>Those who did not open it.</summary>
    public static EmailCampaignRecipientsKind NonOpeners { get; } = new("nonOpeners");

    /// <summary>Those who clicked.</summary>
    public static EmailCampaignRecipientsKind Clickers { get; } = new("clickers");

    /// <summary>Those who opened it.</summary>
    public static EmailCampaignRecipientsKind Openers { get; } = new("openers");

    /// <summary>Those whom it did not reach for a passing reason.</summary>
    public static EmailCampaignRecipientsKind SoftBounces { get; } = new("softBounces");

    /// <summary>Those whom it cannot reach.</summary>
    public static EmailCampaignRecipientsKind HardBounces { get; } = new("hardBounces");

    /// <summary>Those who unsubscribed from it.</summary>
    public static EmailCampaignRecipientsKind Unsubscribed { get; } = new("unsubscribed");

    static EmailCampaignRecipientsKind IStringValue<EmailCampaignRecipientsKind>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
