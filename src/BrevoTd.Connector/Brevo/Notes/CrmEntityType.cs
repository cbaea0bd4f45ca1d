using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Kind of a record of the CRM that notes and files are about. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CrmEntityType>))]
public readonly record struct CrmEntityType(string Value) : IStringValue<CrmEntityType>
{
    /// <summary>Contacts.</summary>
    public static CrmEntityType Contacts { get; } = new("contacts");

    /// <summary>Companies.</summary>
    public static CrmEntityType Companies { get; } = new("companies");

    /// <summary>Deals.</summary>
    public static CrmEntityType Deals { get; } = new("deals");

    static CrmEntityType IStringValue<CrmEntityType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
