using System.Diagnostics;
using System.Diagnostics.Metrics;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Testing;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class BatchTelemetryTests
{
    [Fact]
    public async Task Run_WithFailures_IsCountedTracedAndLoggedWithoutNamingAnybody()
    {
        using var records = new MetricCollector<long>(null, ConnectorDiagnostics.MeterName, "brevotd.batch.records");
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectorDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (spans)
                {
                    spans.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var logs = new FakeLoggerProvider();
        using var factory = LoggerFactory.Create(builder =>
            WatchedServices.Watch(builder.SetMinimumLevel(LogLevel.Trace).AddProvider(logs))
        );
        var run = new ImportRun();
        run.Options.LoggerFactory = factory;
        run.Options.MaxBatchRecords = 2;
        run.Server.NextFault = () => run.Server.ImportBodies.Count == 1 ? ImportFault.Refused : ImportFault.None;
        run.Server.Plan = process =>
        {
            process.Refused["invalid_emails"] = [process.Rows[0]];
            process.Formats["duplicate_ext_id"] = "EMAIL\nstranger@example.com"u8.ToArray();
            process.Refused["duplicate_ext_id"] = [];
        };

        var report = await run.WriteAsync(Enumerable.Range(1, 5).Select(Person.Number));

        Assert.Equal((1, 2, 2), (report.Delivered, report.Rejected, report.DeadLettered));
        var counted = records
            .GetMeasurementSnapshot()
            .Where(measurement => (string?)measurement.Tags["brevotd.sink"] == "brevo.contacts.import")
            .ToLookup(measurement => (string?)measurement.Tags["brevotd.outcome"]);
        Assert.True(counted["rejected"].Sum(measurement => measurement.Value) >= 2);
        Assert.Contains(counted["rejected"], measurement => (string?)measurement.Tags["brevotd.cause"] == "invalid_emails");
        lock (spans)
        {
            Assert.Contains(spans, span => span.OperationName == "batch.send" && (int?)span.GetTagItem("brevotd.batch.records") == 2);
            Assert.Contains(spans, span => span.OperationName == "batch.send" && span.Status == ActivityStatusCode.Error);
        }

        var events = logs.Collector.GetSnapshot();
        Assert.Equal([3001, 3002, 3006, 3011], events.Select(entry => entry.Id.Id).Distinct().Order());
        Assert.DoesNotContain(events, entry => entry.Message.Contains("@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_ListenersAndLogThatThrow_EveryRecordStillHasItsOutcome()
    {
        var isOurs = new AsyncLocal<bool>();
        var thrown = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectorDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => Throw(),
            ActivityStopped = _ => Throw(),
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, it) =>
            {
                if (instrument.Name.StartsWith("brevotd.batch", StringComparison.Ordinal))
                {
                    it.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((_, _, _, _) => Throw());
        meters.SetMeasurementEventCallback<double>((_, _, _, _) => Throw());
        meters.Start();
        using var factory = LoggerFactory.Create(builder =>
            builder.SetMinimumLevel(LogLevel.Trace).AddProvider(new ThrowingLoggerProvider(Throw))
        );
        var run = new ImportRun();
        run.Options.LoggerFactory = factory;
        run.Options.MaxBatchRecords = 10;
        run.Server.NextFault = () => run.Server.ImportBodies.Count == 1 ? ImportFault.Refused : ImportFault.None;
        isOurs.Value = true;

        var report = await run.WriteAsync(Enumerable.Range(1, 50).Select(Person.Number));

        Assert.True(thrown > 10, $"{thrown} failures");
        Assert.Equal((50L, 40L, 10L), (report.Accepted, report.Delivered, report.DeadLettered));

        void Throw()
        {
            if (isOurs.Value)
            {
                Interlocked.Increment(ref thrown);
                throw new InvalidOperationException("This listener fails.");
            }
        }
    }

    private sealed class ThrowingLoggerProvider(Action fail) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => fail();

        public void Dispose() { }
    }
}
