using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of an SMS campaign. A whole number converts implicitly.</summary>
/// <param name="Value">The number that Brevo gave.</param>
[JsonConverter(typeof(NumericIdConverter<SmsCampaignId>))]
public readonly record struct SmsCampaignId(long Value) : INumericId<SmsCampaignId>
{
    /// <summary>The id of that number.</summary>
    /// <param name="value">The number that Brevo gave.</param>
    public static implicit operator SmsCampaignId(long value) => new(value);

    static SmsCampaignId INumericId<SmsCampaignId>.From(long value) => new(value);

    /// <summary>The number in digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
