namespace BrevoTd.Connector.Quotas;

/// <summary>
/// One limit of a bucket: what was sent from here, what the service said is left, and what other programs are likely to take. As long as nobody else uses the account,
/// only what was sent counts. Times are ticks since the limiter began. Not thread-safe.
/// </summary>
internal sealed class QuotaWindow
{
    // Chances of a refusal are taken at two standard deviations of what others send.
    private const double Deviations = 2;

    private readonly SlidingWindow _sent;
    private readonly OtherUse _others;
    private readonly int _stated;
    private readonly IReadOnlyList<int> _tiers;
    private long _limitFrom = long.MinValue;
    private long _leftFrom = long.MinValue;
    private long _leftUntil = long.MinValue;
    private int _left;

    /// <param name="limit">Permits in any window, as the table states it.</param>
    /// <param name="tiers">What the service's tiers allow; a service may raise the limit only to one of them or beyond.</param>
    /// <param name="sent">The window.</param>
    /// <param name="weight">Weight of the latest window in the average of what others take.</param>
    public QuotaWindow(int limit, IReadOnlyList<int> tiers, SlidingWindow sent, double weight)
    {
        Limit = limit;
        _stated = limit;
        _tiers = tiers;
        _sent = sent;
        _others = new OtherUse(sent.Length, weight);
    }

    /// <summary>Permits in any window, as far as known.</summary>
    public int Limit { get; private set; }

    /// <summary>Requests per window that other programs take, on average.</summary>
    public double Others => _others.IsSeen ? _others.Mean : 0;

    public long Guard
    {
        set => _sent.Guard = value;
    }

    public int Used(long now) => _sent.Used(now);

    public bool CanTake(long now)
    {
        var used = _sent.Used(now);
        if (used >= Allowance)
        {
            return false;
        }

        if (!_others.IsSeen)
        {
            return true;
        }

        return now < _leftUntil ? _left > Courtesy : used == 0 || used + 1 + Expected <= Limit;
    }

    public void Take(long now)
    {
        _sent.Take(now);
        _left--;
    }

    /// <summary>Ticks until a number of further permits are free, if none is taken and nothing is learned meanwhile.</summary>
    public long TicksUntil(int permits, long now)
    {
        var wait = _sent.TicksUntil(permits, Allowance, now);
        if (wait > 0 || !_others.IsSeen || CanTake(now))
        {
            return wait;
        }

        return now < _leftUntil ? _leftUntil - now : _sent.TicksUntil(1, Math.Max(1, (int)(Limit - Expected)), now);
    }

    /// <summary>Takes in what an answer said about this window.</summary>
    /// <param name="sent">When the request was sent.</param>
    /// <param name="now">When the answer came.</param>
    /// <param name="limit">The limit that the answer states.</param>
    /// <param name="remaining">How many requests it says are left.</param>
    /// <param name="reset">Ticks until it says that the window starts anew.</param>
    /// <param name="underWay">Other requests that are under way: the service may have counted them or not.</param>
    public void Observe(long sent, long now, long limit, long? remaining, long? reset, int underWay)
    {
        if (limit <= 0)
        {
            return;
        }

        if (sent >= _limitFrom)
        {
            _limitFrom = sent;
            Limit = Believable(limit);
        }

        // At most these can be in the service's window: nothing older, nothing that was not sent.
        if (remaining is not { } left || _sent.Since(sent - _sent.Length - _sent.Guard, now) is not { } ours)
        {
            return;
        }

        _others.Add(sent, limit - left - ours);
        if (sent < _leftFrom)
        {
            return;
        }

        var sure = (int)Math.Clamp(left - underWay, int.MinValue / 2, int.MaxValue / 2);
        _left = sent == _leftFrom ? Math.Min(_left, sure) : sure;
        _leftFrom = sent;
        _leftUntil = sent + _sent.Length + _sent.Guard;
        if (reset is { } anew)
        {
            _leftUntil = Math.Min(_leftUntil, now + anew);
        }
    }

    /// <summary>What others may take before the next answer says so.</summary>
    private double Expected => _others.Mean + (Deviations * Math.Sqrt(_others.Mean));

    /// <summary>Left over for others whenever they are seen: they get less than they want anyway.</summary>
    private int Courtesy => (int)Reserve;

    private double Reserve => Math.Max(0, (Limit * 0.06) - 0.3);

    private int Allowance => _others.IsSeen ? Math.Clamp((int)(Limit - _others.Mean - Reserve + _others.Dither), 1, Limit) : Limit;

    private int Believable(long limit)
    {
        if (limit <= _stated)
        {
            return (int)limit;
        }

        // A limit that its user has set lower than any tier's is meant.
        return _tiers.Contains(_stated) && _tiers.Any(tier => tier > _stated && tier <= limit) ? (int)Math.Min(limit, int.MaxValue) : _stated;
    }
}
