using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What happened to a transactional SMS. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<SmsEventType>))]
public readonly record struct SmsEventType(string Value) : IStringValue<SmsEventType>
{
    /// <summary>Brevo sent it.</summary>
    public static SmsEventType Sent { get; } = new("sent");

    /// <summary>The carrier took it.</summary>
    public static SmsEventType Accepted { get; } = new("accepted");

    /// <summary>It arrived.</summary>
    public static SmsEventType Delivered { get; } = new("delivered");

    /// <summary>The recipient answered.</summary>
    public static SmsEventType Replies { get; } = new("replies");

    /// <summary>It came back; as a filter both kinds of bounces.</summary>
    public static SmsEventType Bounces { get; } = new("bounces");

    /// <summary>It came back for good.</summary>
    public static SmsEventType HardBounces { get; } = new("hardBounces");

    /// <summary>It came back for now.</summary>
    public static SmsEventType SoftBounces { get; } = new("softBounces");

    /// <summary>The recipient unsubscribed.</summary>
    public static SmsEventType Unsubscription { get; } = new("unsubscription");

    /// <summary>Brevo did not send it, because the number is blocked.</summary>
    public static SmsEventType Blocked { get; } = new("blocked");

    /// <summary>The carrier rejected it.</summary>
    public static SmsEventType Rejected { get; } = new("rejected");

    /// <summary>Brevo skipped it.</summary>
    public static SmsEventType Skipped { get; } = new("skipped");

    static SmsEventType IStringValue<SmsEventType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
