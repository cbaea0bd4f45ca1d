namespace BrevoTd.Connector.Batching;

/// <summary>How a writer ends: completed by its user, or disposed of at any moment.</summary>
internal sealed partial class BatchEngine
{
    private GatedTimer? _settlementTimer;
    private Task? _disposal;
    private BatchWriteReport? _report;
    private bool _isFinished;

    public async Task<BatchWriteReport> CompleteAsync(CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            _isCompleted = true;
            _filler.SealAll();
        }

        AfterChange();
        await Until(() => _queue.IsEmpty).WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (Gate)
        {
            if (_settlementTimer is null && !_isDisposed && _options.SettlementTimeout != Timeout.InfiniteTimeSpan)
            {
                _settlementTimer = new GatedTimer(_time, Gate, () => AbandonSettlement(OutcomeCause.SettlementTimeout));
                _settlementTimer.Arm(_options.SettlementTimeout);
            }
        }

        UpdateUrgency();
        await Until(() => _ledger.Pending == 0).WaitAsync(cancellationToken).ConfigureAwait(false);
        await (_book?.FlushAsync() ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Finished();
    }

    public ValueTask DisposeAsync()
    {
        TaskCompletionSource begin;
        lock (Gate)
        {
            if (_disposal is not null)
            {
                return new ValueTask(_disposal);
            }

            begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _disposal = DisposeCoreAsync(begin.Task);
        }

        begin.SetResult();
        return new ValueTask(_disposal);
    }

    private async Task DisposeCoreAsync(Task begin)
    {
        await begin.ConfigureAwait(false);
        lock (Gate)
        {
            _isDisposed = true;
            _filler.SealAll();
        }

        AfterChange();
        try
        {
            await Until(() => _ledger.Pending == 0).WaitAsync(_options.DisposeTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await AbandonAsync().ConfigureAwait(false);
        }

        await (_book?.FlushAsync(_options.TimeProvider) ?? Task.CompletedTask).ConfigureAwait(false);
        Finished();
        await _letters.DisposeAsync().ConfigureAwait(false);
        await _filler.DisposeAsync().ConfigureAwait(false);
        if (_settlementTimer is not null)
        {
            await _settlementTimer.DisposeAsync().ConfigureAwait(false);
        }

        _book?.Dispose();
        lock (Gate)
        {
            _isFinished = true;
        }

        await _againTimer.DisposeAsync().ConfigureAwait(false);
        _ownedSink?.Dispose();
        _abortSending.Dispose();
        _abortSettling.Dispose();
    }

    /// <summary>Settles the rest as what it is.</summary>
    private async Task AbandonAsync()
    {
        List<Batch> unsent;
        lock (Gate)
        {
            _takesNothingBack = true;
            unsent = _queue.TakeOut(NextNumber);
        }

        BatchLog.WriterAbandoned(_log, _sink.Name, unsent.Sum(static batch => batch.Count));
        SettleUnsent(unsent, OutcomeCause.NotSent);
        await _abortSending.CancelAsync().ConfigureAwait(false);
        await _abortSettling.CancelAsync().ConfigureAwait(false);
        AfterChange();

        // Everything that is left now is a letter on its way to the dead-letter sink; a sink that hangs must not hold the process.
        try
        {
            await Until(() => _ledger.Pending == 0).WaitAsync(TimeSpan.FromSeconds(30), _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _letters.AbandonAsync().ConfigureAwait(false);
            await Until(() => _ledger.Pending == 0).ConfigureAwait(false);
        }
    }

    private void AbandonSettlement(OutcomeCause cause)
    {
        List<Batch> repeats;
        lock (Gate)
        {
            _abortCause = cause;
            _takesNothingBack = true;
            repeats = _queue.TakeOut(NextNumber, onlyRepeats: true);
        }

        SettleUnsent(repeats, cause);
        try
        {
            _abortSettling.Cancel();
        }
        catch (Exception exception) when (exception is ObjectDisposedException or AggregateException)
        {
            // The writer has ended in the meantime, or a sink's own reaction threw. On a timer's thread that would end the process.
        }

        AfterChange();
    }

    private BatchWriteReport Finished()
    {
        BatchWriteReport report;
        lock (Gate)
        {
            if (_report is not null)
            {
                return _report;
            }

            var elapsed = _time.GetElapsedTime(_startedAt);
            report = _report = new BatchWriteReport
            {
                SinkName = _sink.Name,
                StartedAt = _startedAtTime,
                Elapsed = elapsed,
                Read = _ledger.Read,
                Skipped = _ledger.Skipped,
                Accepted = _ledger.Accepted,
                Delivered = _ledger.Of(RecordOutcome.Delivered),
                Created = _ledger.Written?.Created,
                Updated = _ledger.Written?.Updated,
                Rejected = _ledger.Of(RecordOutcome.Rejected),
                DeadLettered = _ledger.Of(RecordOutcome.DeadLettered),
                Unverified = _ledger.Of(RecordOutcome.Unverified),
                SkippedByReason = _ledger.SkipReasons(),
                RejectedByCause = _ledger.CausesOf(RecordOutcome.Rejected),
                DeadLetteredByCause = _ledger.CausesOf(RecordOutcome.DeadLettered),
                UnverifiedByCause = _ledger.CausesOf(RecordOutcome.Unverified),
                DroppedValuesByTarget = _mappingStatistics().DroppedByTarget,
                UnmatchedReportLines = _ledger.UnmatchedReportLines(),
                DeadLettersLost = _ledger.DeadLettersLost,
                Verification = (_sink as IVerifyingSink)?.Verification,
                RecordsSentAgain = _ledger.RecordsSentAgain,
                SentAgainByCause = _ledger.SentAgainByCause(),
                Repaired = _ledger.Repaired,
                RepairedByCause = _ledger.RepairedByCause(),
                Splits = _splitter.Splits,
                Batches = _ledger.Batches,
                Requests = _requests.Total,
                Repeats = _requests.Calls.Repeats,
                QuotaWait = _requests.Calls.QuotaWait,
                RequestsByOperation = _requests.Snapshot(),
                BytesSent = _ledger.BytesSent,
                RecordsPerSecond = elapsed > TimeSpan.Zero ? _ledger.Accepted / elapsed.TotalSeconds : 0,
                StopReason = _stop is null ? null : BatchLog.Describe(_stop),
            };
        }

        BatchLog.WriterFinished(
            _log,
            _sink.Name,
            report.Read,
            report.Skipped,
            report.Delivered,
            report.Rejected,
            report.DeadLettered,
            report.Unverified
        );
        ReportProgress(isFinal: true);
        return report;
    }
}
