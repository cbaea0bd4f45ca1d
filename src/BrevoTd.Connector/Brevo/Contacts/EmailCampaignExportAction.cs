using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which recipients of an e-mail campaign an export takes. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<EmailCampaignExportAction>))]
public readonly record struct EmailCampaignExportAction(string Value) : IStringValue<EmailCampaignExportAction>
{
    /// <summary>Those who opened it.</summary>
    public static EmailCampaignExportAction Openers { get; } = new("openers");

    /// <summary>Those who did not open it.</summary>
    public static EmailCampaignExportAction NonOpeners { get; } = new("nonOpeners");

    /// <summary>Those who clicked in it.</summary>
    public static EmailCampaignExportAction Clickers { get; } = new("clickers");

    /// <summary>Those who did not click in it.</summary>
    public static EmailCampaignExportAction NonClickers { get; } = new("nonClickers");

    /// <summary>Those who are blocklisted, by whatever means.</summary>
    public static EmailCampaignExportAction Unsubscribed { get; } = new("unsubscribed");

    /// <summary>Those whom it could not reach for good; of all campaigns when none is named.</summary>
    public static EmailCampaignExportAction HardBounces { get; } = new("hardBounces");

    /// <summary>Those whom it could not reach for the time being; of all campaigns when none is named.</summary>
    public static EmailCampaignExportAction SoftBounces { get; } = new("softBounces");

    static EmailCampaignExportAction IStringValue<EmailCampaignExportAction>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
