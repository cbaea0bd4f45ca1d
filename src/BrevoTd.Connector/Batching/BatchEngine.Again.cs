using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Records that come back from a service and are sent another time.</summary>
internal sealed partial class BatchEngine
{
    private bool _takesNothingBack;

    /// <summary>Takes back the records of a settlement that may be sent again; they stay pending. The others get their outcome.</summary>
    /// <returns>Positions of the records that were taken back, or <see langword="null"/>.</returns>
    private HashSet<int>? TakeBack(IBatchRecords records, BatchSettlement settlement)
    {
        if (settlement.Again is not { Count: > 0 } wanted || records.Bodies is not { } bodies)
        {
            return null;
        }

        var taken = new HashSet<int>();
        lock (Gate)
        {
            if (_takesNothingBack || _stop is not null)
            {
                return null;
            }

            foreach (var (index, request) in wanted.OrderBy(static pair => pair.Key))
            {
                if (index < records.Count && TakeBack(records, bodies, index, request))
                {
                    taken.Add(index);
                }
            }

            ArmAgainTimer();
        }

        return taken;
    }

    private bool TakeBack(IBatchRecords records, Batch bodies, int index, SendAgainRequest request)
    {
        var earlier = records.Before(index);
        var attempts = (earlier?.Attempts ?? 0) + 1;
        var hash = records.KeyHash(index);
        var number = records.GetRecordNumber(index);
        if (attempts >= _options.MaxRecordAttempts || _sentKeys?.IsSuperseded(hash, number) is true)
        {
            return false;
        }

        var item = bodies.Items[index];
        var repair = request.Repair ?? new RecordRepair(bodies.GetRecord(index), item.Key, item.ExternalId, item.Phone);
        if (!_again.Fits(repair.Body.Length))
        {
            return false;
        }

        var record = new EncodedRecord
        {
            Outcome = EncodeOutcome.Encoded,
            Key = repair.Key,
            ExternalId = repair.ExternalId,
            Phone = repair.Phone,
            Partition = bodies.Partition,
            ClearsValues = bodies.ClearsValues,
            Weight = item.Weight,
        };
        var before = new SentBefore(
            attempts,
            records.RequestsBefore(index) + 1,
            request.Cause,
            request.Otherwise,
            request.Repair is null ? earlier?.Repaired : request.Cause
        );
        _again.Add(repair.Body.Span, record, number, before, hash, records.Ticket);
        return true;
    }

    private void ArmAgainTimer()
    {
        if (_again.NextDue() is { } due && !_isFinished)
        {
            _againTimer.Arm(due);
        }
    }

    private void SendDueAgain()
    {
        lock (Gate)
        {
            // Before everything that is queued: later records of the same keys wait for them.
            _queue.AddFirst(_again.Take(NextNumber, all: false));
            ArmAgainTimer();
        }

        AfterChange();
    }

    /// <summary>The outcome of a batch that is not sent: a record that has come back keeps what the service said of it.</summary>
    private static BatchSettlement UnsentSettlement(Batch batch, OutcomeCause cause)
    {
        if (!batch.IsRepeat)
        {
            return BatchSettlement.All(RecordOutcome.DeadLettered, batch.IsRefusedPart ? OutcomeCause.RefusedWithOthers : cause);
        }

        var settlement = new BatchSettlement(RecordOutcome.DeadLettered, cause);
        for (var i = 0; i < batch.Count; i++)
        {
            var before = batch.Before(i)!.Value;
            settlement.Set(i, before.Otherwise, before.Cause);
        }

        return settlement;
    }

    /// <summary>Call with the gate held.</summary>
    private void CountRepeats(Batch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            _ledger.SendAgain(batch.Before(i)!.Value.Cause);
        }
    }

    /// <summary>Call with the gate held.</summary>
    private void CountRepaired(IBatchRecords records, BatchSettlement settlement, HashSet<int>? again)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records.Before(i) is not { } before)
            {
                return;
            }

            if (before.Repaired is { } cause && again?.Contains(i) is not true && settlement.Of(i).Outcome is RecordOutcome.Delivered)
            {
                _ledger.Repair(cause);
            }
        }
    }

    /// <summary>Call with the gate held.</summary>
    private void ForgetKeys(IBatchRecords records, HashSet<int>? again)
    {
        for (var i = 0; _sentKeys is not null && i < records.Count; i++)
        {
            if (again?.Contains(i) is not true)
            {
                _sentKeys.Settled(records.KeyHash(i));
            }
        }
    }
}
