using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What to do with an association. An open set: values that Brevo adds later can be made with the constructor.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ObjectAssociationAction>))]
public readonly record struct ObjectAssociationAction(string Value) : IStringValue<ObjectAssociationAction>
{
    /// <summary>Associate the records; Brevo's default. Both must exist.</summary>
    public static ObjectAssociationAction Link { get; } = new("link");

    /// <summary>End the association. It does no harm where there is none.</summary>
    public static ObjectAssociationAction Unlink { get; } = new("unlink");

    static ObjectAssociationAction IStringValue<ObjectAssociationAction>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
