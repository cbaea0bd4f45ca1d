using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>State of a scheduled transactional e-mail. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ScheduledEmailStatus>))]
public readonly record struct ScheduledEmailStatus(string Value) : IStringValue<ScheduledEmailStatus>
{
    /// <summary>Waits for its time.</summary>
    public static ScheduledEmailStatus Queued { get; } = new("queued");

    /// <summary>Is being sent.</summary>
    public static ScheduledEmailStatus InProgress { get; } = new("inProgress");

    /// <summary>Has been sent.</summary>
    public static ScheduledEmailStatus Processed { get; } = new("processed");

    /// <summary>Could not be sent. Brevo answers it but does not filter by it.</summary>
    public static ScheduledEmailStatus Error { get; } = new("error");

    static ScheduledEmailStatus IStringValue<ScheduledEmailStatus>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
