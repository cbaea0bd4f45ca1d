using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which recipients of an SMS campaign an export takes; of all campaigns when none is named. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<SmsCampaignExportAction>))]
public readonly record struct SmsCampaignExportAction(string Value) : IStringValue<SmsCampaignExportAction>
{
    /// <summary>Those whom it could not reach for good.</summary>
    public static SmsCampaignExportAction HardBounces { get; } = new("hardBounces");

    /// <summary>Those whom it could not reach for the time being.</summary>
    public static SmsCampaignExportAction SoftBounces { get; } = new("softBounces");

    /// <summary>Those who are blocklisted, by whatever means.</summary>
    public static SmsCampaignExportAction Unsubscribed { get; } = new("unsubscribed");

    static SmsCampaignExportAction IStringValue<SmsCampaignExportAction>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
