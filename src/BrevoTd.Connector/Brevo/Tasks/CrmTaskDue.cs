using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>When a task is due, in filters. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CrmTaskDue>))]
public readonly record struct CrmTaskDue(string Value) : IStringValue<CrmTaskDue>
{
    /// <summary>In the past.</summary>
    public static CrmTaskDue Overdue { get; } = new("overdue");

    /// <summary>Today.</summary>
    public static CrmTaskDue Today { get; } = new("today");

    /// <summary>Tomorrow.</summary>
    public static CrmTaskDue Tomorrow { get; } = new("tomorrow");

    /// <summary>This week.</summary>
    public static CrmTaskDue Week { get; } = new("week");

    /// <summary>Between two moments.</summary>
    public static CrmTaskDue Range { get; } = new("range");

    static CrmTaskDue IStringValue<CrmTaskDue>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
