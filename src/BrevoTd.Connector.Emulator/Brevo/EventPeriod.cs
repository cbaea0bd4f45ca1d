using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>From when to when statistics are asked for, in milliseconds since 1970; both ends count.</summary>
internal readonly record struct EventPeriod(long Start, long End)
{
    public const int MaximumDays = 90;

    private const long DayMilliseconds = 24L * 60 * 60 * 1000;

    public bool Covers(long moment) => moment >= Start && moment <= End;

    public static EventPeriod Last(int days, long now) => new(now - (days * DayMilliseconds), now);

    /// <summary>Reads <c>startDate</c> and <c>endDate</c>, which are given both or not at all.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maximumDays">How many days may lie between them.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    public static EventPeriod? Of(HttpContext context, int? maximumDays, long now)
    {
        var (start, end) = (BrevoRequest.Text(context, "startDate"), BrevoRequest.Text(context, "endDate"));
        if (start is null && end is null)
            return null;
        if (start is null || end is null)
            throw BrevoError.Missing($"{(start is null ? "startDate" : "endDate")} is missing");
        var (first, last) = (Moment(start, "startDate"), Moment(end, "endDate"));
        if (first > last)
            throw BrevoError.Invalid("startDate should be lower than or equal to endDate");
        if (first > now || (last > now && IsDay(end) && last - DayMilliseconds >= now) || (last > now && !IsDay(end)))
            throw BrevoError.Invalid("startDate and endDate should not be greater than the current date");
        if (maximumDays is { } days && last - first > (days + 1) * DayMilliseconds)
            throw BrevoError.OutOfRange($"The difference between startDate and endDate should not be more than {days} days");
        return new EventPeriod(first, last);

        // A day as an end is the whole day.
        long Moment(string text, string name)
        {
            const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (!DateTimeOffset.TryParse(text.Trim().Replace(' ', '+'), CultureInfo.InvariantCulture, styles, out var moment))
                throw BrevoError.Invalid($"{name} should be a date, YYYY-MM-DD");
            return moment.ToUnixTimeMilliseconds() + (name == "endDate" && IsDay(text) ? DayMilliseconds - 1 : 0);
        }
    }

    private static bool IsDay(string text) => text.Trim().Length == "yyyy-MM-dd".Length;
}
