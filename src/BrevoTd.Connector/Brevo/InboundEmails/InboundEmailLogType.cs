using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Something that happened to a received e-mail. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<InboundEmailLogType>))]
public readonly record struct InboundEmailLogType(string Value) : IStringValue<InboundEmailLogType>
{
    /// <summary>Brevo received it.</summary>
    public static InboundEmailLogType Received { get; } = new("received");

    /// <summary>Brevo read it.</summary>
    public static InboundEmailLogType Processed { get; } = new("processed");

    /// <summary>The webhook could not be called.</summary>
    public static InboundEmailLogType WebhookFailed { get; } = new("webhookFailed");

    /// <summary>The webhook was called.</summary>
    public static InboundEmailLogType WebhookDelivered { get; } = new("webhookDelivered");

    static InboundEmailLogType IStringValue<InboundEmailLogType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
