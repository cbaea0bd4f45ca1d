using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A channel whose subscription status an export shows. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ContactExportSubscription>))]
public readonly record struct ContactExportSubscription(string Value) : IStringValue<ContactExportSubscription>
{
    /// <summary>E-mail campaigns.</summary>
    public static ContactExportSubscription EmailMarketing { get; } = new("email_marketing");

    /// <summary>SMS campaigns.</summary>
    public static ContactExportSubscription SmsMarketing { get; } = new("sms_marketing");

    static ContactExportSubscription IStringValue<ContactExportSubscription>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
