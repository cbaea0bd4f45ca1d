using System.Diagnostics;
using System.Diagnostics.Metrics;
using BrevoTd.Connector.Diagnostics;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Traces and metrics of the batch writer. An application's listener that throws is passed over: it must not leave a batch without its outcome.
/// </summary>
internal static class BatchTelemetry
{
    private static readonly Counter<long> s_recordCount = ConnectorDiagnostics.Meter.CreateCounter<long>(
        "brevotd.batch.records",
        "{record}",
        "Records with a final outcome."
    );
    private static readonly Histogram<long> s_batchSize = ConnectorDiagnostics.Meter.CreateHistogram<long>(
        "brevotd.batch.size",
        "{record}",
        "Records in a batch that was sent."
    );
    private static readonly Histogram<double> s_sendDuration = ConnectorDiagnostics.Meter.CreateHistogram<double>(
        "brevotd.batch.send.duration",
        "s",
        "Time from a batch being handed to its sink to the answer."
    );
    private static readonly Histogram<double> s_settleDuration = ConnectorDiagnostics.Meter.CreateHistogram<double>(
        "brevotd.batch.settle.duration",
        "s",
        "Time from a batch being accepted to the outcome of its records."
    );

    public static Activity? StartSend(string sink, Batch batch)
    {
        Activity? activity = null;
        Quietly(() =>
        {
            activity = ConnectorDiagnostics.ActivitySource.StartActivity("batch.send", ActivityKind.Internal);
            if (activity is { IsAllDataRequested: true })
            {
                activity.SetTag("brevotd.sink", sink).SetTag("brevotd.batch.number", batch.Number);
                activity.SetTag("brevotd.batch.records", batch.Count).SetTag("brevotd.batch.bytes", batch.Bytes);
            }
        });
        return activity;
    }

    public static void EndSend(Activity? activity) => Quietly(() => activity?.Dispose());

    public static void Sent(string sink, Batch batch, TimeSpan duration) =>
        Quietly(() =>
        {
            s_batchSize.Record(batch.Count, new KeyValuePair<string, object?>("brevotd.sink", sink));
            s_sendDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("brevotd.sink", sink));
        });

    public static void Settled(string sink, TimeSpan duration) =>
        Quietly(() => s_settleDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("brevotd.sink", sink)));

    public static void Records(string sink, RecordOutcome outcome, OutcomeCause cause, long count)
    {
        if (!s_recordCount.Enabled)
        {
            return;
        }

        Count(sink, outcome, cause, count);
    }

    // By itself, because what a lambda captures is allocated whenever its method is entered.
    private static void Count(string sink, RecordOutcome outcome, OutcomeCause cause, long count) =>
        Quietly(() =>
            s_recordCount.Add(
                count,
                new KeyValuePair<string, object?>("brevotd.sink", sink),
                new KeyValuePair<string, object?>("brevotd.outcome", Name(outcome)),
                new KeyValuePair<string, object?>("brevotd.cause", cause.Value)
            )
        );

    private static void Quietly(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception)
        {
            // Whoever listens hears of its own failure; the writer goes on.
        }
    }

    private static string Name(RecordOutcome outcome) =>
        outcome switch
        {
            RecordOutcome.Delivered => "delivered",
            RecordOutcome.Rejected => "rejected",
            RecordOutcome.DeadLettered => "dead_lettered",
            _ => "unverified",
        };
}
