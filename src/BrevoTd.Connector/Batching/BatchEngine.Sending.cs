using System.Diagnostics;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Batching;

/// <summary>From a full batch to its answer.</summary>
internal sealed partial class BatchEngine
{
    private readonly CancellationTokenSource _abortSending = new();
    private readonly BatchSplitter _splitter;
    private int _failuresInARow;

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
            _filler.SealAll();
            unsent = _queue.TakeOut(NextNumber);
        }

        BatchLog.WriterStopped(_log, _sink.Name, BatchLog.Describe(reason));
        SettleUnsent(unsent, OutcomeCause.Stopped);
        AfterChange();
    }

    private void SettleUnsent(List<Batch> batches, OutcomeCause cause)
    {
        foreach (var batch in batches)
        {
            Settle(batch, UnsentSettlement(batch, cause), wasSent: false);
            lock (Gate)
            {
                _queue.Answered(batch);
            }

            Finish(batch);
        }
    }

    /// <summary>Takes a batch that is closed. Call with the gate held.</summary>
    private void Enqueue(BatchBuilder builder)
    {
        _queue.Add(builder.Seal(NextNumber(), keepKeys: _options.MaxConcurrentBatches > 1));
        StartSending();
    }

    private void StartSending()
    {
        while (_stop is null && _queue.StartNext() is { } batch)
        {
            if (_sentKeys is not null && batch.HashKeys())
            {
                _sentKeys.Sent(batch);
            }

            _ = Task.Run(() => SendAsync(batch));
        }
    }

    private async Task SendAsync(Batch batch)
    {
        if (batch.IsRefusedPart && IsQuotaScarce())
        {
            Apply(batch, BatchAnswer.Refused(OutcomeCause.RefusedWithOthers), wasSent: false, failure: null, sending: null);
            return;
        }

        Task<BatchAnswer>? sending = null;
        BatchAnswer answer;
        Exception? failure = null;
        var cost = new CallStatistics(_requests.Calls);
        var activity = BatchTelemetry.StartSend(_sink.Name, batch);
        var startedAt = _time.GetTimestamp();
        try
        {
            if (Check is { } check)
            {
                await check.WaitAsync(_abortSending.Token).ConfigureAwait(false);
            }

            _abortSending.Token.ThrowIfCancellationRequested();
            await (_book?.SendingAsync(batch) ?? Task.CompletedTask).WaitAsync(_abortSending.Token).ConfigureAwait(false);
            CallStatistics.Current = cost;
            batch.Requests = _requests;
            sending = _sink.SendAsync(batch, _abortSending.Token);
            _requests.Add(_sink.Name);
            answer =
                // A batch that is several requests knows best which of them were made.
                await (_sink is OneByOneSink ? sending : sending.WaitAsync(_abortSending.Token)).ConfigureAwait(false)
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
        lock (Gate)
        {
            _splitter.Sent(cost.QuotaWait);
        }

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

        return _refusesTogether && exception is ServiceException ? BatchAnswer.FromRefusingTogether(exception)
            : batch.IsCertainlyUnsent ? BatchAnswer.FromUnsent(exception)
            : BatchAnswer.FromException(exception);
    }

    private void Apply(Batch batch, BatchAnswer answer, bool wasSent, Exception? failure, Task<BatchAnswer>? sending)
    {
        AcceptedBatch? accepted = null;
        int failuresInARow;
        bool isSplit;
        lock (Gate)
        {
            failuresInARow = _failuresInARow = answer.IsPassingFailure ? _failuresInARow + 1 : 0;
            isSplit = TrySplit(batch, answer);
            CountRequest(batch, answer, wasSent, isCalled: sending is not null, isSplit);
        }

        if (isSplit)
        {
            // Its records stand in its halves now.
        }
        else if (sending is null)
        {
            Settle(batch, UnsentSettlement(batch, answer.Settlement!.DefaultCause), wasSent: false);
        }
        else if (answer.Settlement is { } settlement)
        {
            Settle(batch, _splitter.Unsplit(batch, answer) ?? settlement, wasSent);
        }
        else
        {
            _book?.Accepted(batch, answer.ProcessId!);
            accepted = new AcceptedBatch(batch, answer.ProcessId!, _time.GetUtcNow(), KeepsBodies, _requests);
            BatchLog.BatchAccepted(_log, _sink.Name, batch.Number, batch.Count, accepted.ProcessId);
        }

        // Followed before it is no longer under way: who waits for the last answer may ask for outcomes at once.
        if (accepted is not null)
        {
            _ = FollowAsync(accepted);
        }

        // Stopped while the batch is still under way: nothing else may start in between.
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

        lock (Gate)
        {
            SplitSibling(batch, answer);
            _queue.Answered(batch);
        }

        Finish(batch, keepMemory: accepted is not null && KeepsBodies, sending);
        AfterChange();
    }

    private bool IsQuotaScarce()
    {
        lock (Gate)
        {
            return _splitter.IsQuotaScarce;
        }
    }

    /// <summary>Puts the halves of a refused batch before all others, where that is the way on. Call with the gate held.</summary>
    private bool TrySplit(Batch batch, BatchAnswer answer)
    {
        if (_stop is not null || _takesNothingBack || !_splitter.ShallSplit(batch, answer))
        {
            return false;
        }

        _queue.AddFirst(_splitter.Halve(batch, answer.Split is SplitReason.RefusedTogether, NextNumber));
        return true;
    }

    /// <summary>When one half of a refused batch is taken, the other one holds a bad record: it need not be asked about as a whole. Call with the gate held.</summary>
    private void SplitSibling(Batch batch, BatchAnswer answer)
    {
        if (
            answer.IsTaken
            && batch.Sibling is { Count: > 1 } sibling
            && _queue.Replace(sibling, () => _splitter.Halve(sibling, isRefused: true, NextNumber))
        )
        {
            Finish(sibling);
        }

        batch.Sibling = null;
    }

    /// <summary>Call with the gate held.</summary>
    private void CountRequest(Batch batch, BatchAnswer answer, bool wasSent, bool isCalled, bool isSplit)
    {
        _ledger.Batches += isCalled ? 1 : 0;
        _ledger.BytesSent += wasSent ? batch.Bytes : 0;
        if (batch.IsRepeat)
        {
            if (wasSent && batch.Depth == 0)
            {
                CountRepeats(batch);
            }
        }
        else if (!isSplit && (wasSent || batch.Depth > 0))
        {
            _ledger.Sent += batch.Count - answer.Unsent;
        }
    }

    /// <summary>Whether bodies are needed after the service has accepted their batch.</summary>
    private bool KeepsBodies =>
        _sentKeys is not null
        || _sink is IVerifyingSink { Verification: not null }
        || (_letters.WantsBodies && (_options.DeadLetterRejected || _options.DeadLetterUnverified));

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
}
