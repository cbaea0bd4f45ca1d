using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The days that a log or a report covers; they are days of UTC.</summary>
internal readonly record struct EventDays(DateOnly Start, DateOnly End)
{
    private const string Format = "yyyy-MM-dd";

    public string Range => $"{Text(Start)}|{Text(End)}";

    public IEnumerable<DateOnly> All
    {
        get
        {
            for (var day = Start; day <= End; day = day.AddDays(1))
                yield return day;
        }
    }

    /// <summary>Reads <c>startDate</c> and <c>endDate</c>, or <c>days</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <param name="otherwise">How many days without any of them; <see langword="null"/> for all.</param>
    /// <param name="maximum">How many days there may be.</param>
    /// <param name="takesDays">Whether there is a parameter <c>days</c>.</param>
    public static EventDays Read(HttpContext context, long now, int? otherwise, int maximum, bool takesDays = true)
    {
        var today = DayOf(now);
        var pair = Pair(context, "startDate", "endDate");
        var days = takesDays ? BrevoRequest.OptionalNumber(context, "days") : null;
        if (days is not null && pair is not null)
            throw BrevoError.Invalid("days is not compatible with startDate and endDate");
        if (days is < 1 || days > maximum)
            throw BrevoError.OutOfRange($"days should be between 1 and {maximum}");
        if (pair is { } given)
        {
            return given.End.DayNumber - given.Start.DayNumber < maximum
                ? given
                : throw BrevoError.OutOfRange($"The date range should not exceed {maximum} days");
        }

        var count = days ?? otherwise;
        return count is { } back
            ? new EventDays(today.AddDays(1 - (int)back), today)
            : new EventDays(DateOnly.FromDateTime(DateTime.UnixEpoch), today);
    }

    /// <summary>Two dates that go together.</summary>
    public static EventDays? Pair(HttpContext context, string startName, string endName)
    {
        var start = Date(context, startName);
        var end = Date(context, endName);
        if (start is null != end is null)
            throw BrevoError.Missing($"{startName} and {endName} are mandatory together");
        if (start is not { } first || end is not { } last)
            return null;
        return last >= first ? new EventDays(first, last) : throw BrevoError.Invalid($"{startName} should not be after {endName}");
    }

    public static DateOnly? Date(HttpContext context, string name) =>
        BrevoRequest.Text(context, name) is { } text ? Parse(text, name) : null;

    public static DateOnly Parse(string text, string name) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw BrevoError.Invalid($"{name} should be a date, YYYY-MM-DD");

    public bool Contains(long at) => DayOf(at) is var day && day >= Start && day <= End;

    public static DateOnly DayOf(long at) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime);

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}
