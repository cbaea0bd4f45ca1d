using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which contacts of a list or a segment an export takes. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ContactExportAction>))]
public readonly record struct ContactExportAction(string Value) : IStringValue<ContactExportAction>
{
    /// <summary>All of them.</summary>
    public static ContactExportAction AllContacts { get; } = new("allContacts");

    /// <summary>Those that are not blocklisted.</summary>
    public static ContactExportAction Subscribed { get; } = new("subscribed");

    /// <summary>Those that are blocklisted, by whatever means.</summary>
    public static ContactExportAction Unsubscribed { get; } = new("unsubscribed");

    /// <summary>Those that unsubscribed from this very list.</summary>
    public static ContactExportAction UnsubscribedPerList { get; } = new("unsubscribedPerList");

    static ContactExportAction IStringValue<ContactExportAction>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
