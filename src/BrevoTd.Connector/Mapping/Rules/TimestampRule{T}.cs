using System.Globalization;

namespace BrevoTd.Connector.Mapping;

/// <summary>A rule over points in time, written in UTC as ISO 8601 with decimals only where there are any: <c>2026-01-31T08:05:00Z</c>. Its steps allocate nothing.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class TimestampRule<T> : ValueRule<T, DateTimeOffset, TimestampRule<T>>
{
    internal TimestampRule(RuleDefinition<T> definition)
        : base(definition) { }

    /// <summary>
    /// The same point in time with a zone's clock and calendar, summer time included, for <see cref="ToDate"/>, <see cref="Format"/> and functions behind it. A point in time that is written
    /// stays in UTC.
    /// </summary>
    /// <param name="id">Name of the zone, such as <c>Europe/Paris</c>. A name that the machine does not know is a problem of the map (MAP014).</param>
    public TimestampRule<T> InTimeZone(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            Definition.Problem(
                MappingProblemCode.InvalidArgument,
                $"This machine knows no time zone '{id}'. Use a name such as Europe/Paris, and see that the time zone data (package tzdata) is installed."
            );
            return this;
        }

        return Add(new InTimeZoneStep(zone));
    }

    /// <summary>The day, by the point in time's own clock: that of <see cref="InTimeZone"/>, else that of the zone it was read with (UTC if it had none).</summary>
    /// <returns>The rule, from here on over dates.</returns>
    public DateRule<T> ToDate() => new(To(new ToDateStep()));

    /// <summary>The point in time as whole Unix seconds; decimals are cut off.</summary>
    /// <returns>The rule, from here on over whole numbers.</returns>
    public NumberRule<T, long> ToUnixSeconds() => new(To(new ToUnixStep<long>(milliseconds: false)));

    /// <summary>The point in time as whole Unix milliseconds; what is smaller is cut off.</summary>
    /// <returns>The rule, from here on over whole numbers.</returns>
    public NumberRule<T, long> ToUnixMilliseconds() => new(To(new ToUnixStep<long>(milliseconds: true)));

    /// <summary>Writes the point in time as text in a format of .NET, by its own clock; see <see cref="InTimeZone"/>.</summary>
    /// <param name="format">The format, such as <c>dd.MM.yyyy HH:mm</c>.</param>
    /// <param name="culture">Whose names of months and days; the default is the invariant culture.</param>
    /// <returns>The rule, from here on over text.</returns>
    public TextRule<T> Format(string format, CultureInfo? culture = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(format);
        culture ??= CultureInfo.InvariantCulture;
        Definition.CheckFormat(DateTimeOffset.UnixEpoch, format, culture);
        return new(ToText(new FormatStep<DateTimeOffset>(format, culture, FieldKind.Timestamp)));
    }
}
