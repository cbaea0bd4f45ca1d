namespace BrevoTd.Connector.Batching;

/// <summary>From an answer to the outcome of every record.</summary>
internal sealed partial class BatchEngine
{
    private readonly CancellationTokenSource _abortSettling = new();
    private readonly DeadLetterPump _letters;
    private readonly object _settledLock = new();
    private OutcomeCause _abortCause = OutcomeCause.SettlementAbandoned;

    private async Task FollowAsync(AcceptedBatch batch)
    {
        BatchSettlement settlement;
        Task<BatchSettlement>? settling = null;
        if (_settler is null)
        {
            settlement = BatchSettlement.All(RecordOutcome.Unverified, OutcomeCause.NotFollowed);
        }
        else
        {
            try
            {
                Http.CallStatistics.Current = _requests.Calls;
                settling = _settler.SettleAsync(batch, _abortSettling.Token);
                settlement =
                    await settling.WaitAsync(_abortSettling.Token).ConfigureAwait(false)
                    ?? throw new InvalidOperationException(
                        $"The sink '{_sink.Name}' settled with null instead of a {nameof(BatchSettlement)}."
                    );
            }
            catch (Exception exception)
            {
                var isGivenUp = _abortSettling.IsCancellationRequested;
                var known = isGivenUp ? (_sink as IVerifyingSink)?.Known(batch) : null;
                settlement = known ?? BatchSettlement.All(RecordOutcome.Unverified, isGivenUp ? _abortCause : OutcomeCause.SinkFailed);
                BatchLog.SettlementFailed(_log, _sink.Name, batch.Number, batch.ProcessId, BatchLog.Describe(exception));
            }
        }

        Settle(batch, settlement, wasSent: true);
        BatchTelemetry.Settled(_sink.Name, _time.GetUtcNow() - batch.AcceptedAt);
        if (settling is { IsCompleted: false })
        {
            // The sink ignores its token: leave the memory to the garbage collector instead of lending it out again under its hands.
            _ = settling.ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);
        }
        else
        {
            batch.Release();
        }

        AfterChange();
    }

    /// <summary>Gives every record of a batch its outcome. The user is told first: once nothing is pending, everything has been told.</summary>
    private void Settle(IBatchRecords records, BatchSettlement settlement, bool wasSent)
    {
        var again = TakeBack(records, settlement);
        _book?.Settled(records, settlement, again);
        var tally = new Dictionary<(RecordOutcome Outcome, OutcomeCause Cause), long>();
        var needsLook = settlement.HasExceptions || _letters.Takes(settlement.DefaultOutcome);
        if (needsLook)
        {
            for (var i = 0; i < records.Count; i++)
            {
                var of = settlement.Of(i);
                if (!TakesLetter(settlement, i) && again?.Contains(i) is not true)
                {
                    tally[of] = tally.GetValueOrDefault(of) + 1;
                }
            }
        }
        else
        {
            tally[(settlement.DefaultOutcome, settlement.DefaultCause)] = records.Count;
        }

        if (_options.OnSettled is not null)
        {
            for (var i = 0; i < records.Count; i++)
            {
                var (outcome, cause) = settlement.Of(i);
                if (!TakesLetter(settlement, i) && again?.Contains(i) is not true)
                {
                    Announce(new SettledRecord(records.GetRecordNumber(i), records.GetKey(i), outcome, cause, records.ProcessId));
                }
            }
        }

        lock (Gate)
        {
            foreach (var ((outcome, cause), count) in tally)
            {
                _ledger.Settle(outcome, cause, count);
            }

            CountRepaired(records, settlement, again);
            ForgetKeys(records, again);
            if (settlement.Written is { } written)
            {
                _ledger.AddWritten(written.Created, written.Updated);
            }

            if (settlement.UnmatchedReportLines is { } lines)
            {
                _ledger.AddUnmatchedReportLines(lines);
            }
        }

        foreach (var ((outcome, cause), count) in tally)
        {
            BatchTelemetry.Records(_sink.Name, outcome, cause, count);
        }

        if (needsLook)
        {
            AddLetters(records, settlement, again, wasSent);
        }
    }

    private bool TakesLetter(BatchSettlement settlement, int index) =>
        _letters.Takes(settlement.Of(index).Outcome) && !settlement.IsWithoutLetter(index);

    private void AddLetters(IBatchRecords records, BatchSettlement settlement, HashSet<int>? again, bool wasSent)
    {
        for (var i = 0; i < records.Count; i++)
        {
            var (outcome, cause) = settlement.Of(i);
            if (TakesLetter(settlement, i) && again?.Contains(i) is not true)
            {
                _letters.Add(
                    records.GetRecordNumber(i),
                    _letters.WantsText ? records.GetKey(i) : null,
                    outcome,
                    cause,
                    [],
                    _letters.WantsBodies ? records.CopyBody(i) : null,
                    records.RequestsBefore(i) + (wasSent ? 1 : 0),
                    records.ProcessId,
                    _letters.PartitionText(records.Partition, records.ClearsValues)
                );
            }
        }
    }

    /// <summary>Counts records whose letters have been written, or could not be.</summary>
    internal void SettleLetters(IReadOnlyList<(DeadLetter Letter, string? Key)> letters, bool areLost)
    {
        foreach (var (letter, key) in letters)
        {
            BatchTelemetry.Records(_sink.Name, letter.Outcome, letter.Cause, 1);
            if (_options.OnSettled is not null)
            {
                Announce(new SettledRecord(letter.RecordNumber, key, letter.Outcome, letter.Cause, letter.ProcessId));
            }
        }

        lock (Gate)
        {
            foreach (var (letter, _) in letters)
            {
                _ledger.Settle(letter.Outcome, letter.Cause, 1);
            }

            _ledger.DeadLettersLost += areLost ? letters.Count : 0;
        }

        AfterChange();
    }

    /// <summary>Counts a record that needs no letter. Call with the gate held.</summary>
    internal void SettleWithoutLetter(RecordOutcome outcome, OutcomeCause cause)
    {
        _ledger.Settle(outcome, cause, 1);
        BatchTelemetry.Records(_sink.Name, outcome, cause, 1);
    }

    internal string SinkName => _sink.Name;

    internal WireFormat Format => _sink.Format;

    /// <summary>What all records of a request share, for their letters.</summary>
    internal string? DescribePartition(int partition, bool clearsValues) => _sink.DescribePartition(partition, clearsValues);

    internal void LetterSinkFailed(Exception exception, int count)
    {
        BatchLog.DeadLettersLost(_log, _sink.Name, count, BatchLog.Describe(exception));
        Stop(exception);
    }

    private void Announce(SettledRecord record)
    {
        lock (_settledLock)
        {
            try
            {
                _options.OnSettled!(record);
            }
            catch (Exception exception)
            {
                BatchLog.CallbackFailed(_log, nameof(BatchWriterOptions.OnSettled), exception);
            }
        }
    }
}
