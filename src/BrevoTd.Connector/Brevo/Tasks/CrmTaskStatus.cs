using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whether a task is done, in filters. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CrmTaskStatus>))]
public readonly record struct CrmTaskStatus(string Value) : IStringValue<CrmTaskStatus>
{
    /// <summary>Done.</summary>
    public static CrmTaskStatus Done { get; } = new("done");

    /// <summary>Not done.</summary>
    public static CrmTaskStatus Undone { get; } = new("undone");

    static CrmTaskStatus IStringValue<CrmTaskStatus>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
