using System.Globalization;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Treasure Data's times: seconds since 1970, their texts, and the texts it reads as times.</summary>
internal static partial class UnixTime
{
    /// <exception cref="SqlFailedException">The text is no time.</exception>
    public static long Parse(string text, string zone) =>
        TryParse(text, zone) ?? throw new SqlFailedException($"'{text}' is not a time of the form yyyy-MM-dd[ HH:mm:ss]");

    /// <summary>Reads <c>2024-01-31</c>, <c>2024-01-31 09:00:00</c>, with T for the space, a fraction, and a zone of the text's own; else null.</summary>
    public static long? TryParse(string text, string zone)
    {
        var match = TimePattern().Match(text.Trim());
        if (!match.Success)
            return null;
        var (year, month, day) = (Number("y") ?? 0, Number("m") ?? 0, Number("d") ?? 0);
        var (hour, minute, second) = (Number("h") ?? 0, Number("n") ?? 0, Number("s") ?? 0);
        if (
            year < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
        )
            return null;
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        string name;
        try
        {
            name = Zones.NormalizeShort(match.Groups["z"].Success ? match.Groups["z"].Value : zone);
        }
        catch (SqlFailedException) when (match.Groups["z"].Success)
        {
            return null;
        }
        return CalendarMath.FloorDivide(CalendarMath.FromLocal(CalendarMath.FromDateTime(local), name), CalendarMath.MicrosPerSecond);

        int? Number(string group) =>
            match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;
    }

    public static string Format(long seconds, string pattern, string zone)
    {
        var (local, name) = Local(seconds, zone);
        return TimePatterns.Java(pattern).Format(local, name, ValueText.OffsetAt(name, seconds * CalendarMath.MicrosPerSecond));
    }

    /// <summary><c>d</c> is the day's begin with its offset, <c>d!</c> only what the unit needs.</summary>
    public static string ToShortText(long seconds, string format, string zone)
    {
        var pattern = format switch
        {
            "y!" => "yyyy",
            "M!" => "yyyy-MM",
            "d!" => "yyyy-MM-dd",
            "h!" => "yyyy-MM-dd HH",
            "m!" => "yyyy-MM-dd HH:mm",
            "s!" => "yyyy-MM-dd HH:mm:ss",
            _ => null,
        };
        if (pattern is not null)
            return Format(seconds, pattern, zone);
        if (format is not ("y" or "q" or "M" or "w" or "d" or "h" or "m" or "s"))
            throw new SqlFailedException($"TD_TIME_STRING format '{format}' is not supported by the emulator");
        var (local, name) = Local(seconds, zone);
        var start = CalendarMath.FromLocal(CalendarMath.Truncate(TimeInterval.UnitName(format[0])!, local), name);
        return Format(start / CalendarMath.MicrosPerSecond, "yyyy-MM-dd HH:mm:ssZ", name);
    }

    public static long Add(long seconds, string duration)
    {
        var match = DurationPattern().Match(duration.Trim());
        if (
            !match.Success
            || !long.TryParse(match.Groups["n"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
        )
            throw new SqlFailedException($"TD_TIME_ADD duration '{duration}' is not supported by the emulator");
        var unit = match.Groups["u"].Value switch
        {
            "w" => 604_800,
            "d" => 86_400,
            "h" => 3_600,
            "m" => 60,
            _ => 1,
        };
        return checked(seconds + (count * unit));
    }

    public static long Truncate(string unit, long seconds, string zone)
    {
        var name = unit.ToLowerInvariant();
        if (name is not ("second" or "minute" or "hour" or "day" or "week" or "month" or "quarter" or "year"))
            throw new SqlFailedException($"TD_DATE_TRUNC unit '{unit}' is not supported by the emulator");
        var (local, zoneName) = Local(seconds, zone);
        return CalendarMath.FloorDivide(CalendarMath.FromLocal(CalendarMath.Truncate(name, local), zoneName), CalendarMath.MicrosPerSecond);
    }

    private static (long Local, string Zone) Local(long seconds, string zone)
    {
        var name = Zones.NormalizeShort(zone);
        return (CalendarMath.ToLocal(checked(seconds * CalendarMath.MicrosPerSecond), name), name);
    }

    [GeneratedRegex(
        @"^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})([ T](?<h>\d{1,2}):(?<n>\d{1,2})(:(?<s>\d{1,2})(\.\d{1,9})?)?)?\s*(?<z>Z|[A-Za-z][A-Za-z_/]+|[+-]\d{2}:?\d{2})?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^(?<n>[+-]?\d+)(?<u>[wdhms])$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern();
}
