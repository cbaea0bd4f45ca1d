using System.Threading.Channels;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Takes records, sends them in batches, and says of each what became of it. Thread-safe. Memory is bounded: when as much is buffered or unsettled as the options allow,
/// <see cref="WriteAsync"/> waits without blocking a thread; nothing is ever dropped.
/// </summary>
/// <remarks>
/// <para>Every record that is read is skipped by the map, or ends delivered, rejected, dead-lettered or unverified (<see cref="RecordOutcome"/>).</para>
/// <para>Call <see cref="CompleteAsync"/> for the report, then dispose. Disposing alone sends and waits up to <see cref="BatchWriterOptions.DisposeTimeout"/>.</para>
/// </remarks>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class BatchWriter<T> : IAsyncDisposable
{
    private readonly RecordEncoder<T> _encoder;
    private readonly IBatchSink _sink;
    private readonly BatchEngine _engine;
    private readonly BatchCheck<T>? _check;
    private readonly BatchEstimator _estimator;
    private bool _isEncoding;

    /// <summary>Creates a writer.</summary>
    /// <param name="encoder">Turns records into bytes; a map provides one. Used by one thread at a time.</param>
    /// <param name="sink">Where batches go.</param>
    /// <param name="options">Limits, policies and callbacks; the defaults when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public BatchWriter(RecordEncoder<T> encoder, IBatchSink sink, BatchWriterOptions? options = null)
        : this(encoder, sink, options ?? new BatchWriterOptions(), check: null, ownsSink: false) { }

    /// <summary>Creates a writer that looks before it sends, and that closes its sink with itself.</summary>
    internal BatchWriter(RecordEncoder<T> encoder, IBatchSink sink, BatchWriterOptions options, BatchCheck<T>? check, bool ownsSink)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        _encoder = encoder;
        _sink = sink;
        _check = check;
        _estimator = new BatchEstimator(sink, options);
        _engine = new BatchEngine(sink, options, encoder.GetStatistics, ownsSink ? sink as IDisposable : null);
    }

    /// <summary>Where the writer stands now. All numbers are of the same instant.</summary>
    public BatchWriteProgress Progress => _engine.Snapshot();

    /// <summary>How many records are going to be written, where that is known; the estimate of the time left needs it. Starts as <see cref="BatchWriterOptions.ExpectedRecords"/>.</summary>
    public long? ExpectedRecords
    {
        get => _engine.ExpectedRecords;
        set => _engine.ExpectedRecords = value;
    }

    /// <summary>
    /// How long a number of records takes at least, by the limits of the service alone: the largest, over all quotas, of the calls divided by their rate. Makes no call; works before
    /// the first record and at any time after.
    /// </summary>
    /// <remarks>
    /// It counts the calls of full batches. Records that may not share a batch, repeats, batches that are split, and other programs with the same account come on top.
    /// </remarks>
    /// <param name="records">How many records.</param>
    /// <param name="averageRecordBytes">Bytes of a record on the wire, on average; 0 where bytes do not fill batches before <see cref="BatchWriterOptions.MaxBatchRecords"/> does.</param>
    /// <returns>The estimate, printable as a table.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public BatchTimeEstimate Estimate(long records, int averageRecordBytes = 0) => _estimator.Estimate(records, averageRecordBytes);

    /// <summary>
    /// Accepts a record; waits when there is no room. The record is encoded on the caller's thread before this method returns, so that a row that is valid only now can be passed
    /// and the enumerator may move on as soon as the task completes.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Ends the waiting. A record whose write was cancelled has not been accepted and is not counted.</param>
    /// <returns>A task that completes when the record is accepted (or skipped by the map), not when it is sent.</returns>
    /// <exception cref="BatchCheckException">The map does not fit the record's columns or the service; nothing was sent.</exception>
    /// <exception cref="TooManyMappingFailuresException">More records failed than the map allows; the record was not accepted. What was accepted before is still sent and settled.</exception>
    /// <exception cref="Http.ConnectorException">The writer has stopped because of this failure; the record was not accepted.</exception>
    /// <exception cref="InvalidOperationException">The writer has been completed or disposed of.</exception>
    public ValueTask WriteAsync(T record, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        DetachedRecord? detached = null;
        Task? waitFor;
        lock (_engine.Gate)
        {
            _engine.ThrowIfClosed();
            var problems = StartCheck(record);
            var check = _engine.Check;
            // Asked once: it may pass at any moment, and who waits for room must wait because there is none.
            var isChecked = check is null or { IsCompletedSuccessfully: true };
            if (isChecked && _engine.HasRoom)
            {
                Encode(record);
                return default;
            }

            if (problems is null or { Count: 0 })
            {
                detached = Detach(record);
            }

            waitFor = isChecked ? _engine.WaitForRoom() : check!;
        }

        _engine.UpdateUrgency();
        return new ValueTask(WaitAndAddAsync(detached, waitFor, cancellationToken));
    }

    /// <summary>Accepts a record if there is room now. Without room the record is not encoded, and nothing happens.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Whether the record was accepted or skipped by the map.</returns>
    /// <exception cref="BatchCheckException">The map does not fit the record's columns; nothing was sent.</exception>
    /// <exception cref="Http.ConnectorException">The writer has stopped because of this failure.</exception>
    /// <exception cref="InvalidOperationException">The writer has been completed or disposed of.</exception>
    public bool TryWrite(T record)
    {
        lock (_engine.Gate)
        {
            _engine.ThrowIfClosed();
            if (!_engine.HasRoom)
            {
                return false;
            }

            if (StartCheck(record) is { Count: > 0 } problems)
            {
                throw new BatchCheckException(_sink.Name, problems);
            }

            Encode(record);
            return true;
        }
    }

    /// <summary>Writes every record of a source and completes the writer.</summary>
    /// <param name="records">The source. Each record is encoded before the next one is asked for.</param>
    /// <param name="cancellationToken">Ends reading and waiting; what was accepted until then is settled when the writer is disposed of.</param>
    /// <returns>The final outcomes.</returns>
    /// <exception cref="BatchCheckException">The map does not fit the first record's columns or the service; nothing was sent.</exception>
    /// <exception cref="Http.ConnectorException">The writer has stopped because of this failure.</exception>
    public async Task<BatchWriteReport> WriteAllAsync(IAsyncEnumerable<T> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await WriteAsync(record, cancellationToken).ConfigureAwait(false);
        }

        return await CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes every record of a source and completes the writer.</summary>
    /// <param name="records">The source.</param>
    /// <param name="cancellationToken">Ends reading and waiting; what was accepted until then is settled when the writer is disposed of.</param>
    /// <returns>The final outcomes.</returns>
    /// <exception cref="BatchCheckException">The map does not fit the first record or the service; nothing was sent.</exception>
    /// <exception cref="Http.ConnectorException">The writer has stopped because of this failure.</exception>
    public async Task<BatchWriteReport> WriteAllAsync(IEnumerable<T> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (ExpectedRecords is null && records.TryGetNonEnumeratedCount(out var count))
        {
            ExpectedRecords = count;
        }

        foreach (var record in records)
        {
            await WriteAsync(record, cancellationToken).ConfigureAwait(false);
        }

        return await CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes every record that a channel brings until it is completed, and completes the writer.</summary>
    /// <param name="records">The channel. Nothing is read ahead: while there is no room, records stay in it.</param>
    /// <param name="cancellationToken">Ends reading and waiting; what was accepted until then is settled when the writer is disposed of.</param>
    /// <returns>The final outcomes.</returns>
    /// <exception cref="BatchCheckException">The map does not fit the first record or the service; nothing was sent.</exception>
    /// <exception cref="Http.ConnectorException">The writer has stopped because of this failure.</exception>
    public Task<BatchWriteReport> WriteAllAsync(ChannelReader<T> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return WriteAllAsync(records.ReadAllAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Sends everything that has been accepted so far, also half-filled batches, and waits until the service has answered. It does not wait for final outcomes.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <returns>A task that completes when every record accepted before is sent and acknowledged, or dead-lettered.</returns>
    /// <exception cref="Http.ConnectorException">The writer has stopped because of this failure.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _engine.FlushAsync(cancellationToken);

    /// <summary>Accepts no more records, sends what is left, and waits for the final outcome of every record, up to <see cref="BatchWriterOptions.SettlementTimeout"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting; the writer goes on, and this method can be called again.</param>
    /// <returns>The report. It accounts for every record, also when the writer has stopped (<see cref="BatchWriteReport.StopReason"/>).</returns>
    public Task<BatchWriteReport> CompleteAsync(CancellationToken cancellationToken = default) => _engine.CompleteAsync(cancellationToken);

    /// <summary>
    /// Accepts no more records, sends what is left and waits for outcomes, up to <see cref="BatchWriterOptions.DisposeTimeout"/>. Then the rest is settled as what it is: dead-lettered if it was never
    /// sent, unverified if it was. Returns at once after <see cref="CompleteAsync"/>.
    /// </summary>
    /// <returns>A task that completes when no record is pending.</returns>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task WaitAndAddAsync(DetachedRecord? detached, Task waitFor, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await waitFor.WaitAsync(cancellationToken).ConfigureAwait(false);
                lock (_engine.Gate)
                {
                    _engine.ThrowIfClosed();
                    if (_engine.HasRoom)
                    {
                        _engine.Add(detached!);
                        return;
                    }

                    waitFor = _engine.WaitForRoom();
                }

                _engine.UpdateUrgency();
            }
        }
        finally
        {
            detached?.Buffer.ReturnToPool();
        }
    }

    private IReadOnlyList<MappingProblem>? StartCheck(T record) =>
        _check is null || _engine.Check is not null ? null : StartCheck(_check.CheckSource(record));

    // By itself, because what a lambda captures is allocated whenever its method is entered.
    private IReadOnlyList<MappingProblem> StartCheck(IReadOnlyList<MappingProblem> sourceProblems)
    {
        _engine.Check = Task.Run(() => CheckAsync(sourceProblems));
        return sourceProblems;
    }

    /// <summary>Every problem in one exception. A check that fails stops the writer, whoever waits for it.</summary>
    private async Task CheckAsync(IReadOnlyList<MappingProblem> sourceProblems)
    {
        try
        {
            var targetProblems = await _check!.CheckTargetAsync(CancellationToken.None).ConfigureAwait(false);
            if (sourceProblems.Count + targetProblems.Count > 0)
            {
                // Both sides tell what is wrong with the map itself.
                throw new BatchCheckException(_sink.Name, [.. sourceProblems.Union(targetProblems)]);
            }
        }
        catch (Exception exception)
        {
            _engine.Stop(exception);
            throw;
        }
    }

    private void Encode(T record)
    {
        EnterEncoder();
        try
        {
            _engine.Add(_encoder, record);
        }
        finally
        {
            _isEncoding = false;
        }
    }

    private DetachedRecord Detach(T record)
    {
        EnterEncoder();
        try
        {
            return _engine.Detach(_encoder, record);
        }
        finally
        {
            _isEncoding = false;
        }
    }

    private void EnterEncoder()
    {
        if (_isEncoding)
        {
            throw new InvalidOperationException("A map may not write to the writer that is calling it.");
        }

        _isEncoding = true;
    }
}
