using System.Globalization;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Which days a report or an event log covers: so many days back, or from one date to another. Brevo takes one or the other, never both. The default value
/// leaves the choice to Brevo.
/// </summary>
public readonly record struct ReportPeriod
{
    private ReportPeriod(int? days, DateOnly? startDate, DateOnly? endDate)
    {
        Days = days;
        StartDate = startDate;
        EndDate = endDate;
    }

    /// <summary>How many days back, today included; <see langword="null"/> for a period between dates.</summary>
    public int? Days { get; }

    /// <summary>The first day; <see langword="null"/> for a number of days.</summary>
    public DateOnly? StartDate { get; }

    /// <summary>The last day, itself included; <see langword="null"/> for a number of days.</summary>
    public DateOnly? EndDate { get; }

    /// <summary>So many days back, today included.</summary>
    /// <param name="days">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one day.</exception>
    public static ReportPeriod LastDays(int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return new(days, null, null);
    }

    /// <summary>From one date to another, both included. Where a day begins follows the service, which does not document the time zone.</summary>
    /// <param name="startDate">The first day.</param>
    /// <param name="endDate">The last day.</param>
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    public static ReportPeriod Between(DateOnly startDate, DateOnly endDate) =>
        endDate >= startDate
            ? new(null, startDate, endDate)
            : throw new ArgumentException("The last day is before the first. Exchange them.", nameof(endDate));

    /// <summary>The days in short.</summary>
    public override string ToString() =>
        Days is { } days ? string.Create(CultureInfo.InvariantCulture, $"last {days} days")
        : StartDate is { } start && EndDate is { } end
            ? string.Create(CultureInfo.InvariantCulture, $"{start:yyyy-MM-dd} to {end:yyyy-MM-dd}")
        : "default";
}
