using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What happened to a WhatsApp message. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WhatsAppEventType>))]
public readonly record struct WhatsAppEventType(string Value) : IStringValue<WhatsAppEventType>
{
    /// <summary>Brevo sent it.</summary>
    public static WhatsAppEventType Sent { get; } = new("sent");

    /// <summary>It arrived.</summary>
    public static WhatsAppEventType Delivered { get; } = new("delivered");

    /// <summary>The recipient read it.</summary>
    public static WhatsAppEventType Read { get; } = new("read");

    /// <summary>The recipient answered.</summary>
    public static WhatsAppEventType Reply { get; } = new("reply");

    /// <summary>It could not be sent.</summary>
    public static WhatsAppEventType Error { get; } = new("error");

    /// <summary>It came back for now.</summary>
    public static WhatsAppEventType SoftBounce { get; } = new("soft-bounce");

    /// <summary>The recipient unsubscribed.</summary>
    public static WhatsAppEventType Unsubscribe { get; } = new("unsubscribe");

    static WhatsAppEventType IStringValue<WhatsAppEventType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
