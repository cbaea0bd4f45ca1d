using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What WhatsApp decided about an account or a name. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WhatsAppAccountStatus>))]
public readonly record struct WhatsAppAccountStatus(string Value) : IStringValue<WhatsAppAccountStatus>
{
    /// <summary>Approved.</summary>
    public static WhatsAppAccountStatus Approved { get; } = new("APPROVED");

    /// <summary>Not decided.</summary>
    public static WhatsAppAccountStatus Pending { get; } = new("PENDING");

    /// <summary>Refused.</summary>
    public static WhatsAppAccountStatus Rejected { get; } = new("REJECTED");

    static WhatsAppAccountStatus IStringValue<WhatsAppAccountStatus>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
