using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Reads a source, maps it, and sends to Brevo what is to be sent. A run that is cut short leaves its window open: the next one reads it again and leaves out what had been delivered.
/// </summary>
internal sealed class PushStep<T>(RecordSource<T> source, PushTarget<T> target) : SyncStep(target.Name)
{
    private const int PlanSampleSize = 3;

    public SyncChanges Changes { get; set; }

    public string? WatermarkColumn { get; set; }

    public TimeSpan WatermarkDelay { get; set; }

    public double MaxRejectedShare { get; set; } = SyncGuard.DefaultMaxRejectedShare;

    public bool RetriesRefused { get; set; }

    public override void Validate(string job)
    {
        if (Changes is SyncChanges.Watermark && WatermarkColumn is null)
        {
            throw new SyncDefinitionException(job, $"step '{Name}' sends by a watermark and names no column. Use Watermark(\"time\").");
        }

        if (Changes is SyncChanges.Watermark && !source.TakesWatermarkColumn)
        {
            throw new SyncDefinitionException(
                job,
                $"step '{Name}' reads {source.Description}, which has no columns for a watermark. Use FromQuery or FromTable, or SyncChanges.Fingerprint."
            );
        }
    }

    public override async Task<SyncStepPlan> PlanAsync(SyncContext context, CancellationToken cancellationToken)
    {
        var state = await PushState.ReadAsync(context.Store, context.Job, Name, cancellationToken).ConfigureAwait(false);
        var window = await FindWindowAsync(context, state, cancellationToken).ConfigureAwait(false);
        var records = await LoadAsync(context, cancellationToken).ConfigureAwait(false);
        var parts = target.CreateParts(context);
        using var sink = new PlanSink(parts.Sink, PlanSampleSize);
        var run = new PushRun<T>(this, context, records);
        await run.WriteAsync(parts with { Sink = sink }, Source(context, window, cancellationToken), isPlan: true, cancellationToken).ConfigureAwait(false);
        var calls = sink.Calls.Select(call => new QuotaDemand(call.Method, call.Route, call.PerBatch * sink.Batches + call.PerRecord * sink.Records)).ToList();
        return new SyncStepPlan
        {
            Step = Name,
            Source = source.Description,
            Target = parts.Sink.Name,
            Read = records.Read,
            ToSend = sink.Records,
            Actions = records.Actions(),
            Batches = sink.Batches,
            Bytes = sink.Bytes,
            Sample = sink.Sample,
            Calls = calls.GroupBy(call => call.Method + " " + call.Route, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (long)Math.Ceiling(group.Sum(call => call.Calls)), StringComparer.Ordinal),
            EarliestFinish = Enum.GetValues<BrevoTier>()
                .ToDictionary(
                    tier => tier.ToString(),
                    tier => QuotaEstimates.For(calls, BrevoQuotas.For(tier)).Select(bucket => bucket.LowerBound).FirstOrDefault(),
                    StringComparer.Ordinal
                ),
        };
    }

    public override async Task<SyncStepReport> RunAsync(SyncContext context, CancellationToken cancellationToken)
    {
        var isSample = context.Options.Sample is not null;
        var state = await PushState.ReadAsync(context.Store, context.Job, Name, cancellationToken).ConfigureAwait(false);
        var window = await FindWindowAsync(context, state, cancellationToken).ConfigureAwait(false);
        if (!isSample)
        {
            await (state with { IsOpen = true, Before = window.Before })
                .WriteAsync(context.Store, context.Job, Name, cancellationToken)
                .ConfigureAwait(false);
        }

        var records = await LoadAsync(context, cancellationToken).ConfigureAwait(false);
        var parts = target.CreateParts(context);
        var run = new PushRun<T>(this, context, records);
        var report = await run.WriteAsync(parts, Source(context, window, cancellationToken), isPlan: false, cancellationToken).ConfigureAwait(false);
        var isComplete = report.StopReason is null && records.ToRepeat == 0;
        if (isComplete && !isSample)
        {
            await new PushState { Watermark = window.Before ?? state.Watermark }
                .WriteAsync(context.Store, context.Job, Name, cancellationToken)
                .ConfigureAwait(false);
            if (Changes is not SyncChanges.Fingerprint)
            {
                await context.Store.DeleteMarksAsync(DeliveredSet(context), cancellationToken).ConfigureAwait(false);
            }
        }

        return new SyncStepReport
        {
            Step = Name,
            Source = source.Description,
            Target = parts.Sink.Name,
            IsComplete = isComplete,
            WasResumed = state.IsOpen,
            Actions = records.Actions(),
            Records = report,
        };
    }

    private IAsyncEnumerable<T> Source(SyncContext context, SyncWindow window, CancellationToken cancellationToken) =>
        window.IsEmpty
            ? Records.OfAsync<T>([], cancellationToken)
            : source.ReadAsync(context, window, WatermarkColumn, context.Options.Sample, cancellationToken);

    /// <summary>A window ends before the second that is still running: rows that get this second later belong to the next one.</summary>
    private async Task<SyncWindow> FindWindowAsync(SyncContext context, PushState state, CancellationToken cancellationToken)
    {
        if (Changes is not SyncChanges.Watermark)
        {
            return SyncWindow.All;
        }

        var newest = await source.FindNewestAsync(context, WatermarkColumn!, cancellationToken).ConfigureAwait(false);
        var limit = context.Clock.GetUtcNow().ToUnixTimeSeconds() - (long)Math.Ceiling(WatermarkDelay.TotalSeconds);
        var from = state.Watermark;
        var before = newest is { } value ? Math.Min(value + 1, limit) : from ?? limit;
        return new SyncWindow(from, from is { } begin ? Math.Max(begin, before) : before);
    }

    private string DeliveredSet(SyncContext context) => $"{context.Job}.{Name}.{(Changes is SyncChanges.Fingerprint ? "content" : "run")}";

    private async Task<PushRecords> LoadAsync(SyncContext context, CancellationToken cancellationToken)
    {
        var delivered = await FingerprintSet.LoadAsync(context.Store, DeliveredSet(context), context.Hash, cancellationToken).ConfigureAwait(false);
        var refused = await FingerprintSet
            .LoadAsync(context.Store, $"{context.Job}.{Name}.refused", context.Hash, cancellationToken)
            .ConfigureAwait(false);
        return new PushRecords(Changes, delivered, refused, RetriesRefused);
    }
}
