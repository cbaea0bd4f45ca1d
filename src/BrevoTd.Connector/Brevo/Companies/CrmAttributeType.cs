using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Type of the values of an attribute of companies or deals. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CrmAttributeType>))]
public readonly record struct CrmAttributeType(string Value) : IStringValue<CrmAttributeType>
{
    /// <summary>Text.</summary>
    public static CrmAttributeType Text { get; } = new("text");

    /// <summary>A user of the account.</summary>
    public static CrmAttributeType User { get; } = new("user");

    /// <summary>A number.</summary>
    public static CrmAttributeType Number { get; } = new("number");

    /// <summary>One of a fixed set of options.</summary>
    public static CrmAttributeType SingleSelect { get; } = new("single-select");

    /// <summary>A date.</summary>
    public static CrmAttributeType Date { get; } = new("date");

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static CrmAttributeType Boolean { get; } = new("boolean");

    /// <summary>Any number of a fixed set of options.</summary>
    public static CrmAttributeType MultiChoice { get; } = new("multi-choice");

    static CrmAttributeType IStringValue<CrmAttributeType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
