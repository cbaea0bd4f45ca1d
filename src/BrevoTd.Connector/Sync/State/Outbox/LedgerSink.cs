using BrevoTd.Connector.Batching;

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
            PutBack(records, 0, records.Length);
            return BatchAnswer.FromUnsent(e);
        }

        if (Array.TrueForAll(records, static record => GoesOut(record.Decision)))
        {
            var answer = await SendPartAsync(batch, cancellationToken).ConfigureAwait(false);
            await NoteAsync(records, 0, answer).ConfigureAwait(false);
            return answer;
        }

        return await SendPartsAsync(batch, records, cancellationToken).ConfigureAwait(false);
    }

    private static bool GoesOut(OutboxDecision decision) => decision is OutboxDecision.Send or OutboxDecision.SendAgain;

    private static bool IsNotStored(BatchAnswer answer) =>
        answer.Settlement is { DefaultOutcome: RecordOutcome.DeadLettered, HasExceptions: false };

    private async Task<BatchAnswer> SendPartsAsync(
        Batch batch,
        (UInt128 Key, OutboxDecision Decision)[] records,
        CancellationToken cancellationToken
    )
    {
        var settlement = new BatchSettlement(RecordOutcome.Delivered);
        Exception? stop = null;
        var isPassing = false;
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
                await SettleAsync(records, first, end, static _ => false).ConfigureAwait(false);
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

                await NoteAsync(records[first..end], first, answer).ConfigureAwait(false);
                stop = answer.Stop;
                isPassing |= answer.IsPassingFailure;
                for (var i = first; i < end; i++)
                {
                    var (outcome, cause) = answer.Settlement?.Of(i - first) ?? (RecordOutcome.Delivered, default);
                    settlement.Set(i, outcome, cause);
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

    private async Task NoteAsync((UInt128 Key, OutboxDecision Decision)[] records, int offset, BatchAnswer answer)
    {
        if (IsNotStored(answer))
        {
            // The writer may cut the batch in halves and hand them in again.
            PutBack(records, 0, records.Length);
        }

        await SettleAsync(
                records,
                0,
                records.Length,
                i =>
                    (answer.Settlement?.Of(i).Outcome ?? RecordOutcome.Delivered) switch
                    {
                        RecordOutcome.Delivered => true,
                        RecordOutcome.Unverified => null,
                        _ => false,
                    }
            )
            .ConfigureAwait(false);
    }

    private async Task SettleAsync((UInt128 Key, OutboxDecision Decision)[] records, int first, int end, Func<int, bool?> wasDelivered)
    {
        var settled = new (UInt128, bool?)[end - first];
        for (var i = first; i < end; i++)
        {
            settled[i - first] = (records[i].Key, wasDelivered(i));
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

    private void PutBack((UInt128 Key, OutboxDecision Decision)[] records, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            _ledger.PutBack(records[i].Key, records[i].Decision, wasDelivered: false);
        }
    }
}
