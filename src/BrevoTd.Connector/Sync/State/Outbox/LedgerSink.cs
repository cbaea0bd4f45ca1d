using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Sync;

/// <summary>Puts an <see cref="OutboxLedger"/> in front of a sink whose service does not recognise a repeat.</summary>
/// <remarks>
/// A batch whose records all go out is handed on as it is. One that holds records to be left out, which happens after a crash only, goes out in pieces. What the service
/// took for later counts as delivered.
/// </remarks>
internal sealed class LedgerSink : IBatchSink
{
    private readonly IBatchSink _inner;
    private readonly OutboxLedger _ledger;

    public LedgerSink(IBatchSink inner, OutboxLedger ledger)
    {
        if (inner is ISettlingBatchSink)
        {
            throw new ArgumentException(
                $"The sink '{inner.Name}' settles its batches later, and the services that do so recognise a repeat: it needs no ledger.",
                nameof(inner)
            );
        }

        _inner = inner;
        _ledger = ledger;
    }

    public string Name => _inner.Name;

    public BatchLimits Limits => _inner.Limits;

    public WireFormat Format => _inner.Format;

    public IReadOnlyList<SinkCall> Calls => _inner.Calls;

    public IReadOnlyList<QuotaRule> Quotas => _inner.Quotas;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var records = new (UInt128 Key, OutboxDecision Decision)[batch.Count];
        for (var i = 0; i < records.Length; i++)
        {
            var key = _ledger.KeyOf(batch.GetRecord(i).Span);
            records[i] = (key, _ledger.Take(key));
        }

        try
        {
            await _ledger
                .BeginAsync([.. records.Where(static record => GoesOut(record.Decision))], cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return Unsent(records, BatchAnswer.FromUnsent(e));
        }

        if (Array.TrueForAll(records, static record => GoesOut(record.Decision)))
        {
            var answer = await SendPartAsync(batch, cancellationToken).ConfigureAwait(false);
            await NoteAsync(records, answer).ConfigureAwait(false);
            return answer;
        }

        return await SendPartsAsync(batch, records, cancellationToken).ConfigureAwait(false);
    }

    private static bool GoesOut(OutboxDecision decision) => decision is OutboxDecision.Send or OutboxDecision.SendAgain;

    /// <summary>Whether the writer cuts the batch in halves and hands them in again.</summary>
    private static bool ComesBack(BatchAnswer answer) => answer.Split is not SplitReason.None;

    private async Task<BatchAnswer> SendPartsAsync(
        Batch batch,
        (UInt128 Key, OutboxDecision Decision)[] records,
        CancellationToken cancellationToken
    )
    {
        var settlement = new BatchSettlement(RecordOutcome.Delivered);
        Exception? stop = null;
        var isPassing = false;
        var hasDoubt = false;
        for (var first = 0; first < records.Length; )
        {
            var goesOut = GoesOut(records[first].Decision);
            var end = first + 1;
            while (end < records.Length && GoesOut(records[end].Decision) == goesOut)
            {
                end++;
            }

            if (!goesOut)
            {
                for (var i = first; i < end; i++)
                {
                    if (records[i].Decision is OutboxDecision.LeaveOut)
                    {
                        settlement.Set(i, RecordOutcome.Unverified, OutcomeCause.InFlightBefore);
                    }
                }
            }
            else if (stop is not null)
            {
                // No further call can succeed.
                await SettleAsync(records[first..end], static _ => false).ConfigureAwait(false);
                SetAll(settlement, first, end, RecordOutcome.DeadLettered, OutcomeCause.Stopped);
            }
            else
            {
                var part = batch.Part(first, end - first);
                BatchAnswer answer;
                try
                {
                    answer = await SendPartAsync(part, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    part.Release();
                }

                await NoteAsync(records[first..end], answer).ConfigureAwait(false);
                if (ComesBack(answer) && !hasDoubt)
                {
                    // What was noted as on its way behind this part is not, for now.
                    await SettleAsync(records[end..], static _ => false).ConfigureAwait(false);
                    PutBack(records, settlement, first);
                    return answer;
                }

                stop = answer.Stop;
                isPassing |= answer.IsPassingFailure;
                for (var i = first; i < end; i++)
                {
                    var (outcome, cause) = answer.Settlement?.Of(i - first) ?? (RecordOutcome.Delivered, default);
                    settlement.Set(i, outcome, cause);
                    hasDoubt |= outcome is RecordOutcome.Unverified;
                }
            }

            first = end;
        }

        return BatchAnswer.Joined(settlement, stop, isPassing);
    }

    private async Task<BatchAnswer> SendPartAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await _inner.SendAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return batch.IsCertainlyUnsent ? BatchAnswer.FromUnsent(e) : BatchAnswer.FromException(e);
        }
    }

    private static void SetAll(BatchSettlement settlement, int first, int end, RecordOutcome outcome, OutcomeCause cause)
    {
        for (var i = first; i < end; i++)
        {
            settlement.Set(i, outcome, cause);
        }
    }

    private Task NoteAsync((UInt128 Key, OutboxDecision Decision)[] records, BatchAnswer answer) =>
        SettleAsync(
            records,
            i =>
                (answer.Settlement?.Of(i).Outcome ?? RecordOutcome.Delivered) switch
                {
                    RecordOutcome.Delivered => true,
                    RecordOutcome.Unverified => null,
                    _ => false,
                }
        );

    private async Task SettleAsync((UInt128 Key, OutboxDecision Decision)[] records, Func<int, bool?> wasDelivered)
    {
        var settled = new List<(UInt128 Key, bool? WasDelivered)>(records.Length);
        for (var i = 0; i < records.Length; i++)
        {
            var (key, decision) = records[i];
            var delivered = GoesOut(decision) ? wasDelivered(i) : null;
            if (decision is OutboxDecision.SendAgain && delivered is false)
            {
                // This attempt is known not to be stored; of the one before it, nobody knows still.
                _ledger.PutBack(key, decision, wasDelivered: false);
            }
            else if (delivered is not null)
            {
                settled.Add((key, delivered));
            }
        }

        try
        {
            // The answer is here: it is noted also when the writer has given up meanwhile.
            await _ledger.SettleAsync(settled, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The ledger keeps the notes for its next write, and a run that follows a crash takes the records for being on their way: never for undelivered ones.
        }
    }

    /// <summary>The book could not be written, and so nothing was sent.</summary>
    private BatchAnswer Unsent((UInt128 Key, OutboxDecision Decision)[] records, BatchAnswer failure)
    {
        var settlement = new BatchSettlement(RecordOutcome.DeadLettered, failure.Settlement!.DefaultCause);
        for (var i = 0; i < records.Length; i++)
        {
            switch (records[i].Decision)
            {
                case OutboxDecision.AlreadyDelivered:
                    settlement.Set(i, RecordOutcome.Delivered);
                    break;
                case OutboxDecision.LeaveOut:
                    settlement.Set(i, RecordOutcome.Unverified, OutcomeCause.InFlightBefore);
                    break;
                case OutboxDecision.SendAgain:
                    _ledger.PutBack(records[i].Key, OutboxDecision.SendAgain, wasDelivered: false);
                    break;
                default:
                    break;
            }
        }

        return BatchAnswer.Joined(settlement, failure.Stop, failure.IsPassingFailure);
    }

    /// <summary>The whole batch is handed in again: what is to be left out then has to be known.</summary>
    private void PutBack((UInt128 Key, OutboxDecision Decision)[] records, BatchSettlement settlement, int sent)
    {
        for (var i = 0; i < records.Length; i++)
        {
            var (key, decision) = records[i];
            if (!GoesOut(decision))
            {
                _ledger.PutBack(key, decision, wasDelivered: false);
            }
            else if (i < sent)
            {
                if (settlement.Of(i).Outcome is RecordOutcome.Delivered)
                {
                    _ledger.PutBack(key, OutboxDecision.Send, wasDelivered: true);
                }
            }
        }
    }
}
