using System.Globalization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Days of which statistics are asked for: both ends count, at most 90 days lie between them, and none may lie in the future.</summary>
public readonly record struct StatisticsPeriod
{
    /// <summary>How many days lie between start and end at most.</summary>
    public const int MaxDays = 90;

    /// <summary>A period.</summary>
    /// <param name="start">First day.</param>
    /// <param name="end">Last day.</param>
    /// <exception cref="ArgumentException">The end lies before the start, or more than 90 days after it.</exception>
    public StatisticsPeriod(DateOnly start, DateOnly end)
    {
        var days = end.DayNumber - start.DayNumber;
        if (days is < 0 or > MaxDays)
        {
            throw new ArgumentException(
                $"A period of statistics ends on its first day or up to {MaxDays} days later, and this one ends {days} days later. Use {nameof(StatisticsPeriod)}.{nameof(Split)} for longer ones.",
                nameof(end)
            );
        }

        (Start, End) = (start, end);
    }

    /// <summary>First day.</summary>
    public DateOnly Start { get; }

    /// <summary>Last day.</summary>
    public DateOnly End { get; }

    /// <summary>Cuts a longer time into periods that Brevo answers, oldest first; none of them shares a day with another.</summary>
    /// <param name="start">First day.</param>
    /// <param name="end">Last day.</param>
    /// <exception cref="ArgumentException">The end lies before the start.</exception>
    public static IReadOnlyList<StatisticsPeriod> Split(DateOnly start, DateOnly end)
    {
        if (end < start)
        {
            throw new ArgumentException("The end lies before the start. Exchange them.", nameof(end));
        }

        var periods = new List<StatisticsPeriod>();
        for (var first = start.DayNumber; first <= end.DayNumber; first += MaxDays + 1)
        {
            periods.Add(
                new StatisticsPeriod(
                    DateOnly.FromDayNumber(first),
                    DateOnly.FromDayNumber((int)Math.Min(end.DayNumber, (long)first + MaxDays))
                )
            );
        }

        return periods;
    }

    /// <summary>Both days.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-dd} to {End:yyyy-MM-dd}");
}
