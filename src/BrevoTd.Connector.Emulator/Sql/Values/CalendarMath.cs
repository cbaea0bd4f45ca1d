namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>The calendar over microseconds since 1970 of a wall clock, with the rules of Trino's date functions.</summary>
internal static class CalendarMath
{
    public const long MicrosPerSecond = 1_000_000;
    public const long MicrosPerDay = 86_400 * MicrosPerSecond;

    public static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static DateTime ToDateTime(long micros)
    {
        if (micros < -62_135_596_800 * MicrosPerSecond || micros >= 253_402_300_800 * MicrosPerSecond)
            throw new SqlFailedException("Dates before the year 1 and after 9999 are not supported by the emulator");
        return DateTime.UnixEpoch.AddTicks(micros * 10);
    }

    public static long FromDateTime(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / 10;

    public static long ToLocal(long micros, string zone) => micros + (ValueText.OffsetAt(zone, micros).Ticks / 10);

    /// <summary>In the hour that a clock shows twice the earlier instant is meant; in the hour it skips the clock is moved on.</summary>
    public static long FromLocal(long local, string zone)
    {
        if (zone == "UTC")
            return local;
        var info = ValueText.FindZone(zone);
        var time = DateTime.SpecifyKind(ToDateTime(local), DateTimeKind.Unspecified);
        TimeSpan offset;
        if (info.IsAmbiguousTime(time))
            offset = info.GetAmbiguousTimeOffsets(time).Max();
        else if (info.IsInvalidTime(time))
            offset = info.GetUtcOffset(time.AddHours(-3));
        else
            offset = info.GetUtcOffset(time);
        return local - (offset.Ticks / 10);
    }

    public static long RoundMicros(long micros, long unit) => unit <= 1 ? micros : FloorDivide(micros + (unit / 2), unit) * unit;

    public static long FloorDivide(long value, long divisor)
    {
        var quotient = Math.DivRem(value, divisor, out var rest);
        return rest < 0 ? quotient - 1 : quotient;
    }

    public static long AddMonths(long micros, long months) => FromDateTime(ToDateTime(micros).AddMonths(checked((int)months)));

    public static long Add(string unit, long count, long micros) =>
        unit switch
        {
            "millisecond" => checked(micros + (count * 1_000)),
            "second" => checked(micros + (count * MicrosPerSecond)),
            "minute" => checked(micros + (count * 60 * MicrosPerSecond)),
            "hour" => checked(micros + (count * 3_600 * MicrosPerSecond)),
            "day" => checked(micros + (count * MicrosPerDay)),
            "week" => checked(micros + (count * 7 * MicrosPerDay)),
            "month" => AddMonths(micros, count),
            "quarter" => AddMonths(micros, checked(count * 3)),
            "year" => AddMonths(micros, checked(count * 12)),
            _ => throw NotAField(unit),
        };

    public static long Truncate(string unit, long micros)
    {
        var time = ToDateTime(micros);
        switch (unit)
        {
            case "millisecond":
                return FloorDivide(micros, 1_000) * 1_000;
            case "second":
                return FloorDivide(micros, MicrosPerSecond) * MicrosPerSecond;
            case "minute":
                return FloorDivide(micros, 60 * MicrosPerSecond) * 60 * MicrosPerSecond;
            case "hour":
                return FloorDivide(micros, 3_600 * MicrosPerSecond) * 3_600 * MicrosPerSecond;
            case "day":
                return FloorDivide(micros, MicrosPerDay) * MicrosPerDay;
            case "week":
                return FromDateTime(time.Date.AddDays(1 - DayOfWeek(time)));
            case "month":
                return FromDateTime(new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc));
            case "quarter":
                return FromDateTime(new DateTime(time.Year, ((time.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, DateTimeKind.Utc));
            case "year":
                return FromDateTime(new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            default:
                throw NotAField(unit);
        }
    }

    /// <summary>Whole units from the first to the second.</summary>
    public static long Difference(string unit, long from, long to)
    {
        if (to < from)
            return -Difference(unit, to, from);
        return unit switch
        {
            "millisecond" => (to - from) / 1_000,
            "second" => (to - from) / MicrosPerSecond,
            "minute" => (to - from) / (60 * MicrosPerSecond),
            "hour" => (to - from) / (3_600 * MicrosPerSecond),
            "day" => (to - from) / MicrosPerDay,
            "week" => (to - from) / (7 * MicrosPerDay),
            "month" => Months(from, to),
            "quarter" => Months(from, to) / 3,
            "year" => Months(from, to) / 12,
            _ => throw NotAField(unit),
        };
    }

    public static long Part(string part, long micros)
    {
        var time = ToDateTime(micros);
        return part switch
        {
            "year" => time.Year,
            "quarter" => ((time.Month - 1) / 3) + 1,
            "month" => time.Month,
            "week" => System.Globalization.ISOWeek.GetWeekOfYear(time),
            "year_of_week" => System.Globalization.ISOWeek.GetYear(time),
            "day" => time.Day,
            "day_of_week" => DayOfWeek(time),
            "day_of_year" => time.DayOfYear,
            "hour" => time.Hour,
            "minute" => time.Minute,
            "second" => time.Second,
            "millisecond" => time.Millisecond,
            _ => throw NotAField(part),
        };
    }

    public static long LastDayOfMonth(long micros)
    {
        var time = ToDateTime(micros);
        return FromDateTime(new DateTime(time.Year, time.Month, DateTime.DaysInMonth(time.Year, time.Month), 0, 0, 0, DateTimeKind.Utc));
    }

    /// <summary>1 is Monday, 7 is Sunday.</summary>
    public static int DayOfWeek(DateTime time) => time.DayOfWeek == System.DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek;

    public static SqlFailedException NotAField(string unit) => new($"'{unit}' is not a valid TIMESTAMP field");

    /// <summary>From the last day of a month to that of another counts as whole months, as Joda-Time has it.</summary>
    private static long Months(long from, long to)
    {
        var (start, end) = (ToDateTime(from), ToDateTime(to));
        var months = ((end.Year - start.Year) * 12L) + end.Month - start.Month;
        var isLast = end.Day == DateTime.DaysInMonth(end.Year, end.Month);
        var day = isLast && start.Day > end.Day ? end.Day : start.Day;
        var late = (day, start.TimeOfDay).CompareTo((end.Day, end.TimeOfDay)) > 0;
        return late ? months - 1 : months;
    }
}
