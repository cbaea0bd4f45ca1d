using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Unit of the time between a reminder and the task. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CrmReminderUnit>))]
public readonly record struct CrmReminderUnit(string Value) : IStringValue<CrmReminderUnit>
{
    /// <summary>Minutes.</summary>
    public static CrmReminderUnit Minutes { get; } = new("minutes");

    /// <summary>Hours.</summary>
    public static CrmReminderUnit Hours { get; } = new("hours");

    /// <summary>Days.</summary>
    public static CrmReminderUnit Days { get; } = new("days");

    /// <summary>Weeks.</summary>
    public static CrmReminderUnit Weeks { get; } = new("weeks");

    static CrmReminderUnit IStringValue<CrmReminderUnit>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
