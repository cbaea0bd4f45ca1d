using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>One pass over a source: encode, send, settle, and keep what was learned as it is learned.</summary>
internal sealed class PushRun<T>(PushStep<T> step, SyncContext context, PushRecords records, bool hasKey, EventCounts? events)
{
    private const int RecordsBetweenMarks = 10_000;

    public async Task<BatchWriteReport> WriteAsync(
        WriterParts<T> parts,
        IAsyncEnumerable<T> source,
        bool isPlan,
        CancellationToken cancellationToken
    )
    {
        var consent = new ConsentWatch(context, step.Consent, [.. step.TargetLists, .. ConsentWatch.ListsOf(parts.Options)], isPlan);
        Observe(parts.Options, consent, isPlan);
        await consent.LoadAsync(cancellationToken).ConfigureAwait(false);
        var encoder = new PushEncoder<T>(
            parts.Encoder,
            parts.Encoder as IContactPartitions,
            parts.Sink.Format,
            hasKey,
            context.Hash,
            records,
            consent,
            events
        );
        var writer = (parts with { Encoder = encoder }).CreateWriter();
        try
        {
            var read = 0L;
            await foreach (var record in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await writer.WriteAsync(record, cancellationToken).ConfigureAwait(false);
                if (isPlan)
                {
                    continue;
                }

                Guard();
                if (++read % RecordsBetweenMarks == 0)
                {
                    await records.WriteAsync(cancellationToken).ConfigureAwait(false);
                    await consent.LookAsync(isEnd: false, cancellationToken).ConfigureAwait(false);
                }
            }

            var report = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            await consent.LookAsync(isEnd: true, cancellationToken).ConfigureAwait(false);
            return report;
        }
        finally
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            if (!isPlan)
            {
                // Also when the run fails or is cancelled: what was delivered is not sent again.
                await records.WriteAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Guard()
    {
        if (SyncGuard.IsExceeded(records.Refused, records.Read, step.MaxRejectedShare))
        {
            throw new SyncGuardException(step.Name, "refused", records.Refused, records.Read, step.MaxRejectedShare);
        }
    }

    private void Observe(BatchWriterOptions options, ConsentWatch consent, bool isPlan)
    {
        if (isPlan)
        {
            // Nothing of a plan may reach the user's own callbacks: no record has been sent.
            (options.OnSettled, options.DeadLetters, options.Progress) = (null, null, null);
            return;
        }

        var theirs = options.OnSettled;
        options.OnSettled = record =>
        {
            records.Settle(record);
            consent.Settle(record);
            theirs?.Invoke(record);
        };
        if (context.Options.Progress is not null && options.Progress is null)
        {
            options.Progress = new StepProgress(context, step.Name);
        }
    }

    private sealed class StepProgress(SyncContext context, string step) : IProgress<BatchWriteProgress>
    {
        public void Report(BatchWriteProgress value) => context.Options.Progress!.Report(new SyncProgress(context.Job, step, value));
    }
}
