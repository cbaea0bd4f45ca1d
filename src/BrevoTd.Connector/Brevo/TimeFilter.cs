namespace BrevoTd.Connector.Brevo;

/// <summary>Checks the two ends of a filter by time, which Brevo takes only together and not too far apart.</summary>
internal static class TimeFilter
{
    /// <summary>The longest month: Brevo says "one month" and means the calendar's.</summary>
    private const int DaysOfAMonth = 31;

    public static void CheckMonth(DateOnly? from, DateOnly? to, string parameter)
    {
        CheckBoth(from is not null, to is not null, from > to, parameter);
        if (from is { } first && to is { } last && last.DayNumber - first.DayNumber > DaysOfAMonth)
        {
            throw new ArgumentException(
                "Brevo takes at most one month between From and To. Ask for shorter windows one after another.",
                parameter
            );
        }
    }

    public static void CheckDays(DateTimeOffset? from, DateTimeOffset? to, int days, string parameter)
    {
        CheckBoth(from is not null, to is not null, from > to, parameter);
        if (to - from > TimeSpan.FromDays(days))
        {
            throw new ArgumentException(
                $"Brevo takes at most {days} days between From and To. Ask for shorter windows one after another.",
                parameter
            );
        }
    }

    private static void CheckBoth(bool hasFrom, bool hasTo, bool isReversed, string parameter)
    {
        if (hasFrom != hasTo)
        {
            throw new ArgumentException("Brevo takes From and To together only. Set both, or neither.", parameter);
        }

        if (isReversed)
        {
            throw new ArgumentException("From is later than To. Exchange them.", parameter);
        }
    }
}
