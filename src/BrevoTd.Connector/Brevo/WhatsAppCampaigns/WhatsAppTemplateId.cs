using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a WhatsApp template. A whole number converts implicitly.</summary>
/// <param name="Value">The number that Brevo gave.</param>
[JsonConverter(typeof(NumericIdConverter<WhatsAppTemplateId>))]
public readonly record struct WhatsAppTemplateId(long Value) : INumericId<WhatsAppTemplateId>
{
    /// <summary>The id of that number.</summary>
    /// <param name="value">The number that Brevo gave.</param>
    public static implicit operator WhatsAppTemplateId(long value) => new(value);

    static WhatsAppTemplateId INumericId<WhatsAppTemplateId>.From(long value) => new(value);

    /// <summary>The number in digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
