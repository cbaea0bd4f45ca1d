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
    private readonly long _startedAt;
    private readonly DateTimeOffset _startedAtTime;

    private readonly List<TaskCompletionSource> _roomWaiters = [];
    private readonly List<(Func<bool> Condition, TaskCompletionSource Waiter)> _waiters = [];
    private readonly BatchFiller _filler;
    private readonly RunBook? _book;
    private readonly SendQueue _queue;
    private readonly SendAgainQueue _again;
    private readonly SentKeys? _sentKeys;
    private readonly GatedTimer _againTimer;
    private readonly bool _refusesTogether;
    private long _batchNumber;
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

        _expected = options.ExpectedRecords;
        _startedAt = _time.GetTimestamp();
        _startedAtTime = _time.GetUtcNow();
        _lastProgress = _startedAt;
        _refusesTogether = sink.RefusesTogether;
        _splitter = new BatchSplitter(options);
        _again = new SendAgainQueue(sink.Format, _maxRecords, _maxBytes, limits.MaxWeight, options);
        _queue = new SendQueue(_again, options.MaxConcurrentBatches);
        _againTimer = new GatedTimer(_time, Gate, SendDueAgain);
        _sentKeys = _settler is { SendsAgain: true } ? new SentKeys() : null;
        _letters = new DeadLetterPump(this, options);
        _book = RunBook.Create(sink, options, Stop);
        _filler = new BatchFiller(
            Gate,
            sink.Format,
            options,
            new BatchLimits
            {
                MaxRecords = _maxRecords,
                MaxBytes = _maxBytes,
                MaxWeight = limits.MaxWeight,
            },
            _ledger,
            _letters,
            _book,
            Enqueue,
            AfterChange
        );
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
    public bool HasRoom => _ledger.Pending < _options.MaxUnsettledRecords && _queue.Waiting < _options.MaxQueuedBatches;

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
    public void Add<T>(RecordEncoder<T> encoder, T record) => _filler.Add(encoder, record);

    /// <summary>Encodes a record that has to wait for room. Call with the gate held.</summary>
    public DetachedRecord Detach<T>(RecordEncoder<T> encoder, T record) => _filler.Detach(encoder, record);

    /// <summary>Keeps a record that had to wait. Call with the gate held and room at hand.</summary>
    public void Add(DetachedRecord record) => _filler.Add(record);

    /// <summary>Completes when there may be room, or the writer has closed. Call with the gate held.</summary>
    public Task WaitForRoom()
    {
        if (_ledger.Pending >= _options.MaxUnsettledRecords)
        {
            // What stands in half-filled batches would never be settled while nothing more comes.
            _filler.SealAll();
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
            _filler.SealAll();
            last = _batchNumber;
        }

        await Until(() => !_queue.Holds(last)).WaitAsync(cancellationToken).ConfigureAwait(false);
        await _letters.WaitUntilWrittenAsync(cancellationToken).ConfigureAwait(false);
        await (_book?.FlushAsync() ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (Gate)
        {
            ThrowIfStopped();
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

    private long NextNumber() => ++_batchNumber;
}
