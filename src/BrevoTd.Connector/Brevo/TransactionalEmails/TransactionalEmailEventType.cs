using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What happened to a transactional e-mail. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<TransactionalEmailEventType>))]
public readonly record struct TransactionalEmailEventType(string Value) : IStringValue<TransactionalEmailEventType>
{
    /// <summary>Brevo accepted the message.</summary>
    public static TransactionalEmailEventType Requests { get; } = new("requests");

    /// <summary>The recipient's server took it.</summary>
    public static TransactionalEmailEventType Delivered { get; } = new("delivered");

    /// <summary>The recipient opened it.</summary>
    public static TransactionalEmailEventType Opened { get; } = new("opened");

    /// <summary>A proxy of the recipient loaded its pictures, which says nothing of the recipient.</summary>
    public static TransactionalEmailEventType LoadedByProxy { get; } = new("loadedByProxy");

    /// <summary>The recipient clicked a link in it.</summary>
    public static TransactionalEmailEventType Clicks { get; } = new("clicks");

    /// <summary>It came back; as a filter both kinds of bounces.</summary>
    public static TransactionalEmailEventType Bounces { get; } = new("bounces");

    /// <summary>It came back for good. Brevo sends no more to that address.</summary>
    public static TransactionalEmailEventType HardBounces { get; } = new("hardBounces");

    /// <summary>It came back for now.</summary>
    public static TransactionalEmailEventType SoftBounces { get; } = new("softBounces");

    /// <summary>Delivery was put off.</summary>
    public static TransactionalEmailEventType Deferred { get; } = new("deferred");

    /// <summary>The recipient complained. Brevo sends no more to that address.</summary>
    public static TransactionalEmailEventType Spam { get; } = new("spam");

    /// <summary>The recipient unsubscribed.</summary>
    public static TransactionalEmailEventType Unsubscribed { get; } = new("unsubscribed");

    /// <summary>Brevo did not send it, because the address or its domain is blocked.</summary>
    public static TransactionalEmailEventType Blocked { get; } = new("blocked");

    /// <summary>The address is none.</summary>
    public static TransactionalEmailEventType Invalid { get; } = new("invalid");

    /// <summary>Brevo failed to send it.</summary>
    public static TransactionalEmailEventType Error { get; } = new("error");

    static TransactionalEmailEventType IStringValue<TransactionalEmailEventType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
