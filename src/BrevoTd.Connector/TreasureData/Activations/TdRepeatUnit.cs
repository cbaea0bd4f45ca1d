using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>How often an activation runs. An open set. Compared without regard to case.</summary>
/// <param name="Value">The value in the service's words.</param>
[JsonConverter(typeof(StringValueConverter<TdRepeatUnit>))]
public readonly record struct TdRepeatUnit(string Value) : IStringValue<TdRepeatUnit>
{
    /// <summary>Never on its own.</summary>
    public static TdRepeatUnit None { get; } = new("none");

    /// <summary>Once.</summary>
    public static TdRepeatUnit Once { get; } = new("once");

    /// <summary>Every so many minutes.</summary>
    public static TdRepeatUnit Minute { get; } = new("minute");

    /// <summary>Every hour.</summary>
    public static TdRepeatUnit Hour { get; } = new("hour");

    /// <summary>Every day.</summary>
    public static TdRepeatUnit Day { get; } = new("day");

    /// <summary>Every week, on the given days.</summary>
    public static TdRepeatUnit Week { get; } = new("week");

    /// <summary>Every month.</summary>
    public static TdRepeatUnit Month { get; } = new("month");

    static TdRepeatUnit IStringValue<TdRepeatUnit>.From(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TdRepeatUnit other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
