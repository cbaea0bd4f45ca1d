using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Type of a contact attribute's values. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<AttributeType>))]
public readonly record struct AttributeType(string Value) : IStringValue<AttributeType>
{
    /// <summary>Text.</summary>
    public static AttributeType Text { get; } = new("text");

    /// <summary>A date, written as <c>YYYY-MM-DD</c>.</summary>
    public static AttributeType Date { get; } = new("date");

    /// <summary>A number.</summary>
    public static AttributeType Float { get; } = new("float");

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static AttributeType Boolean { get; } = new("boolean");

    /// <summary>Identifier of a transactional attribute.</summary>
    public static AttributeType Id { get; } = new("id");

    /// <summary>One of a fixed set of options; only when creating.</summary>
    public static AttributeType Category { get; } = new("category");

    /// <summary>Any number of a fixed set of options.</summary>
    public static AttributeType MultipleChoice { get; } = new("multiple-choice");

    /// <summary>A user of the account.</summary>
    public static AttributeType User { get; } = new("user");

    static AttributeType IStringValue<AttributeType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
