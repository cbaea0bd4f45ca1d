using System.Globalization;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The times of a schedule: five fields as in cron, or one of <c>@hourly</c>, <c>@daily</c>, <c>@weekly</c>, <c>@monthly</c>.</summary>
internal sealed class CronExpression
{
    /// <summary>Long enough for 29 February on a certain day of the week.</summary>
    private const int MaximumDays = 366 * 41;

    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private readonly bool[] _minutes = new bool[60];
    private readonly bool[] _hours = new bool[24];
    private readonly bool[] _daysOfMonth = new bool[32];
    private readonly bool[] _months = new bool[13];
    private readonly bool[] _daysOfWeek = new bool[8];
    private bool _eitherDay;

    private CronExpression() { }

    /// <summary>Null if the text is no cron expression.</summary>
    public static CronExpression? TryParse(string text)
    {
        text = text.Trim() switch
        {
            "@hourly" => "0 * * * *",
            "@daily" or "@midnight" => "0 0 * * *",
            "@weekly" => "0 0 * * 0",
            "@monthly" => "0 0 1 * *",
            "@yearly" or "@annually" => "0 0 1 1 *",
            var other => other,
        };
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var cron = new CronExpression();
        if (
            fields.Length != 5
            || !TryFill(cron._minutes, fields[0], 0, 59, [])
            || !TryFill(cron._hours, fields[1], 0, 23, [])
            || !TryFill(cron._daysOfMonth, fields[2], 1, 31, [])
            || !TryFill(cron._months, fields[3], 1, 12, s_months)
            || !TryFill(cron._daysOfWeek, fields[4], 0, 7, s_days)
        )
            return null;
        cron._daysOfWeek[0] |= cron._daysOfWeek[7];
        // As in cron: if both days are given, either of them will do.
        cron._eitherDay = !fields[2].StartsWith('*') && !fields[4].StartsWith('*');
        return cron;
    }

    /// <summary>The first time after <paramref name="time"/>; null when there is none. A local time that a change of clocks skips does not occur.</summary>
    public DateTimeOffset? Next(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        for (var day = local.Date; day < local.Date.AddDays(MaximumDays); day = day.AddDays(1))
        {
            if (!Matches(day))
                continue;
            for (var minute = 0; minute < 24 * 60; minute++)
            {
                if (!_hours[minute / 60] || !_minutes[minute % 60])
                    continue;
                var candidate = day.AddMinutes(minute);
                if (zone.IsInvalidTime(candidate))
                    continue;
                var found = new DateTimeOffset(candidate, zone.GetUtcOffset(candidate));
                if (found > time)
                    return found.ToUniversalTime();
            }
        }

        return null;
    }

    private bool Matches(DateTime day)
    {
        var (dayOfMonth, dayOfWeek) = (_daysOfMonth[day.Day], _daysOfWeek[(int)day.DayOfWeek]);
        return _months[day.Month] && (_eitherDay ? dayOfMonth || dayOfWeek : dayOfMonth && dayOfWeek);
    }

    private static bool TryFill(bool[] values, string field, int minimum, int maximum, string[] names)
    {
        foreach (var item in field.Split(','))
        {
            var parts = item.Split('/');
            if (parts.Length > 2)
                return false;
            var step = 1;
            if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0))
                return false;
            int first;
            int last;
            if (parts[0] == "*")
            {
                (first, last) = (minimum, maximum == 7 ? 6 : maximum);
            }
            else
            {
                var ends = parts[0].Split('-');
                if (ends.Length > 2 || !TryNumber(ends[0], names, minimum, maximum, out first))
                    return false;
                last = parts.Length == 2 ? maximum : first;
                if (ends.Length == 2 && !TryNumber(ends[1], names, minimum, maximum, out last))
                    return false;
            }

            if (first > last)
                return false;
            for (var value = first; value <= last; value += step)
                values[value] = true;
        }

        return true;
    }

    private static bool TryNumber(string text, string[] names, int minimum, int maximum, out int number)
    {
        var name = Array.IndexOf(names, text.ToLowerInvariant());
        if (name >= 0)
        {
            number = name + (names.Length == 12 ? 1 : 0);
            return true;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= minimum && number <= maximum;
    }
}
