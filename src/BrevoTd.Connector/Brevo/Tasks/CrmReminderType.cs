using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>How a user is reminded of a task. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CrmReminderType>))]
public readonly record struct CrmReminderType(string Value) : IStringValue<CrmReminderType>
{
    /// <summary>By e-mail.</summary>
    public static CrmReminderType Email { get; } = new("email");

    /// <summary>By a notification.</summary>
    public static CrmReminderType Push { get; } = new("push");

    static CrmReminderType IStringValue<CrmReminderType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
