namespace BrevoTd.Connector.Batching;

/// <summary>What others are told while a writer is at work: its sink, and who watches its progress. Their code runs without the gate, and what it throws ends nothing.</summary>
internal sealed partial class BatchEngine
{
    private readonly object _urgencyLock = new();
    private readonly object _progressLock = new();
    private SettlementUrgency _urgency = SettlementUrgency.Relaxed;
    private long _lastProgress;

    /// <summary>The moment's numbers, all of the same instant.</summary>
    public BatchWriteProgress Snapshot()
    {
        lock (Gate)
        {
            var elapsed = _time.GetElapsedTime(_startedAt);
            var done = _ledger.Accepted - _ledger.Pending + _ledger.Skipped;
            return new BatchWriteProgress
            {
                Read = _ledger.Read,
                Skipped = _ledger.Skipped,
                Sent = _ledger.Sent,
                Delivered = _ledger.Of(RecordOutcome.Delivered),
                Rejected = _ledger.Of(RecordOutcome.Rejected),
                DeadLettered = _ledger.Of(RecordOutcome.DeadLettered),
                Unverified = _ledger.Of(RecordOutcome.Unverified),
                Pending = _ledger.Pending,
                Requests = _requests.Total,
                Repeats = _requests.Calls.Repeats,
                BytesSent = _ledger.BytesSent,
                Elapsed = elapsed,
                EstimatedTimeLeft =
                    _expected is { } expected && done > 0 && elapsed > TimeSpan.Zero
                        ? Math.Max(0, expected - done) * (elapsed / done)
                        : null,
            };
        }
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
                    : (_isCompleted || _isDisposed) && _queue.IsEmpty ? SettlementUrgency.Completing
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
}
