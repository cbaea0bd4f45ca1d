using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using BrevoTd.Connector.Mapping;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// What a batch writer does, whatever the type of its records: fills batches, sends them in order, and gives every record its outcome. One lock guards all
/// of its state; no code of a user or a service runs inside it, except the encoder.
/// </summary>
internal sealed partial class BatchEngine : IAsyncDisposable
{
    private const int MaxOpenBatches = 16;

    private readonly IBatchSink _sink;
    private readonly ISettlingBatchSink? _settler;
    private readonly BatchWriterOptions _options;
    private readonly Func<MappingStatistics> _mappingStatistics;
    private readonly IDisposable? _ownedSink;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly BatchLedger _ledger = new();
    private readonly RequestCounters _requests = new();
    private readonly int _maxRecords;
    private readonly int _maxBytes;
    private readonly long _maxWeight;
    private readonly long _startedAt;
    private readonly DateTimeOffset _startedAtTime;

    private readonly ConcurrentDictionary<(int Partition, bool Clears), string?> _partitionTexts = new();
    private readonly List<BatchBuilder> _open = [];
    private readonly List<Batch> _queue = [];
    private readonly List<Batch> _underWay = [];
    private readonly List<TaskCompletionSource> _roomWaiters = [];
    private readonly List<(Func<bool> Condition, TaskCompletionSource Waiter)> _waiters = [];
    private readonly RecordBuffer _spare;
    private readonly RunBook? _book;
    private readonly ITimer _ageTimer;
    private readonly SendAgainQueue _again;
    private readonly SentKeys? _sentKeys;
    private readonly ITimer _againTimer;
    private bool _isAgeTimerArmed;
    private BatchBuilder? _current;
    private long _batchNumber;
    private long _number;
    private long? _expected;
    private Exception? _stop;
    private bool _isCompleted;
    private bool _isDisposed;

    public BatchEngine(IBatchSink sink, BatchWriterOptions options, Func<MappingStatistics> mappingStatistics, IDisposable? ownedSink)
    {
        options.Validate();
        _sink = sink;
        _mappingStatistics = mappingStatistics;
        _ownedSink = ownedSink;
        _settler = sink as ISettlingBatchSink;
        _options = options;
        _time = options.TimeProvider;
        _log = new QuietLogger(
            (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(typeof(BatchWriter<>).FullName!.Split('`')[0])
        );
        var limits = sink.Limits;
        _maxRecords = Math.Max(1, Math.Min(options.MaxBatchRecords, limits.MaxRecords));
        _maxBytes = Math.Min(options.MaxBatchBytes, limits.MaxBytes) - limits.EnvelopeBytes;
        if (_maxBytes < 1)
        {
            throw new ArgumentException(
                $"{nameof(BatchWriterOptions.MaxBatchBytes)} must be above the {limits.EnvelopeBytes} bytes that '{sink.Name}' puts around the records of a request."
            );
        }

        _maxWeight = limits.MaxWeight;
        _expected = options.ExpectedRecords;
        _spare = new RecordBuffer(sink.Format);
        _startedAt = _time.GetTimestamp();
        _startedAtTime = _time.GetUtcNow();
        _lastProgress = _startedAt;
        _ageTimer = _time.CreateTimer(
            static engine => ((BatchEngine)engine!).OnTimer(static engine => engine.SealAged()),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _again = new SendAgainQueue(sink.Format, _maxRecords, _maxBytes, options);
        _againTimer = _time.CreateTimer(
            static engine => ((BatchEngine)engine!).OnTimer(static engine => engine.SendDueAgain()),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _sentKeys = _settler is { SendsAgain: true } ? new SentKeys() : null;
        _letters = new DeadLetterPump(this, options);
        _book = RunBook.Create(sink, options, Stop);
    }

    /// <summary>Held around every change and every look.</summary>
    public object Gate { get; } = new();

    public long? ExpectedRecords
    {
        get
        {
            lock (Gate)
            {
                return _expected;
            }
        }
        set
        {
            lock (Gate)
            {
                _expected = value;
            }
        }
    }

    /// <summary>Whether another record may be accepted now. Call with the gate held.</summary>
    public bool HasRoom => _ledger.Pending < _options.MaxUnsettledRecords && _queue.Count < _options.MaxQueuedBatches;

    /// <summary>Throws when the writer takes no more records. Call with the gate held.</summary>
    public void ThrowIfClosed()
    {
        ThrowIfStopped();
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(BatchWriter<>));
        if (_isCompleted)
        {
            throw new InvalidOperationException("The writer has been completed and takes no more records. Create another writer for them.");
        }
    }

    public void ThrowIfStopped()
    {
        if (_stop is not null)
        {
            ExceptionDispatchInfo.Throw(_stop);
        }
    }

    /// <summary>Encodes a record into the batch that was filled last, and keeps it where it belongs. Call with the gate held and room at hand.</summary>
    public void Add<T>(RecordEncoder<T> encoder, T record)
    {
        var builder = _current ??= _open.Count > 0 ? _open[^1] : new BatchBuilder(_sink.Format);
        var (encoded, number) = Encode(encoder, record, builder.Buffer);
        Keep(builder.Buffer, builder, encoded, number, PolicyFor(encoded, encoder));
    }

    /// <summary>Encodes a record that has to wait for room. Call with the gate held.</summary>
    public DetachedRecord Detach<T>(RecordEncoder<T> encoder, T record)
    {
        var buffer = new RecordBuffer(_sink.Format);
        try
        {
            var (encoded, number) = Encode(encoder, record, buffer);
            return new DetachedRecord(buffer, encoded, number, PolicyFor(encoded, encoder));
        }
        catch
        {
            buffer.ReturnToPool();
            throw;
        }
    }

    /// <summary>Keeps a record that had to wait. Call with the gate held and room at hand.</summary>
    public void Add(DetachedRecord record) => Keep(record.Buffer, null, record.Encoded, record.Number, record.OnFailure);

    /// <summary>Completes when there may be room, or the writer has closed. Call with the gate held.</summary>
    public Task WaitForRoom()
    {
        if (_ledger.Pending >= _options.MaxUnsettledRecords)
        {
            // What stands in half-filled batches would never be settled while nothing more comes.
            SealAll();
        }

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _roomWaiters.Add(waiter);
        return waiter.Task;
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        long last;
        lock (Gate)
        {
            ThrowIfStopped();
            SealAll();
            last = _batchNumber;
        }

        await Until(() =>
                !_queue.Exists(batch => batch.Ticket <= last) && !_underWay.Exists(batch => batch.Ticket <= last) && !_again.Waits(last)
            )
            .WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        await _letters.WaitUntilWrittenAsync(cancellationToken).ConfigureAwait(false);
        await (_book?.FlushAsync() ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (Gate)
        {
            ThrowIfStopped();
        }
    }

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

    private (EncodedRecord Encoded, long Number) Encode<T>(RecordEncoder<T> encoder, T record, RecordBuffer buffer)
    {
        buffer.BeginRecord();
        try
        {
            var encoded = encoder.Encode(record, _number + 1, buffer);
            if (encoded.Outcome is EncodeOutcome.Encoded)
            {
                RequireInside(encoded.Key, buffer.RecordLength);
                RequireInside(encoded.ExternalId, buffer.RecordLength);
                RequireInside(encoded.Phone, buffer.RecordLength);
            }

            return (encoded, ++_number);
        }
        catch
        {
            buffer.Rollback();
            throw;
        }
    }

    private static FailurePolicy PolicyFor<T>(in EncodedRecord encoded, RecordEncoder<T> encoder) =>
        encoded.Outcome is EncodeOutcome.Failed ? encoder.OnFailure : FailurePolicy.DeadLetter;

    internal static void RequireInside(FieldRange field, int length)
    {
        if (!field.IsEmpty && (field.Start < 0 || field.Length < 0 || field.Start > length - field.Length))
        {
            throw new InvalidOperationException(
                $"The encoder placed an identifier at {field.Start}, {field.Length} bytes long, in a record of {length} bytes. Offsets count from the record's first byte."
            );
        }
    }

    private void Keep(RecordBuffer source, BatchBuilder? sourceBuilder, in EncodedRecord encoded, long number, FailurePolicy onFailure)
    {
        if (encoded.Outcome is EncodeOutcome.Skipped)
        {
            source.Rollback();
            _ledger.Skip(encoded.SkipReason);
            return;
        }

        if (encoded.Outcome is not EncodeOutcome.Encoded)
        {
            source.Rollback();
            var failures = encoded.Failures;
            var cause = "mapping_" + (failures.Count > 0 ? failures[0].Code.Value : "failed");
            if (onFailure is FailurePolicy.Skip)
            {
                _ledger.Skip(cause);
                return;
            }

            _ledger.Accept();
            _book?.Unsent(number, default, default, default, default, new OutcomeCause(cause));
            _letters.Add(number, null, RecordOutcome.DeadLettered, new OutcomeCause(cause), failures);
            return;
        }

        var verdict = _book?.Look(source, encoded, _maxBytes) ?? RunVerdict.Take;
        if (verdict is RunVerdict.Skip)
        {
            source.Rollback();
            _ledger.Skip(RunBook.SkipReason);
            return;
        }

        _ledger.Accept();
        if (verdict is RunVerdict.Duplicate)
        {
            Refuse(source, encoded, number, OutcomeCause.DuplicateKeyInRun);
            return;
        }

        if (source.RecordLength > _maxBytes)
            if (source.RecordLength > _maxBytes || encoded.Weight > _maxWeight)
            {
                Refuse(source, encoded, number, OutcomeCause.RecordTooLarge);
                return;
            }

        Place(source, sourceBuilder, encoded, number);
    }

    private void Place(RecordBuffer source, BatchBuilder? sourceBuilder, in EncodedRecord encoded, long number)
    {
        var target = FindOpen(encoded, sourceBuilder);
        if (sourceBuilder is not null && target != sourceBuilder)
        {
            source = MoveToSpare(source);
        }

        uint hash = 0;
        if (!encoded.Key.IsEmpty)
        {
            var key = source.Record.Slice(encoded.Key.Start, encoded.Key.Length);
            var ignoreCase = BatchBuilder.IgnoresCase(key, encoded.Key, encoded.ExternalId, encoded.Phone);
            hash = KeyText.Hash(key, ignoreCase, _sink.Format);
            SealOthersWith(hash, target);
            var duplicate = target?.Find(key, ignoreCase, hash) ?? -1;
            if (duplicate >= 0)
            {
                switch (_options.DuplicateKeys)
                {
                    case DuplicateKeyPolicy.FirstWins:
                        Refuse(source, encoded, number, OutcomeCause.DuplicateKey);
                        return;
                    case DuplicateKeyPolicy.NextBatch:
                        source = MoveToSpare(source);
                        Seal(target!);
                        target = null;
                        break;
                    default:
                        TakeOut(target!, duplicate);
                        break;
                }
            }
        }

        if (target is not null && (IsFull(target, source.RecordLength) || target.Weight + encoded.Weight > _maxWeight))
        {
            source = MoveToSpare(source);
            Seal(target);
            target = null;
        }

        Commit(target ?? new BatchBuilder(_sink.Format), source, encoded, number, hash);
    }

    private void Commit(BatchBuilder target, RecordBuffer source, in EncodedRecord encoded, long number, uint hash)
    {
        if (source != target.Buffer)
        {
            target.Buffer.Append(source.Record);
            source.Rollback();
        }

        var isNew = target.IsBlank;
        if (isNew && _open.Count >= MaxOpenBatches)
        {
            Seal(_open[0]);
        }

        target.Commit(encoded, number, hash, _time.GetTimestamp());
        _current = target;
        if (isNew)
        {
            _open.Add(target);
        }

        if (target.Count >= _maxRecords || target.WireBytes >= _maxBytes)
        {
            Seal(target);
        }
        else if (isNew)
        {
            ArmAgeTimer(_options.MaxBatchAge);
        }
    }

    private bool IsFull(BatchBuilder builder, int nextLength) =>
        (builder.Count > 0 && (builder.Count >= _maxRecords || builder.WireBytes + builder.Buffer.SeparatorLength + nextLength > _maxBytes))
        // Records that were taken out keep their memory until the batch is sent or discarded.
        || builder.Slots >= 4L * _maxRecords
        || builder.Buffer.Capacity >= 2L * _maxBytes + RecordBuffer.ChunkSize;

    private BatchBuilder? FindOpen(in EncodedRecord encoded, BatchBuilder? preferred)
    {
        if (preferred is not null && !preferred.IsBlank && preferred.Takes(encoded))
        {
            return preferred;
        }

        foreach (var builder in _open)
        {
            if (builder.Takes(encoded))
            {
                return builder;
            }
        }

        return preferred is { IsBlank: true } ? preferred : null;
    }

    /// <summary>An earlier record of the same contact in another partition is sent before this one.</summary>
    private void SealOthersWith(uint hash, BatchBuilder? target)
    {
        for (var i = _open.Count - 1; i >= 0 && _open.Count > 1; i--)
        {
            if (_open[i] != target && _open[i].Keys.MayContain(hash))
            {
                Seal(_open[i]);
            }
        }

        if (target is null && _open.Count == 1 && _open[0].Keys.MayContain(hash))
        {
            Seal(_open[0]);
        }
    }

    private RecordBuffer MoveToSpare(RecordBuffer source)
    {
        if (source != _spare)
        {
            _spare.Append(source.Record);
            source.Rollback();
        }

        return _spare;
    }

    private void Refuse(RecordBuffer source, in EncodedRecord encoded, long number, OutcomeCause cause)
    {
        var record = source.Record;
        var key = _letters.WantsText ? KeyText.Decode(record.Slice(encoded.Key.Start, encoded.Key.Length), _sink.Format) : null;
        var body = _letters.WantsBodies ? record.ToArray() : null;
        _book?.Unsent(number, record, encoded.Key, encoded.ExternalId, encoded.Phone, cause);
        source.Rollback();
        var partition = PartitionText(encoded.Partition, encoded.ClearsValues);
        _letters.Add(number, key, RecordOutcome.DeadLettered, cause, [], body, partition: partition);
    }

    private void TakeOut(BatchBuilder builder, int slot)
    {
        var item = builder.ItemAt(slot);
        var key = _letters.WantsText ? KeyText.Decode(builder.Field(item, item.Key), _sink.Format) : null;
        var body = _letters.WantsBodies ? builder.Record(item).ToArray() : null;
        _book?.Unsent(item.Number, builder.Record(item), item.Key, item.ExternalId, item.Phone, OutcomeCause.DuplicateKey);
        builder.Remove(slot);
        var partition = PartitionText(builder.Partition, builder.ClearsValues);
        _letters.Add(item.Number, key, RecordOutcome.DeadLettered, OutcomeCause.DuplicateKey, [], body, partition: partition);
    }

    /// <summary>What a letter says of its request. Only a letter with a body can be replayed.</summary>
    private string? PartitionText(int partition, bool clearsValues) =>
        _letters.WantsBodies
            ? _partitionTexts.GetOrAdd(
                (partition, clearsValues),
                static (key, sink) => sink.DescribePartition(key.Partition, key.Clears),
                _sink
            )
            : null;

    private void SealAll()
    {
        while (_open.Count > 0)
        {
            Seal(_open[0]);
        }
    }

    private void Seal(BatchBuilder builder)
    {
        _open.Remove(builder);
        if (_current == builder)
        {
            _current = null;
        }

        if (builder.Count == 0)
        {
            builder.Discard();
            return;
        }

        _queue.Add(builder.Seal(++_batchNumber, keepKeys: _options.MaxConcurrentBatches > 1));
        StartSending();
    }

    private void ArmAgeTimer(TimeSpan due)
    {
        if (!_isAgeTimerArmed && due != Timeout.InfiniteTimeSpan && !_isDisposed)
        {
            _isAgeTimerArmed = true;
            _ageTimer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Some clocks (those of tests) call back from within a look at the time: never into the middle of a change.</summary>
    private void OnTimer(Action<BatchEngine> work)
    {
        if (Monitor.IsEntered(Gate))
        {
            _ = Task.Run(() => work(this));
        }
        else
        {
            work(this);
        }
    }

    private void SealAged()
    {
        lock (Gate)
        {
            _isAgeTimerArmed = false;
            var oldest = TimeSpan.Zero;
            for (var i = _open.Count - 1; i >= 0; i--)
            {
                var age = _time.GetElapsedTime(_open[i].OpenedAt);
                if (age >= _options.MaxBatchAge)
                {
                    Seal(_open[i]);
                }
                else if (age > oldest)
                {
                    oldest = age;
                }
            }

            if (_open.Count > 0)
            {
                ArmAgeTimer(_options.MaxBatchAge - oldest);
            }
        }

        AfterChange();
    }
}
