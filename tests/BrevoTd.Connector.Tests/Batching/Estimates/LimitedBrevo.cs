using System.Globalization;
using System.Net;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>
/// Brevo behind the client's whole pipeline: holds both windows of a tier by a count of its own, says so in its headers, refuses what goes beyond, and has done at once whatever it takes.
/// </summary>
internal sealed class LimitedBrevo(BrevoTier tier, TimeProvider clock) : HttpMessageHandler
{
    private const int Page = 50;

    private readonly object _lock = new();
    private readonly Dictionary<string, (Window? Second, Window? Hour)> _windows = [];
    private readonly long _origin = clock.GetTimestamp();
    private long _processes;

    /// <summary>Requests answered with 429.</summary>
    public int Refused { get; private set; }

    public long Imports => _processes;

    /// <summary>Requests by bucket, refused ones among them.</summary>
    public Dictionary<string, long> Calls { get; } = [];

    /// <summary>Records in all bodies.</summary>
    public long Records { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath["/v3/".Length..];
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        lock (_lock)
        {
            var (window, now) = Count(request.Method.Method, path);
            if (window is null)
            {
                Refused++;
                return Answer(request, HttpStatusCode.TooManyRequests, """{"code":"too_many_requests","message":"Too many requests."}""");
            }

            var response = Answer(request, path, body);
            response.Headers.TryAddWithoutValidation("x-sib-ratelimit-limit", Text(window.Limit));
            response.Headers.TryAddWithoutValidation("x-sib-ratelimit-remaining", Text(window.Left(now)));
            response.Headers.TryAddWithoutValidation("x-sib-ratelimit-reset", Text((long)Math.Ceiling(window.Reset(now).TotalSeconds)));
            return response;
        }
    }

    private (Window? Stated, TimeSpan Now) Count(string method, string path)
    {
        var rule = BrevoQuotas.For(tier).First(line => line.Covers(method, path));
        if (!_windows.TryGetValue(rule.Bucket, out var windows))
        {
            _windows[rule.Bucket] = windows = (
                Window.Of(rule.PerSecond, TimeSpan.FromSeconds(1)),
                Window.Of(rule.PerHour, TimeSpan.FromHours(1))
            );
        }

        Calls[rule.Bucket] = Calls.GetValueOrDefault(rule.Bucket) + 1;
        var now = clock.GetElapsedTime(_origin);
        if (windows.Second?.Left(now) == 0 || windows.Hour?.Left(now) == 0)
        {
            return (null, now);
        }

        windows.Second?.Take(now);
        windows.Hour?.Take(now);
        return (windows.Second ?? windows.Hour, now);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string path, byte[] body)
    {
        switch (path)
        {
            case "contacts/import":
                Records += CountRecords(body, "\"email\""u8);
                return Answer(request, HttpStatusCode.Accepted, $$"""{"processId":{{++_processes}}}""");
            case "orders/status/batch":
                var orders = CountRecords(body, "\"createdAt\""u8);
                Records += orders;
                return Answer(request, HttpStatusCode.Accepted, $$"""{"batch_id":1,"count":{{orders}}}""");
            case "events/batch":
                var events = CountRecords(body, "\"event_name\""u8);
                Records += events;
                return Answer(request, HttpStatusCode.Accepted, $$"""{"count":{{events}},"message":"queued"}""");
            case "events":
                Records++;
                return Answer(request, HttpStatusCode.NoContent, "");
            case "processes":
                return Answer(request, HttpStatusCode.OK, ProcessPage(request.RequestUri!.Query));
            default:
                var id = long.Parse(path["processes/".Length..], CultureInfo.InvariantCulture);
                return Answer(request, HttpStatusCode.OK, Process(id));
        }
    }

    private string ProcessPage(string query)
    {
        Assert.Contains("sort=desc", query, StringComparison.Ordinal);
        var offset = query
            .Split('&', '?')
            .Where(static part => part.StartsWith("offset=", StringComparison.Ordinal))
            .Select(static part => part[7..]);
        var newest = _processes - long.Parse(offset.FirstOrDefault("0"), CultureInfo.InvariantCulture);
        var page = new StringBuilder("{\"processes\":[");
        for (var id = newest; id > 0 && id > newest - Page; id--)
        {
            page.Append(id == newest ? "" : ",").Append(Process(id));
        }

        return page.Append("],\"count\":").Append(_processes).Append('}').ToString();
    }

    /// <summary>A process is completed as soon as there is one, and no record of it was refused.</summary>
    private static string Process(long id) =>
        "{\"id\":" + Text(id) + ",\"name\":\"IMPORTUSER\",\"status\":\"completed\",\"info\":{\"import\":{\"invalid_emails\":null}}}";

    private static int CountRecords(ReadOnlySpan<byte> body, ReadOnlySpan<byte> mark) => body.Count(mark);

    private static HttpResponseMessage Answer(HttpRequestMessage request, HttpStatusCode status, string json) =>
        new(status) { RequestMessage = request, Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A window that slides: wherever a second or an hour begins, it holds no more requests than the limit.</summary>
    private sealed class Window(int limit, TimeSpan length)
    {
        private readonly TimeSpan[] _latest = new TimeSpan[limit];
        private long _taken;
        private long _gone;

        public int Limit => limit;

        public static Window? Of(int? limit, TimeSpan length) => limit is { } number ? new Window(number, length) : null;

        public long Left(TimeSpan now)
        {
            while (_gone < _taken && now - _latest[_gone % limit] >= length)
            {
                _gone++;
            }

            return limit - (_taken - _gone);
        }

        public void Take(TimeSpan now) => _latest[_taken++ % limit] = now;

        /// <summary>Until everything that counts now counts no longer.</summary>
        public TimeSpan Reset(TimeSpan now) => _taken == _gone ? TimeSpan.Zero : _latest[(_taken - 1) % limit] + length - now;
    }
}
