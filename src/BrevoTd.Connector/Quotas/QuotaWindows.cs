namespace BrevoTd.Connector.Quotas;

/// <summary>The windows of one bucket, and which of them an answer speaks of. Not thread-safe.</summary>
internal sealed class QuotaWindows
{
    // No window of a second has this long to go, whichever way its end is rounded.
    private static readonly TimeSpan s_beyondASecond = TimeSpan.FromSeconds(2);

    // The latest second says little about the next one, the latest hour much.
    private const double SecondWeight = 1.0 / 16;
    private const double HourWeight = 1.0 / 4;

    private readonly QuotaRule _rule;
    private readonly TimeSpan _hour;
    private readonly ArrivalGuard _guard = new();

    /// <param name="rule">The limits.</param>
    /// <param name="hour">Length of the long window: an hour, less when time is scaled.</param>
    public QuotaWindows(QuotaRule rule, TimeSpan hour)
    {
        _rule = rule;
        _hour = hour;
        Second = rule.PerSecond is { } perSecond ? NewSecond(perSecond) : null;
        Hour = rule.PerHour is { } perHour ? NewHour(perHour) : null;
    }

    /// <summary>The window of a second, if there is such a limit.</summary>
    public QuotaWindow? Second { get; private set; }

    /// <summary>The window of an hour, if there is such a limit.</summary>
    public QuotaWindow? Hour { get; private set; }

    /// <summary>The guard of the window of a second, in ticks.</summary>
    public long Guard => Second is null ? 0 : _guard.Current;

    public bool CanTake(long now) => Second?.CanTake(now) != false && Hour?.CanTake(now) != false;

    /// <summary>Whether what is known about hours is about an hour that is over.</summary>
    public bool IsOutdated(long now) => Hour?.IsOutdated(now) == true;

    public void Take(long now)
    {
        Second?.Take(now);
        Hour?.Take(now);
    }

    public long TicksUntil(int permits, long now) => Math.Max(Second?.TicksUntil(permits, now) ?? 0, Hour?.TicksUntil(permits, now) ?? 0);

    /// <summary>Takes in what an answer said.</summary>
    /// <param name="observation">The answer.</param>
    /// <param name="now">When it came.</param>
    /// <param name="underWay">How many other requests are under way.</param>
    /// <returns>Whether the window knows what to do about a refusal: others took what was left of a second.</returns>
    public bool Observe(QuotaObservation observation, long now, int underWay)
    {
        var sent = now - (observation.RoundTrip?.Ticks ?? 0);
        if (observation.RoundTrip is { } trip && Second is not null)
        {
            _guard.Add(trip.Ticks, now);
            Second.Guard = _guard.Current;
        }

        if (observation.Limit is not { } limit || limit <= 0)
        {
            return false;
        }

        var refused = observation.StatusCode == 429;
        var window = IsAboutHours(limit, observation.Reset) ? Hour ??= NewHour(limit) : Second ??= NewSecond(limit);
        window.Observe(sent, now, limit, refused ? 0 : observation.Remaining, observation.Reset?.Ticks, underWay, refused);
        return window == Second && window.Others > 0;
    }

    /// <summary>
    /// An answer does not say which window its numbers are about. A long reset can only be an hour's; else the limit tells: it is the table's, or nearer to one of them.
    /// </summary>
    private bool IsAboutHours(long limit, TimeSpan? reset)
    {
        if (reset > s_beyondASecond)
        {
            return true;
        }

        if (limit == Second?.Limit || _rule.PerSecondTiers.Any(tier => tier == limit))
        {
            return false;
        }

        if (limit == Hour?.Limit || _rule.PerHourTiers.Any(tier => tier == limit))
        {
            return true;
        }

        // Where the table knows one of the limits only, a minute's worth of seconds stands for the border.
        double perSecond = Second?.Limit ?? (Hour?.Limit / 3600.0) ?? 1;
        double perHour = Hour?.Limit ?? perSecond * 3600;
        return limit * (double)limit > perSecond * perHour;
    }

    private QuotaWindow NewSecond(long limit) =>
        new(
            (int)Math.Min(limit, int.MaxValue),
            _rule.PerSecondTiers,
            SlidingWindow.Second(TimeSpan.FromTicks(_guard.Current)),
            SecondWeight,
            probes: true
        );

    private QuotaWindow NewHour(long limit) =>
        new((int)Math.Min(limit, int.MaxValue), _rule.PerHourTiers, SlidingWindow.Hour(_hour), HourWeight, probes: false);
}
