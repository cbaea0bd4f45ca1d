using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A reminder of a task, some time before it is due.</summary>
public sealed record CrmTaskReminder
{
    /// <summary>How the user is reminded; at least one way.</summary>
    public required IReadOnlyList<CrmReminderType> Types { get; init; }

    /// <summary>Unit of <see cref="Value"/>.</summary>
    public required CrmReminderUnit Unit { get; init; }

    /// <summary>How many units before the task is due.</summary>
    public required long Value { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CrmTaskReminder);
}
