using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A column of an export that tells of a contact as a whole. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ContactExportMetadata>))]
public readonly record struct ContactExportMetadata(string Value) : IStringValue<ContactExportMetadata>
{
    /// <summary>The lists that the contact is on.</summary>
    public static ContactExportMetadata ListIds { get; } = new("_listIds");

    /// <summary>When the contact was created.</summary>
    public static ContactExportMetadata AddedTime { get; } = new("ADDED_TIME");

    /// <summary>When the contact changed last.</summary>
    public static ContactExportMetadata ModifiedTime { get; } = new("MODIFIED_TIME");

    static ContactExportMetadata IStringValue<ContactExportMetadata>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
