using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a type of tasks. A text converts implicitly.</summary>
/// <param name="Value">The text that Brevo gave.</param>
[JsonConverter(typeof(TextIdConverter<CrmTaskTypeId>))]
public readonly record struct CrmTaskTypeId(string Value) : IStringValue<CrmTaskTypeId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The text that Brevo gave.</param>
    public static implicit operator CrmTaskTypeId(string value) => new(value);

    static CrmTaskTypeId IStringValue<CrmTaskTypeId>.From(string value) => new(value);

    /// <summary>The text.</summary>
    public override string ToString() => Value ?? "";
}
