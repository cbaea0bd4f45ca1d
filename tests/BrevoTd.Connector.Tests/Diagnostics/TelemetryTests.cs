using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace BrevoTd.Connector.Tests.Diagnostics;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Call_WithOneRepeat_IsOneSpanWithTheRepeatInIt()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var parent = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectorDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == parent.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var pipeline = Pipeline.Brevo(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.Then(HttpStatusCode.BadGateway);

        await pipeline.Call();

        var span = Assert.Single(stopped, activity => activity.TraceId == parent.TraceId);
        Assert.Equal("Brevo things.get", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal("contacts/{identifier}", span.GetTagItem("url.template"));
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.Equal("api.brevo.com", span.GetTagItem("server.address"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal(1, span.GetTagItem("http.request.resend_count"));
        Assert.Equal("502", Assert.Single(span.Events).Tags.First(tag => tag.Key == "brevotd.retry.reason").Value);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task Call_WithOneRepeatAndAWait_IsMeasured()
    {
        var operation = Pipeline.Read with { Name = "telemetry.measured" };
        using var requests = Collector<long>("brevotd.client.requests");
        using var retries = Collector<long>("brevotd.client.retries");
        using var duration = Collector<double>("brevotd.client.operation.duration");
        using var waits = Collector<double>("brevotd.client.quota.wait.duration");
        await using var pipeline = Pipeline.Brevo(
            o => o.RetryBaseDelay = TimeSpan.Zero,
            builder =>
                builder.UseQuotaLimiter(_ => new LocalQuotaLimiter(
                    [
                        new()
                        {
                            Bucket = "one",
                            Route = "**",
                            PerSecond = 1,
                        },
                    ],
                    builder.Clock()
                ))
        );
        pipeline.Handler.Then(HttpStatusCode.BadGateway);

        var call = pipeline.Call(operation);
        var begun = pipeline.Clock.GetTimestamp();
        while (!call.IsCompleted)
        {
            // The limiter may look again before it gives the permit.
            var set = pipeline.Clock.WhenSet(due => due > TimeSpan.Zero && due < TimeSpan.FromSeconds(5));
            if (await Task.WhenAny(call, set) == set)
            {
                pipeline.Clock.Advance(await set);
            }
        }

        await call;
        var wait = pipeline.Clock.GetElapsedTime(begun);
        Assert.InRange(wait, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(5));

        Assert.Equal([(1L, 502), (1L, 200)], Mine(requests).Select(m => (m.Value, (int)m.Tags["http.response.status_code"]!)));
        Assert.Equal("502", Assert.Single(Mine(retries)).Tags["brevotd.retry.reason"]);
        Assert.Equal(wait.TotalSeconds, Assert.Single(Mine(duration)).Value);
        Assert.Equal("one", Assert.Single(Mine(waits)).Tags["brevotd.quota.bucket"]);
        Assert.Equal(wait.TotalSeconds, Assert.Single(Mine(waits)).Value);
        Assert.Equal([102, 110, 100], pipeline.Logs.GetSnapshot().Select(record => record.Id.Id));

        IEnumerable<CollectedMeasurement<T>> Mine<T>(MetricCollector<T> collector)
            where T : struct => collector.GetMeasurementSnapshot().Where(m => Equals(m.Tags["brevotd.operation"], operation.Name));
    }

    [Fact]
    public async Task Call_ThatFails_IsMarkedInItsSpanAndLog()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.NotFound);

        await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        var record = Assert.Single(pipeline.Logs.GetSnapshot());
        Assert.Equal(101, record.Id.Id);
        Assert.Contains("404", record.Message, StringComparison.Ordinal);
        Assert.Equal("BrevoTd.Connector.Http", record.Category);
    }

    private static MetricCollector<T> Collector<T>(string name)
        where T : struct => new(null, ConnectorDiagnostics.MeterName, name);
}
