using System.Diagnostics;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Batching;

/// <summary>From a full batch to the outcome of its records.</summary>
internal sealed partial class BatchEngine
{
    private readonly CancellationTokenSource _abortSending = new();
    private readonly CancellationTokenSource _abortSettling = new();
    private readonly DeadLetterPump _letters;
    private readonly object _settledLock = new();
    private readonly object _urgencyLock = new();
    private readonly object _progressLock = new();
    private OutcomeCause _abortCause = OutcomeCause.SettlementAbandoned;
    private SettlementUrgency _urgency = SettlementUrgency.Relaxed;
    private int _failuresInARow;
    private long _lastProgress;

    /// <summary>Awaited before the first batch is sent; its failure stops the writer. Set with the gate held.</summary>
    public Task? Check { get; set; }

    /// <summary>Ends the writer: nothing more is accepted or sent; what was never sent is dead-lettered. What is under way still gets its outcome.</summary>
    public void Stop(Exception reason)
    {
        List<Batch> unsent;
        lock (Gate)
        {
            if (_stop is not null)
            {
                return;
            }

            _stop = reason;
            SealAll();
            unsent = TakeQueue();
        }

        BatchLog.WriterStopped(_log, _sink.Name, BatchLog.Describe(reason));
        SettleUnsent(unsent, OutcomeCause.Stopped);
        AfterChange();
    }

    /// <summary>Takes what will never be sent out of the queue. It stays visible to who flushes until its records have their outcome.</summary>
    private List<Batch> TakeQueue()
    {
        List<Batch> batches = [.. _queue, .. _again.Take(() => ++_batchNumber, all: true)];
        _queue.Clear();
        _underWay.AddRange(batches);
        return batches;
    }

    private void SettleUnsent(List<Batch> batches, OutcomeCause cause)
    {
        foreach (var batch in batches)
        {
            Settle(batch, UnsentSettlement(batch, cause), wasSent: false);
            lock (Gate)
            {
                _underWay.Remove(batch);
            }

            Finish(batch);
        }
    }

    private void StartSending()
    {
        while (_stop is null && _underWay.Count < _options.MaxConcurrentBatches && _queue.Count > 0 && !MustWait(_queue[0]))
        {
            var batch = _queue[0];
            _queue.RemoveAt(0);
            _underWay.Add(batch);
            if (_sentKeys is not null && batch.HashKeys())
            {
                _sentKeys.Sent(batch);
            }

            _ = Task.Run(() => SendAsync(batch));
        }
    }

    /// <summary>Records of one key are sent in their order: not while an earlier one is under way or has come back.</summary>
    private bool MustWait(Batch batch)
    {
        foreach (var other in _underWay)
        {
            if (batch.KeysOrNew().SharesHashWith(other.KeysOrNew()))
            {
                return true;
            }
        }

        return !_again.IsEmpty && _again.SharesKeyWith(batch);
    }

    private async Task SendAsync(Batch batch)
    {
        Task<BatchAnswer>? sending = null;
        BatchAnswer answer;
        Exception? failure = null;
        var activity = BatchTelemetry.StartSend(_sink.Name, batch);
        var startedAt = _time.GetTimestamp();
        try
        {
            if (Check is { } check)
            {
                await check.WaitAsync(_abortSending.Token).ConfigureAwait(false);
            }

            _abortSending.Token.ThrowIfCancellationRequested();
            CallStatistics.Current = _requests.Calls;
            sending = _sink.SendAsync(batch, _abortSending.Token);
            _requests.Add(_sink.Name);
            answer =
                await sending.WaitAsync(_abortSending.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"The sink '{_sink.Name}' answered null instead of a {nameof(BatchAnswer)}.");
        }
        catch (Exception exception)
        {
            failure = exception;
            answer = Interpret(exception, batch, wasHandedOver: sending is not null);
            activity?.SetStatus(ActivityStatusCode.Error, BatchLog.Describe(exception));
            BatchLog.BatchFailed(_log, _sink.Name, batch.Number, batch.Count, BatchLog.Describe(exception));
        }

        BatchTelemetry.Sent(_sink.Name, batch, _time.GetElapsedTime(startedAt));
        Apply(batch, answer, wasSent: sending is not null && !(failure is not null && batch.IsCertainlyUnsent), failure, sending);
        BatchTelemetry.EndSend(activity);
    }

    private BatchAnswer Interpret(Exception exception, Batch batch, bool wasHandedOver)
    {
        if (!wasHandedOver)
        {
            if (exception is not OperationCanceledException)
            {
                Stop(exception);
            }

            return BatchAnswer.Refused(exception is OperationCanceledException ? OutcomeCause.NotSent : OutcomeCause.Stopped);
        }

        return batch.IsCertainlyUnsent ? BatchAnswer.FromUnsent(exception) : BatchAnswer.FromException(exception);
    }

    private void Apply(Batch batch, BatchAnswer answer, bool wasSent, Exception? failure, Task<BatchAnswer>? sending)
    {
        AcceptedBatch? accepted = null;
        int failuresInARow;
        lock (Gate)
        {
            failuresInARow = _failuresInARow = answer.IsPassingFailure ? _failuresInARow + 1 : 0;
            _ledger.Batches += sending is null ? 0 : 1;
            _ledger.BytesSent += wasSent ? batch.Bytes : 0;
            if (wasSent && !batch.IsRepeat)
            {
                _ledger.Sent += batch.Count;
            }
            else if (wasSent)
            {
                CountRepeats(batch);
            }
        }

        if (sending is null)
        {
            Settle(batch, UnsentSettlement(batch, answer.Settlement!.DefaultCause), wasSent: false);
        }
        else if (answer.Settlement is { } settlement)
        {
            Settle(batch, settlement, wasSent);
        }
        else
        {
            accepted = new AcceptedBatch(batch, answer.ProcessId!, _time.GetUtcNow(), KeepsBodies, _requests);
            BatchLog.BatchAccepted(_log, _sink.Name, batch.Number, batch.Count, accepted.ProcessId);
        }

        // Followed before it is no longer under way: who waits for the last answer may ask for outcomes at once.
        if (accepted is not null)
        {
            _ = FollowAsync(accepted);
        }

        lock (Gate)
        {
            _underWay.Remove(batch);
        }

        Finish(batch, keepMemory: accepted is not null && KeepsBodies, sending);
        if (answer.Stop is not null)
        {
            Stop(answer.Stop);
        }
        else if (
            _options.StopAfterFailedRequests > 0
            && failuresInARow >= _options.StopAfterFailedRequests
            && !_abortSending.IsCancellationRequested
        )
        {
            Stop(failure ?? new InvalidOperationException($"{failuresInARow} requests to '{_sink.Name}' in a row had no useful answer."));
        }

        AfterChange();
    }

    /// <summary>Whether bodies are needed after the service has accepted their batch.</summary>
    private bool KeepsBodies =>
        _sentKeys is not null || (_letters.WantsBodies && (_options.DeadLetterRejected || _options.DeadLetterUnverified));

    /// <summary>Lets go of a batch. While a sink that was given up is still reading it, its memory stays out of the pool.</summary>
    private static void Finish(Batch batch, bool keepMemory = false, Task<BatchAnswer>? sending = null)
    {
        batch.Keys?.ReturnToPool();
        batch.Keys = null;
        if (sending is { IsCompleted: false })
        {
            _ = ReleaseWhenDoneAsync(batch, sending);
        }
        else if (!keepMemory)
        {
            batch.Release();
        }
    }

    private static async Task ReleaseWhenDoneAsync(Batch batch, Task<BatchAnswer> sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Its records have their outcome already.
        }

        batch.Release();
    }

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
                CallStatistics.Current = _requests.Calls;
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
                settlement = BatchSettlement.All(RecordOutcome.Unverified, isGivenUp ? _abortCause : OutcomeCause.SinkFailed);
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
        var tally = new Dictionary<(RecordOutcome Outcome, OutcomeCause Cause), long>();
        var needsLook = settlement.HasExceptions || _letters.Takes(settlement.DefaultOutcome);
        if (needsLook)
        {
            for (var i = 0; i < records.Count; i++)
            {
                var of = settlement.Of(i);
                if (!_letters.Takes(of.Outcome) && again?.Contains(i) is not true)
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
                if (!_letters.Takes(outcome) && again?.Contains(i) is not true)
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

    private void AddLetters(IBatchRecords records, BatchSettlement settlement, HashSet<int>? again, bool wasSent)
    {
        for (var i = 0; i < records.Count; i++)
        {
            var (outcome, cause) = settlement.Of(i);
            if (_letters.Takes(outcome) && again?.Contains(i) is not true)
            {
                _letters.Add(
                    records.GetRecordNumber(i),
                    _letters.WantsText ? records.GetKey(i) : null,
                    outcome,
                    cause,
                    [],
                    _letters.WantsBodies ? records.CopyBody(i) : null,
                    records.RequestsBefore(i) + (wasSent ? 1 : 0),
                    records.ProcessId
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

    /// <summary>Starts what can start and wakes who can go on. Call without the gate.</summary>
    private void AfterChange()
    {
        lock (Gate)
        {
            StartSending();
            if (HasRoom || _stop is not null || _isCompleted || _isDisposed)
            {
                _roomWaiters.ForEach(static waiter => waiter.TrySetResult());
                _roomWaiters.Clear();
            }

            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_waiters[i].Condition())
                {
                    _waiters[i].Waiter.TrySetResult();
                    _waiters.RemoveAt(i);
                }
            }
        }

        UpdateUrgency();
        ReportProgress(isFinal: false);
    }

    /// <summary>Tells the sink how urgent outcomes are, when that has changed. Call without the gate.</summary>
    public void UpdateUrgency()
    {
        if (_settler is null)
        {
            return;
        }

        lock (_urgencyLock)
        {
            SettlementUrgency urgency;
            lock (Gate)
            {
                urgency =
                    _ledger.Pending == 0 ? SettlementUrgency.Relaxed
                    : _roomWaiters.Count > 0 && _ledger.Pending >= _options.MaxUnsettledRecords ? SettlementUrgency.Blocked
                    : (_isCompleted || _isDisposed) && _queue.Count == 0 && _underWay.Count == 0 ? SettlementUrgency.Completing
                    : SettlementUrgency.Relaxed;
            }

            if (urgency != _urgency)
            {
                _urgency = urgency;
                try
                {
                    _settler.Urge(urgency);
                }
                catch (Exception exception)
                {
                    BatchLog.CallbackFailed(_log, nameof(ISettlingBatchSink.Urge), exception);
                }
            }
        }
    }

    private void ReportProgress(bool isFinal)
    {
        if (_options.Progress is null)
        {
            return;
        }

        lock (_progressLock)
        {
            if (!isFinal && _time.GetElapsedTime(_lastProgress) < _options.ProgressInterval)
            {
                return;
            }

            _lastProgress = _time.GetTimestamp();
            try
            {
                _options.Progress.Report(Snapshot());
            }
            catch (Exception exception)
            {
                BatchLog.CallbackFailed(_log, nameof(BatchWriterOptions.Progress), exception);
            }
        }
    }

    private Task Until(Func<bool> condition)
    {
        lock (Gate)
        {
            if (condition())
            {
                return Task.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((condition, waiter));
            return waiter.Task;
        }
    }
}
