using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A contact's state in a consent group. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ConsentStatus>))]
public readonly record struct ConsentStatus(string Value) : IStringValue<ConsentStatus>
{
    /// <summary>The contact consents.</summary>
    public static ConsentStatus Subscribed { get; } = new("subscribed");

    /// <summary>The contact does not consent.</summary>
    public static ConsentStatus Unsubscribed { get; } = new("unsubscribed");

    static ConsentStatus IStringValue<ConsentStatus>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
