using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a WhatsApp campaign. A whole number converts implicitly.</summary>
/// <param name="Value">The number that Brevo gave.</param>
[JsonConverter(typeof(NumericIdConverter<WhatsAppCampaignId>))]
public readonly record struct WhatsAppCampaignId(long Value) : INumericId<WhatsAppCampaignId>
{
    /// <summary>The id of that number.</summary>
    /// <param name="value">The number that Brevo gave.</param>
    public static implicit operator WhatsAppCampaignId(long value) => new(value);

    static WhatsAppCampaignId INumericId<WhatsAppCampaignId>.From(long value) => new(value);

    /// <summary>The number in digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
