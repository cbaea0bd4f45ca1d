using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// The limits of one account: per endpoint, per second and per hour at once. A window is fixed and starts with its first request. A refused
/// request uses up nothing.
/// </summary>
internal sealed class BrevoQuotas(BrevoEmulatorTier tier, TimeProvider clock)
{
    private static readonly Rule[] s_rules =
    [
        new("POST", "/smtp/email", false, new(1_000, 3_600_000), new(2_000, 7_200_000), new(6_000, null)),
        new("GET", "/smtp/blockedContacts", false, new(1_000, 3_600_000), new(2_000, 7_200_000), new(6_000, null)),
        new("GET", "/smtp/emails", false, new(2, 7_200), new(3, 10_800), new(null, 18_000)),
        new("POST", "/transactionalSMS/sms", false, new(150, 540_000), new(200, 720_000), new(250, null)),
        new("POST", "/transactionalSMS/send", false, new(150, 540_000), new(200, 720_000), new(250, null)),
        new("POST", "/events", false, new(10, 36_000), new(20, 72_000), new(60, null)),
        new("POST", "/orders/status", false, new(5, 18_000), new(10, 36_000), new(15, null)),
        new("POST", "/products", false, new(2, 7_200), new(4, 14_400), new(null, 21_600)),
        new(null, "/smtp", true, new(null, 300), new(null, 600), new(null, 1_800)),
        new(null, "/contacts", true, new(10, 36_000), new(20, 72_000), new(60, null)),
        new(null, "/loyalty", true, new(null, 600), new(null, 1_200), new(null, 100_000)),
        new(null, "", true, new(null, 100), new(null, 200), new(null, 600)),
    ];

    private readonly object _gate = new();
    private readonly Window[] _windows = [.. s_rules.Select(rule => new Window(rule.For(tier)))];

    /// <summary>Counts a request, writes the three headers, and says whether the request may go on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The path after <c>/v3</c>.</param>
    public bool TryTake(HttpContext context, string path)
    {
        var index = Array.FindIndex(s_rules, rule => rule.Covers(context.Request.Method, path));
        bool allowed;
        (long Limit, long Remaining, TimeSpan Reset) state;
        lock (_gate)
            allowed = _windows[index].TryTake(clock.GetUtcNow(), out state);
        WriteHeaders(context, state.Limit, state.Remaining, state.Reset);
        return allowed;
    }

    public static void WriteHeaders(HttpContext context, long limit, long remaining, TimeSpan reset)
    {
        var headers = context.Response.Headers;
        headers["x-sib-ratelimit-limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers["x-sib-ratelimit-remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        headers["x-sib-ratelimit-reset"] = Math.Max(1, (long)Math.Ceiling(reset.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    private sealed record Limits(long? PerSecond, long? PerHour);

    private sealed record Rule(string? Method, string Path, bool IsPrefix, Limits General, Limits Advanced, Limits Extended)
    {
        public Limits For(BrevoEmulatorTier tier) =>
            tier switch
            {
                BrevoEmulatorTier.Advanced => Advanced,
                BrevoEmulatorTier.Extended => Extended,
                _ => General,
            };

        public bool Covers(string method, string path) =>
            (Method is null || Method == method)
            && path.StartsWith(Path, StringComparison.Ordinal)
            && (path.Length == Path.Length || (IsPrefix && (Path.Length == 0 || path[Path.Length] == '/')));
    }

    private sealed class Window(Limits limits)
    {
        private readonly Counter? _second = limits.PerSecond is { } perSecond ? new(perSecond, TimeSpan.FromSeconds(1)) : null;
        private readonly Counter? _hour = limits.PerHour is { } perHour ? new(perHour, TimeSpan.FromHours(1)) : null;

        /// <summary>Both windows must have room. The state is that of the window that is closest to its limit.</summary>
        public bool TryTake(DateTimeOffset now, out (long Limit, long Remaining, TimeSpan Reset) state)
        {
            _second?.Roll(now);
            _hour?.Roll(now);
            var allowed = _second is not { Remaining: 0 } && _hour is not { Remaining: 0 };
            if (allowed)
            {
                _second?.Take(now);
                _hour?.Take(now);
            }

            var tightest =
                _second is null || _hour?.Remaining < _second.Remaining || (!allowed && _hour is { Remaining: 0 }) ? _hour : _second;
            state = tightest!.State(now);
            return allowed;
        }
    }

    private sealed class Counter(long limit, TimeSpan length)
    {
        private DateTimeOffset _end;
        private long _used;

        public long Remaining => limit - _used;

        public void Roll(DateTimeOffset now)
        {
            if (now >= _end)
                _used = 0;
        }

        public void Take(DateTimeOffset now)
        {
            if (_used == 0)
                _end = now + length;
            _used++;
        }

        public (long Limit, long Remaining, TimeSpan Reset) State(DateTimeOffset now) => (limit, Remaining, _end - now);
    }
}
