using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>State of a payment request. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<PaymentRequestStatus>))]
public readonly record struct PaymentRequestStatus(string Value) : IStringValue<PaymentRequestStatus>
{
    /// <summary>It exists; nobody was told.</summary>
    public static PaymentRequestStatus Created { get; } = new("created");

    /// <summary>The contact was told.</summary>
    public static PaymentRequestStatus Sent { get; } = new("sent");

    /// <summary>The contact was reminded.</summary>
    public static PaymentRequestStatus ReminderSent { get; } = new("reminderSent");

    /// <summary>It is paid.</summary>
    public static PaymentRequestStatus Paid { get; } = new("paid");

    static PaymentRequestStatus IStringValue<PaymentRequestStatus>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
