using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>How often something in the CDP runs. An open set. Compared without regard to case.</summary>
/// <param name="Value">The value in the service's words.</param>
[JsonConverter(typeof(StringValueConverter<TdCdpScheduleType>))]
public readonly record struct TdCdpScheduleType(string Value) : IStringValue<TdCdpScheduleType>
{
    /// <summary>Never on its own.</summary>
    public static TdCdpScheduleType None { get; } = new("none");

    /// <summary>Every hour.</summary>
    public static TdCdpScheduleType Hourly { get; } = new("hourly");

    /// <summary>Every day.</summary>
    public static TdCdpScheduleType Daily { get; } = new("daily");

    /// <summary>Every week.</summary>
    public static TdCdpScheduleType Weekly { get; } = new("weekly");

    /// <summary>Every month.</summary>
    public static TdCdpScheduleType Monthly { get; } = new("monthly");

    /// <summary>Every so many minutes.</summary>
    public static TdCdpScheduleType MinutesInterval { get; } = new("minutes_interval");

    /// <summary>By a cron expression.</summary>
    public static TdCdpScheduleType Cron { get; } = new("cron");

    static TdCdpScheduleType IStringValue<TdCdpScheduleType>.From(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TdCdpScheduleType other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
