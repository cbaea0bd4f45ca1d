using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;

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

    public double? MaxRemovedShare { get; set; }

    public bool RetriesRefused { get; set; }

    public ConsentRules Consent { get; } = new();

    /// <summary>The lists that the target itself puts records on.</summary>
    public IReadOnlyList<long> TargetLists => target.Lists;

    /// <summary>What becomes of records in doubt, if the user said so.</summary>
    public OutboxPolicy? Policy { get; set; }

    public SyncMode? Mode { get; set; }

    public ContactListId? MirroredList { get; set; }

    public bool ReconcilesEvents { get; set; }

    private OutboxPolicy PolicyInForce => Policy ?? target.DefaultPolicy;

    public override void Validate(string job)
    {
        Require(
            job,
            !(Changes is SyncChanges.Watermark && WatermarkColumn is null),
            "sends by a watermark and names no column. Use Watermark(\"time\")"
        );
        Require(
            job,
            Changes is not SyncChanges.Watermark || source.TakesWatermarkColumn,
            $"reads {source.Description}, which has no columns for a watermark. Use FromQuery or FromTable, or SyncChanges.Fingerprint"
        );
        Require(
            job,
            Policy is null || !target.HasKey,
            "sends to a target that knows records by a key, so that none is ever in doubt. Leave WhenInDoubt out"
        );
        Require(job, !ReconcilesEvents || target.HoldsEvents, "sends no events. Leave ReconcileEvents out");
        Require(job, Mode is null || target.Mode is not null, "sends no contacts. Leave Mode out");
        Require(job, MaxRemovedShare is null || MirroredList is not null, "removes nobody. Add Mirror, or leave StopWhenRemoving out");
        if (MirroredList is null)
        {
            return;
        }

        Require(job, target.HoldsContacts, "sends no contacts that the members of a list could be compared with. Leave Mirror out");
        Require(
            job,
            Changes is not SyncChanges.Watermark,
            "mirrors a list and reads only what is new: it would not see who is still in the source. Use SyncChanges.Fingerprint"
        );
    }

    public override async Task<SyncStepPlan> PlanAsync(SyncContext context, CancellationToken cancellationToken)
    {
        var state = await PushState.ReadAsync(context.Store, context.Job, Name, cancellationToken).ConfigureAwait(false);
        var window = await FindWindowAsync(context, state, cancellationToken).ConfigureAwait(false);
        var records = await LoadAsync(context, state, cancellationToken).ConfigureAwait(false);
        var ledger = target.HasKey
            ? null
            : await OutboxLedger
                .ReadAsync(context.Store, Ledger(context), (UInt128)state.Window, context.Hash, PolicyInForce, cancellationToken)
                .ConfigureAwait(false);
        var parts = CreateParts(context);
        using var sink = new PlanSink(parts.Sink, PlanSampleSize, ledger);
        var run = new PushRun<T>(this, context, records, target.HasKey, events: null);
        await run.WriteAsync(parts with { Sink = sink }, Source(context, window, cancellationToken), isPlan: true, cancellationToken)
            .ConfigureAwait(false);
        var calls = sink
            .Calls.Select(call => new QuotaDemand(
                call.Method,
                call.Route,
                (call.PerBatch * sink.Batches) + (call.PerRecord * sink.Records)
            ))
            .ToList();
        if (ledger is not null)
        {
            records.Recount(ledger);
        }

        if (MirroredList is not null && context.Options.Sample is null)
        {
            var finding = await Mirror().FindAsync(context, records.People, cancellationToken).ConfigureAwait(false);
            Count(records, finding);
            calls.AddRange(ListMirror.Calls(finding).Select(call => new QuotaDemand(call.Method, call.Route, call.Calls)));
        }

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
            Calls = calls
                .GroupBy(call => call.Method + " " + call.Route, StringComparer.Ordinal)
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
        var ledger = await OpenLedgerAsync(context, state, cancellationToken).ConfigureAwait(false);

        // What is in doubt now may be sent again by this run, whose report gets lost if it is cut short too.
        var mayDouble = ledger is { Policy: OutboxPolicy.AtLeastOnce } ? ledger.FoundInDoubt : 0;
        if (!isSample || mayDouble > 0)
        {
            await (state with { IsOpen = state.IsOpen || !isSample, Before = window.Before, MaxDoubled = state.MaxDoubled + mayDouble })
                .WriteAsync(context.Store, context.Job, Name, cancellationToken)
                .ConfigureAwait(false);
        }

        var records = await LoadAsync(context, state, cancellationToken).ConfigureAwait(false);
        var parts = CreateParts(context);
        var sinkName = parts.Sink.Name;
        var events = ReconcilesEvents ? new EventCounts() : null;
        var run = new PushRun<T>(this, context, records, ledger is null, events);
        var report = await run.WriteAsync(
                ledger is null ? parts : parts with { Sink = new LedgerSink(parts.Sink, ledger) },
                Source(context, window, cancellationToken),
                isPlan: false,
                cancellationToken
            )
            .ConfigureAwait(false);
        if (ledger is not null)
        {
            records.Recount(ledger);
        }

        var isComplete = report.StopReason is null && records.ToRepeat == 0;
        if (isComplete && !isSample && MirroredList is not null)
        {
            isComplete = await MirrorAsync(context, records, cancellationToken).ConfigureAwait(false);
        }

        var maxDoubled = state.MaxDoubled + (ledger?.PossiblyDoubled ?? 0);
        long? doubled = null;
        if (isComplete && events is not null)
        {
            doubled = maxDoubled == 0 ? 0 : await events.CountDoubledAsync(context.Brevo.Events, cancellationToken).ConfigureAwait(false);
        }

        if (isComplete && !isSample)
        {
            await CloseAsync(context, state, window, ledger, cancellationToken).ConfigureAwait(false);
        }

        return new SyncStepReport
        {
            Step = Name,
            Source = source.Description,
            Target = sinkName,
            IsComplete = isComplete,
            WasResumed = state.IsOpen,
            Actions = records.Actions(),
            MaxDoubled = maxDoubled,
            Doubled = doubled,
            Records = report,
        };
    }

    /// <summary>The window is finished: the next run begins behind it.</summary>
    private async Task CloseAsync(
        SyncContext context,
        PushState state,
        SyncWindow window,
        OutboxLedger? ledger,
        CancellationToken cancellationToken
    )
    {
        await new PushState { Watermark = window.Before ?? state.Watermark, Window = state.Window + 1 }
            .WriteAsync(context.Store, context.Job, Name, cancellationToken)
            .ConfigureAwait(false);
        if (ledger is not null)
        {
            await ledger.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (Changes is not SyncChanges.Fingerprint)
        {
            await context.Store.DeleteMarksAsync(DeliveredSet(context), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> MirrorAsync(SyncContext context, PushRecords records, CancellationToken cancellationToken)
    {
        var mirror = Mirror();
        var finding = await mirror.FindAsync(context, records.People, cancellationToken).ConfigureAwait(false);
        if (records.Unmapped == 0)
        {
            mirror.Guard(Name, finding, sourceIsEmpty: records.People.Count == 0);
        }

        Count(records, finding);
        return records.Unmapped > 0
            || finding.Gone.Count == 0
            || await mirror.RemoveAsync(context, finding, cancellationToken).ConfigureAwait(false);
    }

    private ListMirror Mirror() => new(MirroredList!.Value) { MaxShare = MaxRemovedShare ?? SyncGuard.DefaultMaxRemovedShare };

    /// <summary>A record that could not be mapped may stand for a member whom nothing else names.</summary>
    private static void Count(PushRecords records, MirrorFinding finding) =>
        records.CountOthers(records.Unmapped > 0 ? PushAction.KeepUncertain : PushAction.Remove, finding.Gone.Count);

    private WriterParts<T> CreateParts(SyncContext context)
    {
        if (Mode is { } mode)
        {
            target.SetMode(mode);
        }

        return target.CreateParts(context);
    }

    private async Task<OutboxLedger?> OpenLedgerAsync(SyncContext context, PushState state, CancellationToken cancellationToken) =>
        target.HasKey
            ? null
            : await OutboxLedger
                .OpenAsync(context.Store, Ledger(context), (UInt128)state.Window, context.Hash, PolicyInForce, cancellationToken)
                .ConfigureAwait(false);

    private string Ledger(SyncContext context) => $"{context.Job}.{Name}";

    private void Require(string job, bool holds, string problem)
    {
        if (!holds)
        {
            throw new SyncDefinitionException(job, $"step '{Name}' {problem}.");
        }
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

    private async Task<PushRecords> LoadAsync(SyncContext context, PushState state, CancellationToken cancellationToken)
    {
        var delivered = await FingerprintSet
            .LoadAsync(context.Store, DeliveredSet(context), context.Hash, cancellationToken)
            .ConfigureAwait(false);
        var refused = await FingerprintSet
            .LoadAsync(context.Store, $"{context.Job}.{Name}.refused", context.Hash, cancellationToken)
            .ConfigureAwait(false);
        IPushMemory memory = target.HasKey ? new KeyedMemory(Changes, delivered) : new CountingMemory(Changes, delivered, state.Window);
        var endsInDoubt = !target.HasKey && PolicyInForce is OutboxPolicy.AtMostOnce;
        var records = new PushRecords(memory, refused, RetriesRefused, target.IsRefusal, endsInDoubt);
        if (MirroredList is not null)
        {
            records.KeepPeople();
        }

        return records;
    }
}
