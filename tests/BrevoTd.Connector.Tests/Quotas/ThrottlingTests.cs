using System.Diagnostics.Metrics;
using System.Net;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace BrevoTd.Connector.Tests.Quotas;

/// <summary>Answers of 429 through the real chain of handlers.</summary>
public sealed class ThrottlingTests
{
    [Fact]
    public async Task Throttled_ThenTaken_IsNoFailureAndIsMeasured()
    {
        var operation = Pipeline.Write with { Name = "throttling.measured" };
        using var durations = Collector<double>("brevotd.client.operation.duration");
        using var waits = Collector<double>("brevotd.client.quota.wait.duration");
        using var permits = Collector<long>("brevotd.client.quota.permits");
        using var throttled = Collector<long>("brevotd.client.quota.throttled");
        await using var pipeline = Pipeline.Brevo(o => o.MaxRetries = 1);
        for (var i = 0; i < 3; i++)
        {
            pipeline.Handler.Then(HttpStatusCode.TooManyRequests, "", ("x-sib-ratelimit-reset", "2"));
        }

        var call = pipeline.Call(operation);
        await Drive(pipeline, call);

        Assert.Equal("ok", await call);
        var duration = Assert.Single(Mine(durations));
        Assert.False(duration.Tags.ContainsKey("error.type"));
        Assert.Equal([2.0, 2, 2], Mine(waits).Select(m => m.Value));
        Assert.All(Mine(waits), m => Assert.Equal("contacts", m.Tags["brevotd.quota.bucket"]));
        Assert.Equal(4, Mine(permits).Count);
        Assert.Equal(3, Mine(throttled).Count);
        Assert.DoesNotContain(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 101);

        IReadOnlyList<CollectedMeasurement<T>> Mine<T>(MetricCollector<T> collector)
            where T : struct => [.. collector.GetMeasurementSnapshot().Where(m => (string?)m.Tags["brevotd.operation"] == operation.Name)];
    }

    [Fact]
    public async Task ManyCalls_ToAServiceThatRefusesEveryThird_AreAllTaken()
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxRetries = 1);
        var requests = 0;
        pipeline.Handler.Otherwise = (_, _) =>
        {
            var refused = ++requests % 3 == 0;
            var answer = ScriptedHandler.Json(refused ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK, """{"value":"ok"}""");
            answer.Headers.Add("x-sib-ratelimit-limit", "10");
            answer.Headers.Add("x-sib-ratelimit-remaining", refused ? "0" : "5");
            answer.Headers.Add("x-sib-ratelimit-reset", "1");
            return Task.FromResult(answer);
        };

        for (var i = 0; i < 20; i++)
        {
            var call = pipeline.Call(Pipeline.Write);
            await Drive(pipeline, call);
            Assert.Equal("ok", await call);
        }

        Assert.InRange(requests, 28, 30);
        Assert.DoesNotContain(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 101);
    }

    [Fact]
    public async Task Throttled_WithoutAnythingToWaitFor_IsRepeatedAsAFailure()
    {
        await using var pipeline = Pipeline.Brevo(o =>
        {
            o.MaxRetries = 1;
            o.RetryBaseDelay = TimeSpan.Zero;
        });
        pipeline.Handler.Then(HttpStatusCode.TooManyRequests).Then(HttpStatusCode.TooManyRequests);

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(HttpStatusCode.TooManyRequests, e.StatusCode);
        Assert.Equal(2, pipeline.Handler.Seen.Count);
    }

    [Fact]
    public async Task Gauges_OfAClient_ShowItsBuckets()
    {
        await using var pipeline = Pipeline.Brevo();
        await pipeline.Call();
        var seen = new List<(string Name, double Value, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == ConnectorDiagnostics.MeterName && instrument.IsObservable)
                {
                    it.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => seen.Add((instrument.Name, value, new(tags.ToArray())))
        );
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Contains(
            seen,
            m =>
                m.Name == "brevotd.client.quota.used"
                && m.Value == 1
                && Equals(m.Tags["brevotd.quota.bucket"], "contacts")
                && Equals(m.Tags["brevotd.quota.window"], "hour")
                && Equals(m.Tags["brevotd.service"], "brevo")
        );
        Assert.Contains(seen, m => m.Name == "brevotd.client.quota.limit" && m.Value == 10);
    }

    private static MetricCollector<T> Collector<T>(string name)
        where T : struct => new(null, ConnectorDiagnostics.MeterName, name);

    private static async Task Drive(Pipeline pipeline, Task work)
    {
        while (!work.IsCompleted)
        {
            var set = pipeline.Clock.WhenSet(due => due > TimeSpan.Zero && due < TimeSpan.FromSeconds(5));
            if (await Task.WhenAny(work, set) == set)
            {
                pipeline.Clock.Advance(await set);
            }
        }
    }
}
