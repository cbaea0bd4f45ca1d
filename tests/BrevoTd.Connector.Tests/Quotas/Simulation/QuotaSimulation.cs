using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Tests.Quotas.Simulation;

/// <summary>
/// A client that always has another call to send, through the real limiter, against a simulated service. A call that was answered with 429 is sent again after the time that the
/// answer asks for, with a permit of its own, as the pipeline does it.
/// </summary>
internal sealed class QuotaSimulation
{
    private readonly Scenario _scenario;
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedServer _server;
    private readonly PriorityQueue<Event, long> _events = new();
    private readonly Random _random;
    private readonly LocalQuotaLimiter _limiter;
    private readonly QuotaRequest _request;
    private long _sequence;
    private int _again;
    private int _taken;
    private int _throttled;
    private int _callsThrottled;
    private int _recovered;
    private int _takenByOther;
    private int _wantedByOther;
    private double _otherRate;
    private long _otherPause;

    private QuotaSimulation(Scenario scenario)
    {
        _scenario = scenario;
        _random = new Random(scenario.Seed);
        var line = scenario.Line;
        var limits = new List<(int, TimeSpan)>();
        if (line.PerSecond is { } perSecond)
        {
            limits.Add((perSecond, TimeSpan.FromSeconds(1)));
        }

        if (scenario.PerHour is { } perHour)
        {
            limits.Add((perHour, scenario.Hour));
        }

        _server = new SimulatedServer(scenario.Kind, limits, scenario.Phase);
        _limiter = new LocalQuotaLimiter([line with { PerHour = scenario.PerHour }], _clock, scenario.Hour);
        _request = new QuotaRequest { Method = scenario.Method, Route = scenario.Route };
    }

    public static Task<Outcome> Run(Scenario scenario) => new QuotaSimulation(scenario).Run();

    private async Task<Outcome> Run()
    {
        var end = _scenario.Duration.Ticks;
        if (_scenario.Shared)
        {
            _otherRate = _scenario.Permitted / 3 / _scenario.Duration.Ticks;
            _otherPause = (_scenario.Line.PerSecond is null ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1)).Ticks;
            Schedule(NextOther(), new Event { Kind = EventKind.Other });
        }

        ValueTask<QuotaLease>? waiting = null;
        var waitsAgain = false;
        while (true)
        {
            while (waiting is not { IsCompleted: false })
            {
                if (waiting is { } granted)
                {
                    Send(await granted, waitsAgain);
                }

                waitsAgain = _again > 0;
                _again -= waitsAgain ? 1 : 0;
                waiting = _limiter.AcquireAsync(_request);
            }

            var due = _clock.NextDue;
            var next = _events.TryPeek(out var coming, out _) ? Math.Min(coming.Time, due) : due;
            if (next >= end)
            {
                break;
            }

            _clock.MoveTo(next);
            while (_events.TryPeek(out coming, out _) && coming.Time <= next)
            {
                Process(_events.Dequeue());
            }
        }

        _limiter.Dispose();
        var left =
            _again
            + (waitsAgain ? 1 : 0)
            + _events.UnorderedItems.Count(e => e.Element.Kind == EventKind.Again || e.Element.IsAgain || e.Element.Status == 429);
        return new Outcome
        {
            Scenario = _scenario,
            Taken = _taken,
            Throttled = _throttled,
            CallsThrottled = _callsThrottled,
            Recovered = _recovered,
            Waiting = left,
            TakenByOther = _takenByOther,
            WantedByOther = _wantedByOther,
        };
    }

    private void Send(QuotaLease lease, bool again)
    {
        var jitter = (long)(_random.NextDouble() * _scenario.Jitter.Ticks);
        Schedule(
            _clock.Now + _scenario.Latency.Ticks + jitter,
            new Event
            {
                Kind = EventKind.Arrival,
                Sent = _clock.Now,
                Lease = lease,
                IsAgain = again,
            }
        );
    }

    private void Process(in Event happening)
    {
        switch (happening.Kind)
        {
            case EventKind.Other:
                _wantedByOther++;
                Schedule(NextOther(), happening);
                SendOther();
                break;
            case EventKind.OtherAgain:
                SendOther();
                break;
            case EventKind.Arrival:
                var allowed = _server.TryTake(_clock.Now, out var state);
                _taken += allowed ? 1 : 0;
                _recovered += allowed && happening.IsAgain ? 1 : 0;
                _throttled += allowed ? 0 : 1;
                _callsThrottled += allowed || happening.IsAgain ? 0 : 1;
                Schedule(
                    _clock.Now + _scenario.Latency.Ticks,
                    happening with
                    {
                        Kind = EventKind.Answer,
                        IsAgain = false,
                        Status = allowed ? 200 : 429,
                        Limit = state.Limit,
                        Remaining = state.Remaining,
                        Reset = state.Reset,
                    }
                );
                break;
            case EventKind.Answer:
                _limiter.Observe(
                    new()
                    {
                        Method = _scenario.Method,
                        Route = _scenario.Route,
                        StatusCode = happening.Status,
                        RoundTrip = TimeSpan.FromTicks(_clock.Now - happening.Sent),
                        Limit = happening.Limit,
                        Remaining = happening.Remaining,
                        Reset = happening.Reset,
                    }
                );
                happening.Lease.Dispose();
                if (happening.Status == 429)
                {
                    Schedule(_clock.Now + happening.Reset.Ticks, new Event { Kind = EventKind.Again });
                }

                break;
            case EventKind.Again:
                _again++;
                break;
        }
    }

    private void SendOther()
    {
        if (_server.TryTake(_clock.Now, out var state))
        {
            _takenByOther++;
        }
        else
        {
            // It waits as long as it is told and a little more, and does not give up.
            Schedule(
                _clock.Now + state.Reset.Ticks + (long)(_random.NextDouble() * _otherPause),
                new Event { Kind = EventKind.OtherAgain }
            );
        }
    }

    private long NextOther() => _clock.Now + Math.Max(1, (long)(-Math.Log(1 - _random.NextDouble()) / _otherRate));

    private void Schedule(long time, Event happening)
    {
        // Events of one moment keep their order.
        _events.Enqueue(happening with { Time = time }, (time << 24) | (_sequence++ & 0xFFFFFF));
    }

    private enum EventKind
    {
        Other,
        OtherAgain,
        Arrival,
        Answer,
        Again,
    }

    private struct Event
    {
        public long Time;
        public EventKind Kind;
        public long Sent;
        public QuotaLease Lease;
        public bool IsAgain;
        public int Status;
        public int Limit;
        public int Remaining;
        public TimeSpan Reset;
    }
}
