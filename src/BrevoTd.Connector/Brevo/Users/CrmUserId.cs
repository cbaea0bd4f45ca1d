using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a user of the account, as the CRM knows it. A text converts implicitly.</summary>
/// <param name="Value">The text that Brevo gave.</param>
[JsonConverter(typeof(TextIdConverter<CrmUserId>))]
public readonly record struct CrmUserId(string Value) : IStringValue<CrmUserId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The text that Brevo gave.</param>
    public static implicit operator CrmUserId(string value) => new(value);

    static CrmUserId IStringValue<CrmUserId>.From(string value) => new(value);

    /// <summary>The text.</summary>
    public override string ToString() => Value ?? "";
}
