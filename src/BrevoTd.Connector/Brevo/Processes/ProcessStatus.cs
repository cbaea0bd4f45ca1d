using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>State of an asynchronous process. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ProcessStatus>))]
public readonly record struct ProcessStatus(string Value) : IStringValue<ProcessStatus>
{
    /// <summary>Not started.</summary>
    public static ProcessStatus Queued { get; } = new("queued");

    /// <summary>Under way.</summary>
    public static ProcessStatus Processing { get; } = new("processing");

    /// <summary>Under way; the older spelling.</summary>
    public static ProcessStatus InProcess { get; } = new("in_process");

    /// <summary>Ended; the reports are ready.</summary>
    public static ProcessStatus Completed { get; } = new("completed");

    /// <summary>Ended without its result.</summary>
    public static ProcessStatus Failed { get; } = new("failed");

    /// <summary>Ended before its result.</summary>
    public static ProcessStatus Cancelled { get; } = new("cancelled");

    /// <summary>Whether the process has ended. A value that this library does not know counts as under way.</summary>
    public bool IsTerminal => this == Completed || this == Failed || this == Cancelled;

    static ProcessStatus IStringValue<ProcessStatus>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
