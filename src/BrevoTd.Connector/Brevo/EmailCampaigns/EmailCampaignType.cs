using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>How an e-mail campaign is sent. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<EmailCampaignType>))]
public readonly record struct EmailCampaignType(string Value) : IStringValue<EmailCampaignType>
{
    /// <summary>To its recipients, once.</summary>
    public static EmailCampaignType Classic { get; } = new("classic");

    /// <summary>To one contact at a time, when something happens.</summary>
    public static EmailCampaignType Trigger { get; } = new("trigger");

    static EmailCampaignType IStringValue<EmailCampaignType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
