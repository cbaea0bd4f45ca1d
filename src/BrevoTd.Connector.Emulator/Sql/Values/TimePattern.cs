using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Emulator.Sql;

internal enum TimeField
{
    Literal,
    Year,
    TwoDigitYear,
    Month,
    MonthShort,
    MonthName,
    Day,
    DayOfYear,
    WeekYear,
    Week,
    DayOfWeek,
    DayShort,
    DayName,
    HalfDay,
    Hour,
    Hour12,
    Minute,
    Second,
    Fraction,
    Offset,
    OffsetColon,
    ZoneId,
}

/// <summary>A piece of a pattern: a field with the digits it is written and read with, or literal text.</summary>
internal readonly record struct TimeToken(TimeField Field, int Min, int Max, string Text = "");

/// <summary>A date's text by a pattern, MySQL's (<c>%Y-%m-%d</c>) or Joda-Time's (<c>yyyy-MM-dd</c>); in English.</summary>
internal sealed class TimePattern(string source, IReadOnlyList<TimeToken> tokens)
{
    private static readonly DateTimeFormatInfo s_english = CultureInfo.InvariantCulture.DateTimeFormat;

    public string Format(long localMicros, string zone, TimeSpan offset)
    {
        var time = CalendarMath.ToDateTime(localMicros);
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            switch (token.Field)
            {
                case TimeField.Literal:
                    text.Append(token.Text);
                    break;
                case TimeField.TwoDigitYear:
                    Pad(time.Year % 100, 2);
                    break;
                case TimeField.MonthShort:
                    text.Append(s_english.GetAbbreviatedMonthName(time.Month));
                    break;
                case TimeField.MonthName:
                    text.Append(s_english.GetMonthName(time.Month));
                    break;
                case TimeField.DayShort:
                    text.Append(s_english.GetAbbreviatedDayName(time.DayOfWeek));
                    break;
                case TimeField.DayName:
                    text.Append(s_english.GetDayName(time.DayOfWeek));
                    break;
                case TimeField.HalfDay:
                    text.Append(time.Hour < 12 ? "AM" : "PM");
                    break;
                case TimeField.Fraction:
                    text.Append(
                        (time.Ticks % 10_000_000 / 10)
                            .ToString("000000", CultureInfo.InvariantCulture)
                            .PadRight(9, '0')
                            .AsSpan(0, token.Min)
                    );
                    break;
                case TimeField.Offset or TimeField.OffsetColon:
                    text.Append(offset < TimeSpan.Zero ? '-' : '+');
                    text.Append(offset.ToString(token.Field == TimeField.Offset ? "hhmm" : @"hh\:mm", CultureInfo.InvariantCulture));
                    break;
                case TimeField.ZoneId:
                    text.Append(zone);
                    break;
                default:
                    Pad(Value(token.Field, time), token.Min);
                    break;
            }
        }
        return text.ToString();

        void Pad(int value, int digits) => text.Append(value.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));
    }

    /// <summary>Reads a wall clock; missing parts are those of 1970-01-01 00:00:00. The zone is null when the text has none.</summary>
    public (long LocalMicros, string? Zone) Parse(string text)
    {
        var reading = new Reading();
        var at = 0;
        foreach (var token in tokens)
        {
            if (!ReadToken(token, text, ref at, reading))
                throw Malformed(text, at);
        }
        if (at < text.Length)
            throw Malformed(text, at);
        return (reading.ToMicros(text), reading.Zone);
    }

    private static SqlFailedException Malformed(string text, int at) =>
        new(
            at >= text.Length ? $"Invalid format: \"{text}\" is too short" : $"Invalid format: \"{text}\" is malformed at \"{text[at..]}\""
        );

    private bool ReadToken(TimeToken token, string text, ref int at, Reading reading)
    {
        switch (token.Field)
        {
            case TimeField.Literal:
                if (string.Compare(text, at, token.Text, 0, token.Text.Length, StringComparison.OrdinalIgnoreCase) != 0)
                    return false;
                at += token.Text.Length;
                return true;
            case TimeField.MonthShort or TimeField.MonthName:
                return TryName(
                    text,
                    ref at,
                    i => s_english.GetMonthName(i + 1),
                    i => s_english.GetAbbreviatedMonthName(i + 1),
                    12,
                    i => reading.Month = i + 1
                );
            case TimeField.DayShort or TimeField.DayName:
                return TryName(text, ref at, i => s_english.DayNames[i], i => s_english.AbbreviatedDayNames[i], 7, _ => { });
            case TimeField.HalfDay:
                return TryName(text, ref at, i => i == 0 ? "AM" : "PM", i => i == 0 ? "AM" : "PM", 2, i => reading.IsAfternoon = i == 1);
            case TimeField.Offset or TimeField.OffsetColon or TimeField.ZoneId:
                return TryZone(text, ref at, reading);
            case TimeField.Fraction:
                var start = at;
                while (at < text.Length && at - start < token.Max && char.IsAsciiDigit(text[at]))
                    at++;
                if (at == start)
                    return false;
                reading.Micros = int.Parse((text[start..at] + "000000")[..6], CultureInfo.InvariantCulture);
                return true;
            case TimeField.WeekYear or TimeField.Week or TimeField.DayOfWeek:
                throw new SqlFailedException($"Reading weeks by the pattern '{source}' is not supported by the emulator");
            default:
                return TryNumber(token, text, ref at, reading);
        }
    }

    private static bool TryNumber(TimeToken token, string text, ref int at, Reading reading)
    {
        var start = at;
        while (at < text.Length && at - start < token.Max && char.IsAsciiDigit(text[at]))
            at++;
        if (at == start)
            return false;
        reading.Set(token.Field, int.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture));
        return true;
    }

    private static bool TryName(string text, ref int at, Func<int, string> full, Func<int, string> brief, int count, Action<int> found)
    {
        for (var i = 0; i < count; i++)
        {
            foreach (var name in new[] { full(i), brief(i) })
            {
                if (string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0)
                    continue;
                at += name.Length;
                found(i);
                return true;
            }
        }
        return false;
    }

    private static bool TryZone(string text, ref int at, Reading reading)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '+' or '-' or ':' or '/' or '_'))
            end++;
        if (end == at)
            return false;
        reading.Zone = Zones.Normalize(text[at..end]);
        at = end;
        return true;
    }

    private static int Value(TimeField field, DateTime time) =>
        field switch
        {
            TimeField.Year => time.Year,
            TimeField.Month => time.Month,
            TimeField.Day => time.Day,
            TimeField.DayOfYear => time.DayOfYear,
            TimeField.WeekYear => ISOWeek.GetYear(time),
            TimeField.Week => ISOWeek.GetWeekOfYear(time),
            TimeField.DayOfWeek => CalendarMath.DayOfWeek(time),
            TimeField.Hour => time.Hour,
            TimeField.Hour12 => time.Hour % 12 == 0 ? 12 : time.Hour % 12,
            TimeField.Minute => time.Minute,
            _ => time.Second,
        };

    private sealed class Reading
    {
        private int _year = 1970;
        private int _day = 1;
        private int? _dayOfYear;
        private int? _hour;
        private int? _hour12;
        private int _minute;
        private int _second;

        public int Month { get; set; } = 1;

        public bool? IsAfternoon { get; set; }

        public int Micros { get; set; }

        public string? Zone { get; set; }

        public void Set(TimeField field, int value)
        {
            switch (field)
            {
                case TimeField.Year:
                    _year = value;
                    break;
                case TimeField.TwoDigitYear:
                    _year = value < 70 ? 2000 + value : 1900 + value;
                    break;
                case TimeField.Month:
                    Month = value;
                    break;
                case TimeField.Day:
                    _day = value;
                    break;
                case TimeField.DayOfYear:
                    _dayOfYear = value;
                    break;
                case TimeField.Hour:
                    _hour = value;
                    break;
                case TimeField.Hour12:
                    _hour12 = value;
                    break;
                case TimeField.Minute:
                    _minute = value;
                    break;
                case TimeField.Second:
                    _second = value;
                    break;
            }
        }

        public long ToMicros(string text)
        {
            Check(_year, 1, 9999, "year", text);
            Check(Month, 1, 12, "monthOfYear", text);
            Check(_day, 1, DateTime.DaysInMonth(_year, Month), "dayOfMonth", text);
            var hour = _hour ?? ((_hour12 ?? 0) % 12) + (IsAfternoon == true ? 12 : 0);
            Check(_hour12 ?? 12, 1, 12, "clockhourOfHalfday", text);
            Check(hour, 0, 23, "hourOfDay", text);
            Check(_minute, 0, 59, "minuteOfHour", text);
            Check(_second, 0, 59, "secondOfMinute", text);
            var date = new DateOnly(_year, Month, _day);
            if (_dayOfYear is { } day)
            {
                Check(day, 1, DateTime.IsLeapYear(_year) ? 366 : 365, "dayOfYear", text);
                date = new DateOnly(_year, 1, 1).AddDays(day - 1);
            }
            var seconds = ((((date.DayNumber - CalendarMath.EpochDay) * 24L) + hour) * 3600) + (_minute * 60) + _second;
            return (seconds * CalendarMath.MicrosPerSecond) + Micros;
        }

        private static void Check(int value, int low, int high, string field, string text)
        {
            if (value < low || value > high)
                throw new SqlFailedException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Cannot parse \"{text}\": Value {value} for {field} must be in the range [{low},{high}]"
                    )
                );
        }
    }
}
