namespace BrevoTd.Connector.Tests.Quotas.Simulation;

/// <summary>How a service may cut its windows.</summary>
internal enum WindowKind
{
    /// <summary>One after the other, beginning at a moment that the client does not know.</summary>
    Fixed,

    /// <summary>The time up to now, at every moment.</summary>
    Sliding,
}

/// <summary>Counts requests as a service would, and says in its answer what Brevo's headers say: a refused request uses up nothing.</summary>
internal sealed class SimulatedServer
{
    private readonly Window[] _windows;

    public SimulatedServer(WindowKind kind, IEnumerable<(int Limit, TimeSpan Length)> limits, double phase)
    {
        _windows =
        [
            .. limits.Select(l =>
                kind == WindowKind.Fixed ? (Window)new FixedWindow(l.Limit, l.Length, phase) : new SlidingWindow(l.Limit, l.Length)
            ),
        ];
    }

    /// <summary>Takes a request; the state is that of the window which is nearest to its limit.</summary>
    public bool TryTake(long now, out (int Limit, int Remaining, TimeSpan Reset) state)
    {
        var allowed = true;
        foreach (var window in _windows)
        {
            window.Advance(now);
            allowed &= window.Remaining > 0;
        }

        Window tightest = _windows[0];
        foreach (var window in _windows)
        {
            if (allowed)
            {
                window.Take(now);
            }

            if (window.Remaining <= tightest.Remaining)
            {
                tightest = window;
            }
        }

        // Whole seconds, as the headers have it.
        var reset = Math.Max(1, Math.Ceiling(TimeSpan.FromTicks(tightest.Reset(now)).TotalSeconds));
        state = (tightest.Limit, tightest.Remaining, TimeSpan.FromSeconds(reset));
        return allowed;
    }

    private abstract class Window(int limit)
    {
        public int Limit { get; } = limit;

        public int Remaining { get; protected set; } = limit;

        public abstract void Advance(long now);

        public abstract void Take(long now);

        public abstract long Reset(long now);
    }

    private sealed class FixedWindow(int limit, TimeSpan length, double phase) : Window(limit)
    {
        private readonly long _offset = (long)(length.Ticks * phase);
        private long _index = -1;

        public override void Advance(long now)
        {
            var index = (now + _offset) / length.Ticks;
            if (index != _index)
            {
                _index = index;
                Remaining = Limit;
            }
        }

        public override void Take(long now) => Remaining--;

        public override long Reset(long now) => ((_index + 1) * length.Ticks) - _offset - now;
    }

    private sealed class SlidingWindow(int limit, TimeSpan length) : Window(limit)
    {
        private readonly long[] _taken = new long[limit];
        private int _first;

        public override void Advance(long now)
        {
            while (Remaining < Limit && _taken[_first] <= now - length.Ticks)
            {
                _first = (_first + 1) % Limit;
                Remaining++;
            }
        }

        public override void Take(long now)
        {
            _taken[(_first + Limit - Remaining) % Limit] = now;
            Remaining--;
        }

        public override long Reset(long now) => Remaining == Limit ? length.Ticks : _taken[_first] + length.Ticks - now;
    }
}
