using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Where a job stands. An open set: an unknown status counts as not finished. Compared without regard to case.</summary>
/// <param name="Value">The status in the service's words.</param>
[JsonConverter(typeof(StringValueConverter<TdJobStatus>))]
public readonly record struct TdJobStatus(string Value) : IStringValue<TdJobStatus>
{
    /// <summary>Waits for a slot.</summary>
    public static TdJobStatus Queued { get; } = new("queued");

    /// <summary>Is being started.</summary>
    public static TdJobStatus Booting { get; } = new("booting");

    /// <summary>Runs.</summary>
    public static TdJobStatus Running { get; } = new("running");

    /// <summary>Finished; its result can be read.</summary>
    public static TdJobStatus Success { get; } = new("success");

    /// <summary>Failed.</summary>
    public static TdJobStatus Error { get; } = new("error");

    /// <summary>Was stopped by somebody.</summary>
    public static TdJobStatus Killed { get; } = new("killed");

    /// <summary>Whether the status will not change any more: success, error or killed.</summary>
    public bool IsTerminal => this == Success || this == Error || this == Killed;

    static TdJobStatus IStringValue<TdJobStatus>.From(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TdJobStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
