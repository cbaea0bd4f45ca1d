using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Unit of the time after which an e-mail expires. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<EmailExpirationUnit>))]
public readonly record struct EmailExpirationUnit(string Value) : IStringValue<EmailExpirationUnit>
{
    /// <summary>Days; up to 3,600.</summary>
    public static EmailExpirationUnit Days { get; } = new("days");

    /// <summary>Weeks; up to 480.</summary>
    public static EmailExpirationUnit Weeks { get; } = new("weeks");

    /// <summary>Months; up to 120.</summary>
    public static EmailExpirationUnit Months { get; } = new("months");

    static EmailExpirationUnit IStringValue<EmailExpirationUnit>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
