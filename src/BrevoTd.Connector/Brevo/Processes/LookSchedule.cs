namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Decides when processes are looked at next: not before the first one can be ready, at growing intervals, and within a share of the quota. Not thread-safe; all times are
/// durations since an arbitrary moment.
/// </summary>
internal sealed class LookSchedule
{
    private const double Growth = 1.6;

    /// <summary>Calls that a writer may make for its last outcomes, whatever it has spent before.</summary>
    private const double FinalCalls = 8;

    private readonly TimeSpan _firstLook;
    private readonly TimeSpan _maxInterval;
    private readonly int _looksPerHour;

    /// <summary>Calls that may follow each other quickly before the hourly share slows them down.</summary>
    private readonly double _burst;
    private double _permits;
    private TimeSpan _permitsAt;
    private TimeSpan _interval;
    private TimeSpan? _lastLook;
    private TimeSpan _notBefore;
    private TimeSpan _expected;
    private TimeSpan? _endedSince;
    private TimeSpan _expectedBefore;
    private TimeSpan _shortestTook;

    public LookSchedule(TimeSpan firstLook, TimeSpan maxInterval, int looksPerHour)
    {
        _firstLook = _interval = _expected = firstLook;
        _maxInterval = maxInterval;
        _looksPerHour = looksPerHour;
        _burst = _permits = Math.Max(4, looksPerHour / 3.0);
    }

    /// <summary>How long processes take, as far as looks could tell.</summary>
    public TimeSpan ExpectedProcessingTime => _expected;

    /// <summary>When to look next.</summary>
    /// <param name="now">The time.</param>
    /// <param name="oldestAcceptedAt">When the oldest outstanding process was accepted.</param>
    /// <param name="urgency">A blocked writer is not held up by the share, only by the interval.</param>
    public TimeSpan Next(TimeSpan now, TimeSpan oldestAcceptedAt, LookUrgency urgency)
    {
        var next = oldestAcceptedAt + _expected;
        if (_lastLook is { } last && last + _interval > next)
        {
            next = last + _interval;
        }

        if (_notBefore > next)
        {
            next = _notBefore;
        }

        if (urgency is not LookUrgency.Blocked && now + UntilPermit(now) > next)
        {
            next = now + UntilPermit(now);
        }

        return next > now ? next : now;
    }

    /// <summary>The writer has become more impatient: start again with short intervals, and with some calls beyond the share once everything is sent.</summary>
    public void Hurry(LookUrgency urgency)
    {
        _interval = _firstLook;
        if (urgency is LookUrgency.Completing)
        {
            _permits = Math.Max(_permits, FinalCalls);
        }
    }

    /// <summary>One call was made.</summary>
    public void Spend(TimeSpan now)
    {
        Refill(now);
        _permits = Math.Max(0, _permits - 1);
    }

    /// <summary>A look has ended.</summary>
    /// <param name="now">The time.</param>
    /// <param name="ended">How many processes were found to have ended.</param>
    /// <param name="urgency">While nobody waits, intervals only grow.</param>
    public void Looked(TimeSpan now, int ended, LookUrgency urgency)
    {
        _lastLook = now;
        _interval =
            ended > 0 && urgency is not LookUrgency.Relaxed ? Shortest(_interval / Growth)
            : _interval * Growth < _maxInterval ? _interval * Growth
            : _maxInterval;
    }

    /// <summary>A process was found to have ended, some time between the previous look and now.</summary>
    public void Ended(TimeSpan now, TimeSpan acceptedAt)
    {
        var unseenSince = _lastLook is { } last && last > acceptedAt ? last : acceptedAt;
        var took = unseenSince - acceptedAt + (now - unseenSince) / 2;

        // Of all that one look finds ended, the one accepted last tells most: the others may have ended long before it.
        if (_endedSince != (_lastLook ?? TimeSpan.MinValue))
        {
            _endedSince = _lastLook ?? TimeSpan.MinValue;
            _expectedBefore = _expected;
            _shortestTook = took;
        }
        else if (took < _shortestTook)
        {
            _shortestTook = took;
        }

        var expected = _expectedBefore * 0.7 + _shortestTook * 0.3;
        _expected = expected > _maxInterval ? _maxInterval : Shortest(expected);
    }

    /// <summary>A look failed; the service may have said how long to wait.</summary>
    public void Failed(TimeSpan now, TimeSpan? retryAfter)
    {
        Looked(now, 0, LookUrgency.Relaxed);
        _notBefore = now + (retryAfter ?? TimeSpan.Zero);
    }

    private TimeSpan Shortest(TimeSpan interval) => interval > _firstLook ? interval : _firstLook;

    private TimeSpan UntilPermit(TimeSpan now)
    {
        Refill(now);
        return _permits >= 1 ? TimeSpan.Zero : TimeSpan.FromHours((1 - _permits) / _looksPerHour);
    }

    private void Refill(TimeSpan now)
    {
        if (now > _permitsAt)
        {
            _permits = Math.Min(_burst, _permits + (now - _permitsAt).TotalHours * _looksPerHour);
            _permitsAt = now;
        }
    }
}
