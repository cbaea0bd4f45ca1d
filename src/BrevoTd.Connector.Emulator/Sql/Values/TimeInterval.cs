using System.Globalization;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>
/// The intervals of TD_INTERVAL: <c>-7d</c> are the seven whole days before today, <c>1d</c> is today. Behind a slash stands where to count
/// from: <c>now</c>, a date, or another interval, whose begin is taken.
/// </summary>
internal static partial class TimeInterval
{
    /// <returns>The first second of the interval and the first one behind it.</returns>
    public static (long Start, long End) Parse(string text, string zone, long now)
    {
        var name = Zones.NormalizeShort(zone);
        var parts = text.Trim().Split('/', 2);
        var (count, unit) = ReadDuration(parts[0], text);
        var local = CalendarMath.ToLocal(now * CalendarMath.MicrosPerSecond, name);
        var from = parts.Length == 1 ? CalendarMath.Truncate(unit, local) : ReadOffset(parts[1], unit, local, name, text);
        var edge = CalendarMath.Add(unit, count, CalendarMath.Truncate(unit, from));
        var (start, end) = count < 0 ? (edge, from) : (from, edge);
        // Nothing is left of an interval of no length.
        if (count == 0)
            (start, end) = (edge, from);
        return (Seconds(start), Seconds(end));

        long Seconds(long micros) => CalendarMath.FloorDivide(CalendarMath.FromLocal(micros, name), CalendarMath.MicrosPerSecond);
    }

    /// <summary>Trino's name of a unit's letter; null for another letter.</summary>
    public static string? UnitName(char letter) =>
        letter switch
        {
            's' => "second",
            'm' => "minute",
            'h' => "hour",
            'd' => "day",
            'w' => "week",
            'M' => "month",
            'q' => "quarter",
            'y' => "year",
            _ => null,
        };

    private static long ReadOffset(string offset, string unit, long now, string zone, string text)
    {
        var steps = new List<(long Count, string Unit)>();
        var rest = offset;
        while (rest.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0)
        {
            steps.Insert(0, ReadDuration(rest[..slash], text));
            rest = rest[(slash + 1)..];
        }
        if (rest == "now")
            return Moved(now);
        if (DurationPattern().IsMatch(rest))
        {
            var (count, own) = ReadDuration(rest, text);
            if (count > 0)
                throw Unsupported(text);
            return CalendarMath.Add(own, count, CalendarMath.Truncate(own, Moved(now)));
        }
        // A date loses what is finer than the unit, unless a bracket keeps it.
        var keeps = rest.EndsWith(')');
        if (UnixTime.TryParse(keeps ? rest[..^1] : rest, zone) is not { } seconds)
            throw Unsupported(text);
        var date = Moved(CalendarMath.ToLocal(seconds * CalendarMath.MicrosPerSecond, zone));
        return keeps ? date : CalendarMath.Truncate(unit, date);

        long Moved(long micros) => steps.Aggregate(micros, (at, step) => CalendarMath.Add(step.Unit, step.Count, at));
    }

    private static (long Count, string Unit) ReadDuration(string duration, string text)
    {
        var match = DurationPattern().Match(duration);
        return
            match.Success
            && long.TryParse(match.Groups["n"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            ? (count, UnitName(match.Groups["u"].Value[0])!)
            : throw Unsupported(text);
    }

    private static SqlFailedException Unsupported(string text) => new($"TD_INTERVAL '{text}' is not supported by the emulator");

    [GeneratedRegex(@"^(?<n>[+-]?\d+)(?<u>[smhdwMqy])$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern();
}
