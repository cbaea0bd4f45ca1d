namespace BrevoTd.Connector.Quotas;

/// <summary>
/// One limit of a bucket: what was sent from here, what the service said is left, and what other programs are likely to take. As long as nobody else uses the account,
/// only what was sent counts. Times are ticks since the limiter began. Not thread-safe.
/// </summary>
internal sealed class QuotaWindow
{
    // How sure a request must be to be taken, in standard deviations of what others send.
    private const double Deviations = 2;

    // An answer is fresh for a part of the window.
    private const int Parts = 8;

    private readonly SlidingWindow _sent;
    private readonly SlidingWindow _refused;
    private readonly OtherUse _others;
    private readonly int _stated;
    private readonly bool _probes;
    private readonly IReadOnlyList<int> _tiers;
    private long _limitFrom = long.MinValue;
    private Look? _look;
    private bool _slides;
    private long _latest = long.MinValue;

    /// <param name="limit">Permits in any window, as the table states it.</param>
    /// <param name="tiers">What the service's tiers allow; a service may raise the limit only to one of them or beyond.</param>
    /// <param name="sent">The window.</param>
    /// <param name="weight">Weight of the latest window in the average of what others take.</param>
    /// <param name="probes">Whether single requests find out what is left when answers are old: answers about a short window come all the time.</param>
    public QuotaWindow(int limit, IReadOnlyList<int> tiers, SlidingWindow sent, double weight, bool probes)
    {
        _probes = probes;
        Limit = limit;
        _stated = limit;
        _tiers = tiers;
        _sent = sent;
        _refused = sent.Empty();
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

    /// <summary>Whether the service's window has started anew since the newest answer, and nothing has been sent in the new one.</summary>
    public bool IsOutdated(long now) => !_probes && _others.IsSeen && _look is { } look && now >= look.Until && _latest < look.Until;

    public int Used(long now) => _sent.Used(now);

    public bool CanTake(long now)
    {
        var used = _sent.Used(now);
        if (used >= Allowance)
        {
            return false;
        }

        return !_others.IsSeen || _look is not { } look || Allows(look, used, now);
    }

    public void Take(long now)
    {
        _sent.Take(now);
        _latest = now;
    }

    /// <summary>Ticks until a number of further permits are free, if none is taken and nothing is learned meanwhile.</summary>
    public long TicksUntil(int permits, long now)
    {
        var wait = _sent.TicksUntil(permits, Allowance, now);

        if (wait > 0 || CanTake(now))
        {
            return wait;
        }

        // What others do is not known beforehand: look again soon, or when the service's window starts anew, or when a permit becomes free.
        var soon = _probes ? _sent.Length / Parts : Math.Max(0, _look!.Value.Until - now);
        return _sent.Used(now) is var used && used > 0 ? Math.Min(_sent.TicksUntil(1, used, now), soon) : soon;
    }

    /// <summary>Takes in what an answer said about this window.</summary>
    /// <param name="sent">When the request was sent.</param>
    /// <param name="now">When the answer came.</param>
    /// <param name="limit">The limit that the answer states.</param>
    /// <param name="remaining">How many requests it says are left.</param>
    /// <param name="reset">Ticks until it says that the window starts anew.</param>
    /// <param name="underWay">Other requests that are under way: the service may have counted them or not.</param>
    /// <param name="refused">Whether the request was refused: it used up nothing.</param>
    public void Observe(long sent, long now, long limit, long? remaining, long? reset, int underWay, bool refused)
    {
        if (refused)
        {
            _refused.Take(now);
        }

        if (limit <= 0)
        {
            return;
        }

        if (sent >= _limitFrom)
        {
            _limitFrom = sent;
            Limit = Believable(limit);
        }

        // At most these can be in the service's window: nothing older, nothing that was not sent, nothing that was refused.
        var from = sent - _sent.Length - _sent.Guard + 1;
        if (remaining is not { } left || _sent.Since(from, now) is not { } ours)
        {
            return;
        }

        ours -= _refused.Since(from + now - sent, now) ?? 0;
        var counted = limit - left;
        _others.Add(sent, counted - ours);
        if (_look is { } newer && sent < newer.Sent)
        {
            return;
        }

        // Requests at the edge of the window may have left it already: they free nothing later.
        var surely = Math.Min(ours, _sent.Since(sent - _sent.Length + _sent.Guard, now) ?? 0);

        // A window that is still half full after it should have started anew slides: its "reset" is about its oldest request only.
        _slides |= !_probes && _look is { } past && sent >= past.Until && left < limit / 2;
        var look = new Look
        {
            Sent = sent,
            Until = reset is { } anew && !_slides ? now + anew : sent + _sent.Length + _sent.Guard,
            Left = left - underWay,
            Total = _sent.Total,
            Ours = surely,
            NotCounted = Math.Max(0, surely - counted),
        };

        // Of requests that left together, the one that arrived last tells most.
        if (_look is not { } same || sent > same.Sent || look.Left + look.Total < same.Left + same.Total)
        {
            _look = look;
        }
    }

    /// <summary>
    /// While others are seen, a burst is sent only on a fresh answer, and as far as it allows. On an older one, a single request finds out, as soon as it is likely to be taken.
    /// </summary>
    private bool Allows(in Look look, int used, long now)
    {
        var since = _sent.Total - look.Total;

        // What counted then and counts no longer is free again, whether the service's window slides or has started anew.
        var expired = look.Ours - Math.Max(0, used - since);
        var left = look.Left - since + Math.Max(0, expired - look.NotCounted);
        if (!_probes)
        {
            return now >= look.Until || left > Courtesy;
        }

        var age = now - look.Sent;
        if (age < _sent.Length / Parts)
        {
            return left > Courtesy;
        }

        if (since > 0 && now - _latest < _sent.Length / Parts)
        {
            return false;
        }

        var share = Math.Min(1, age / (double)_sent.Length);
        return used == 0 || left - (Deviations * Math.Sqrt(2 * _others.Mean * share)) >= 1;
    }

    /// <summary>Left over for what others send while an answer is on its way, and because they get less than they want anyway.</summary>
    private double Reserve => Math.Max(0, (Limit * 0.06) - 0.18);

    /// <summary>The reserve in whole permits: a fraction is one permit now and then.</summary>
    private int Courtesy => (int)(Reserve + 1 - _others.Dither);

    /// <summary>
    /// Others take more in one window and less in another: some of what they leave beyond the average is used. No more than half of the limit is kept for them beforehand:
    /// they may have taken it in the past only.
    /// </summary>
    private int Allowance =>
        _others.IsSeen
            ? Math.Clamp(
                (int)(Limit - Math.Min(_others.Mean, Limit / 2.0) + (0.35 * Math.Sqrt(_others.Mean)) - Reserve + _others.Dither),
                1,
                Limit
            )
            : Limit;

    private int Believable(long limit)
    {
        if (limit <= _stated)
        {
            return (int)limit;
        }

        // A limit that its user has set lower than any tier's is meant.
        return _tiers.Contains(_stated) && _tiers.Any(tier => tier > _stated && tier <= limit)
            ? (int)Math.Min(limit, int.MaxValue)
            : _stated;
    }

    /// <summary>What the newest answer told.</summary>
    private readonly record struct Look
    {
        public required long Sent { get; init; }

        /// <summary>When the service's window starts anew.</summary>
        public required long Until { get; init; }

        /// <summary>Requests that were surely left.</summary>
        public required long Left { get; init; }

        /// <summary>Requests sent in all when it came.</summary>
        public required long Total { get; init; }

        /// <summary>Requests of ours that a service whose window slides has counted.</summary>
        public required int Ours { get; init; }

        /// <summary>Of these, how many it has not counted: its window had started anew.</summary>
        public required long NotCounted { get; init; }
    }
}
