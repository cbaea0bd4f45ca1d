using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Category of a contact attribute. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<AttributeCategory>))]
public readonly record struct AttributeCategory(string Value) : IStringValue<AttributeCategory>
{
    /// <summary>Values that are written with the contact: text, date, float, boolean, user, multiple-choice.</summary>
    public static AttributeCategory Normal { get; } = new("normal");

    /// <summary>Values that belong to events and orders.</summary>
    public static AttributeCategory Transactional { get; } = new("transactional");

    /// <summary>One of a fixed set of options.</summary>
    public static AttributeCategory Category { get; } = new("category");

    /// <summary>Computed by Brevo per contact; cannot be written.</summary>
    public static AttributeCategory Calculated { get; } = new("calculated");

    /// <summary>Computed by Brevo over all contacts; cannot be written.</summary>
    public static AttributeCategory Global { get; } = new("global");

    static AttributeCategory IStringValue<AttributeCategory>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
