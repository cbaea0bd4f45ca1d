using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Where an attempt of a workflow stands, and so a rebuild of a parent segment or a run of an activation. An unknown status counts as not ended. An open set. Compared without regard to case.</summary>
/// <param name="Value">The value in the service's words.</param>
[JsonConverter(typeof(StringValueConverter<TdWorkflowStatus>))]
public readonly record struct TdWorkflowStatus(string Value) : IStringValue<TdWorkflowStatus>
{
    /// <summary>Waits for another attempt of the same session.</summary>
    public static TdWorkflowStatus Blocked { get; } = new("blocked");

    /// <summary>Waits for a slot.</summary>
    public static TdWorkflowStatus Queued { get; } = new("queued");

    /// <summary>Runs.</summary>
    public static TdWorkflowStatus Running { get; } = new("running");

    /// <summary>Was asked to stop, and has not stopped yet.</summary>
    public static TdWorkflowStatus Canceling { get; } = new("canceling");

    /// <summary>Ended well.</summary>
    public static TdWorkflowStatus Success { get; } = new("success");

    /// <summary>Failed.</summary>
    public static TdWorkflowStatus Error { get; } = new("error");

    /// <summary>Was stopped by somebody; the workflow API's word.</summary>
    public static TdWorkflowStatus Killed { get; } = new("killed");

    /// <summary>Was stopped by somebody; the CDP API's word.</summary>
    public static TdWorkflowStatus Canceled { get; } = new("canceled");

    /// <summary>Whether the status will not change any more: success, error, killed or canceled.</summary>
    public bool IsTerminal => this == Success || this == Error || this == Killed || this == Canceled;

    static TdWorkflowStatus IStringValue<TdWorkflowStatus>.From(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TdWorkflowStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
