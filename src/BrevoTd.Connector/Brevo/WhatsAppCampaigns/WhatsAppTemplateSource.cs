using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which part of Brevo uses a WhatsApp template. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WhatsAppTemplateSource>))]
public readonly record struct WhatsAppTemplateSource(string Value) : IStringValue<WhatsAppTemplateSource>
{
    /// <summary>Automations.</summary>
    public static WhatsAppTemplateSource Automation { get; } = new("Automation");

    /// <summary>Conversations.</summary>
    public static WhatsAppTemplateSource Conversations { get; } = new("Conversations");

    static WhatsAppTemplateSource IStringValue<WhatsAppTemplateSource>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
