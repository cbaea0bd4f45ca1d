using System.Collections.Concurrent;
using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Dates, instants and intervals as Trino writes them.</summary>
internal static class ValueText
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> s_zones = new(StringComparer.Ordinal);

    public static string Date(int epochDays)
    {
        CheckRange(epochDays * MicrosPerDay);
        return DateTime.UnixEpoch.AddDays(epochDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public static string Timestamp(long epochMicros, int precision)
    {
        CheckRange(epochMicros);
        return DateTime.UnixEpoch.AddMicroseconds(0).AddTicks(epochMicros * 10).ToString(Format(precision), CultureInfo.InvariantCulture);
    }

    public static string TimestampTz(long epochMicros, int precision, string zone)
    {
        var local = epochMicros + (long)(OffsetAt(zone, epochMicros).TotalSeconds * MicrosPerSecond);
        return Timestamp(local, precision) + " " + zone;
    }

    /// <summary>The zone's distance from UTC at an instant.</summary>
    public static TimeSpan OffsetAt(string zone, long epochMicros)
    {
        CheckRange(epochMicros);
        return FindZone(zone).GetUtcOffset(DateTime.UnixEpoch.AddTicks(epochMicros * 10));
    }

    /// <exception cref="SqlFailedException">No such zone.</exception>
    public static TimeZoneInfo FindZone(string zone)
    {
        if (s_zones.TryGetValue(zone, out var known))
            return known;
        if (TryReadOffset(zone, out var offset))
            return s_zones.GetOrAdd(zone, z => TimeZoneInfo.CreateCustomTimeZone(z, offset, z, z));
        if (zone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return s_zones.GetOrAdd(zone, found);
        throw new SqlFailedException($"'{zone}' is not a valid time zone");
    }

    public static string IntervalDay(long micros)
    {
        var sign = micros < 0 ? "-" : "";
        var span = TimeSpan.FromMicroseconds(Math.Abs((double)micros));
        return sign + span.ToString(@"d\ hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }

    public static string IntervalYear(int months) =>
        string.Create(CultureInfo.InvariantCulture, $"{(months < 0 ? "-" : "")}{Math.Abs(months) / 12}-{Math.Abs(months) % 12}");

    private static string Format(int precision) =>
        precision == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss." + new string('f', precision);

    /// <summary>.NET, unlike Trino, knows only the years 1 to 9999.</summary>
    private static void CheckRange(long micros)
    {
        if (micros < -62_135_596_800 * MicrosPerSecond || micros >= 253_402_300_800 * MicrosPerSecond)
            throw new SqlFailedException("Dates before the year 1 and after 9999 are not supported by the emulator");
    }

    private static bool TryReadOffset(string zone, out TimeSpan offset)
    {
        offset = default;
        if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':')
            return false;
        if (!TimeSpan.TryParseExact(zone.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out offset))
            return false;
        if (zone[0] == '-')
            offset = -offset;
        return true;
    }
}
