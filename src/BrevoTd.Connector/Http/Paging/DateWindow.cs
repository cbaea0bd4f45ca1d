namespace BrevoTd.Connector.Http;

/// <summary>Some days, the first and the last included.</summary>
internal readonly record struct DateWindow(DateOnly Start, DateOnly End)
{
    /// <summary>Cuts the days into windows that follow each other without gap or overlap.</summary>
    /// <param name="maxDays">How many days a window may have.</param>
    /// <param name="ascending">Whether the earliest window comes first; the windows are the same either way.</param>
    public IEnumerable<DateWindow> Split(int maxDays, bool ascending)
    {
        var count = (End.DayNumber - Start.DayNumber) / maxDays + 1;
        for (var i = 0; i < count; i++)
        {
            var start = Start.AddDays((ascending ? i : count - 1 - i) * maxDays);
            var end = End.DayNumber - start.DayNumber < maxDays ? End : start.AddDays(maxDays - 1);
            yield return new DateWindow(start, end);
        }
    }
}
