namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A saved query; with <see cref="Cron"/> it is a schedule.</summary>
internal sealed record ScheduleState : StoredState
{
    public required string Name { get; init; }

    public string Type { get; init; } = "presto";

    public string Database { get; init; } = "";

    public string Query { get; init; } = "";

    public string? Cron { get; init; }

    public string Timezone { get; init; } = "UTC";

    /// <summary>Seconds by which a run is late, so that late rows are seen.</summary>
    public int Delay { get; init; }

    public int Priority { get; init; }

    public int RetryLimit { get; init; }

    public string Result { get; init; } = "";

    public string? Description { get; init; }

    /// <summary>The first time after <paramref name="time"/>; null without <see cref="Cron"/>.</summary>
    public DateTimeOffset? Next(DateTimeOffset time) =>
        Cron is { } cron && CronExpression.TryParse(cron) is { } times
            ? times.Next(time, TimeZoneInfo.FindSystemTimeZoneById(Timezone))
            : null;
}
