using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>WhatsApp's rating of a phone number by the feedback of recipients. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WhatsAppPhoneQuality>))]
public readonly record struct WhatsAppPhoneQuality(string Value) : IStringValue<WhatsAppPhoneQuality>
{
    /// <summary>High.</summary>
    public static WhatsAppPhoneQuality Green { get; } = new("GREEN");

    /// <summary>Medium.</summary>
    public static WhatsAppPhoneQuality Yellow { get; } = new("YELLOW");

    /// <summary>Low.</summary>
    public static WhatsAppPhoneQuality Red { get; } = new("RED");

    static WhatsAppPhoneQuality IStringValue<WhatsAppPhoneQuality>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
