using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Diagnostics;

/// <summary>Nothing that is logged, traced, measured or thrown carries a key or a person's data.</summary>
[Collection(nameof(CanaryWatchTests))]
public sealed class RedactionTests
{
    private static readonly string Key = Canaries.ApiKey();
    private static readonly string Email = Canaries.Email();
    private static readonly string Phone = Canaries.Phone();
    private static readonly CanarySearch s_search = new([Key, Email, Phone]);

    [Theory]
    [InlineData("ok")]
    [InlineData("refused")]
    [InlineData("rejected")]
    [InlineData("throttled")]
    [InlineData("repeated")]
    [InlineData("html")]
    [InlineData("malformed")]
    [InlineData("broken")]
    [InlineData("unreachable")]
    [InlineData("timeout")]
    [InlineData("quota")]
    [InlineData("redirect")]
    [InlineData("stream")]
    public async Task Call_WithAnyEnd_LeaksNoCanary(string end)
    {
        using var telemetry = new Telemetry();
        await using var pipeline = Pipeline.Brevo(o =>
        {
            o.ApiKey = Key;
            o.RetryBaseDelay = TimeSpan.Zero;
            o.AttemptTimeout = TimeSpan.FromSeconds(31);
            o.MaxRetries = end is "repeated" or "broken" ? 2 : 0;
        });
        var text = $$"""{"code":{{Quote(Email)}},"message":{{Quote($"{Email} {Phone} {Key}")}}}""";
        _ = end switch
        {
            "refused" => pipeline.Handler.Then(HttpStatusCode.BadRequest, text, ("x-request-id", "r-1")),
            "rejected" => pipeline.Handler.Then(HttpStatusCode.Unauthorized, text),
            "throttled" => pipeline.Handler.Then(HttpStatusCode.TooManyRequests, text, ("x-sib-ratelimit-reset", "9")),
            "repeated" => pipeline
                .Handler.Then(HttpStatusCode.BadGateway, text)
                .Then(HttpStatusCode.BadGateway, text)
                .Then(HttpStatusCode.BadGateway, text),
            "html" => pipeline.Handler.Then(HttpStatusCode.OK, $"<html>{Email}</html>"),
            "malformed" => pipeline.Handler.Then(HttpStatusCode.OK, $$"""{"value":{{Quote(Email)}}, {{Key}}}"""),
            "broken" => pipeline
                .Handler.ThenBody(HttpStatusCode.OK, new ScriptedStream(Encoding.UTF8.GetBytes(text), AfterBytes.Break))
                .ThenBody(HttpStatusCode.OK, new ScriptedStream(Encoding.UTF8.GetBytes(text), AfterBytes.Break))
                .ThenBody(HttpStatusCode.OK, new ScriptedStream(Encoding.UTF8.GetBytes(text), AfterBytes.Break)),
            "unreachable" => pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ConnectionError)),
            "timeout" => pipeline.Handler.ThenHang(),
            "redirect" => pipeline.Handler.Then(
                HttpStatusCode.Found,
                text,
                ("Location", "https://example.com/" + Uri.EscapeDataString(Email))
            ),
            _ => pipeline.Handler,
        };
        var request = new ServiceRequest(
            end == "quota" ? Pipeline.Slow : Pipeline.Read,
            "contacts/" + Uri.EscapeDataString(Email) + "?phone=" + Uri.EscapeDataString(Phone)
        )
        {
            Content = new StringContent(text),
            MaxQuotaWait = TimeSpan.Zero,
        };
        for (var i = 0; end == "quota" && i < 100; i++)
        {
            await pipeline.Transport.SendAsync(request, default);
        }

        var call =
            end == "stream"
                ? pipeline.Transport.SendForStreamAsync(request, default)
                : (Task)pipeline.Transport.SendAsync(request, ThingContext.Default.Thing, default);
        if (end == "timeout")
        {
            await pipeline.Clock.Pass(TimeSpan.FromSeconds(31));
        }

        var thrown = await Record.ExceptionAsync(() => call);
        Assert.Equal(end is "ok" or "stream", thrown is null);

        // The path did carry the canary: the search would have something to find.
        Assert.True(end == "quota" || pipeline.Handler.Seen.All(r => s_search.FindIn(r.Uri).Count > 0));
        var everything = new StringBuilder().AppendLine(thrown?.ToString()).AppendJoin('\n', telemetry.Lines).AppendLine();
        foreach (var record in pipeline.Logs.GetSnapshot())
        {
            everything.AppendLine(record.Message).AppendLine(record.Exception?.ToString());
            foreach (var (name, value) in record.StructuredState ?? [])
            {
                everything.Append(name).Append('=').AppendLine(value);
            }
        }

        Assert.Empty(s_search.FindIn(everything.ToString()));
        Assert.NotEmpty(pipeline.Logs.GetSnapshot());
        Assert.Contains(telemetry.Lines, line => line.Contains("contacts/{identifier}", StringComparison.Ordinal) || end == "quota");
        if (end is "refused" or "rejected")
        {
            Assert.Contains(Email, Assert.IsAssignableFrom<ServiceException>(thrown).ServiceMessage!, StringComparison.Ordinal);
        }
    }

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    /// <summary>Everything that the library's activity source and meter, and the framework's own, tell.</summary>
    private sealed class Telemetry : IDisposable
    {
        private readonly ActivityListener _activities;
        private readonly MeterListener _meters = new();
        private readonly ConcurrentQueue<string> _lines = new();

        public Telemetry()
        {
            _activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name is ConnectorDiagnostics.ActivitySourceName or "System.Net.Http",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    _lines.Enqueue($"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription}");
                    foreach (var tag in activity.TagObjects)
                    {
                        _lines.Enqueue($"{tag.Key}={tag.Value}");
                    }

                    foreach (var tag in activity.Events.SelectMany(e => e.Tags))
                    {
                        _lines.Enqueue($"event {tag.Key}={tag.Value}");
                    }
                },
            };
            ActivitySource.AddActivityListener(_activities);
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name is ConnectorDiagnostics.MeterName or "System.Net.Http")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _meters.Start();
        }

        public IReadOnlyList<string> Lines => [.. _lines];

        public void Dispose()
        {
            _activities.Dispose();
            _meters.Dispose();
        }

        private void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var line = new StringBuilder().Append(instrument.Name).Append(' ').Append(value);
            foreach (var tag in tags)
            {
                line.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
            }

            _lines.Enqueue(line.ToString());
        }
    }
}
