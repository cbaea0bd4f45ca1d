using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>What a writer remembers of a whole run, if it is to: identifiers, so that none is sent twice, and the outcome journal.</summary>
internal sealed class RunBook : IDisposable
{
    /// <summary>Reason of records that the journal of an earlier run lets a writer leave out.</summary>
    public const string SkipReason = "in_journal";

    private readonly IRunKeys? _keys;
    private readonly KeyHasher _hasher = new();
    private readonly JournalRun? _journal;
    private readonly WireFormat _format;
    private readonly Action<Exception> _stop;

    private RunBook(IBatchSink sink, BatchWriterOptions options, Action<Exception> stop)
    {
        _format = sink.Format;
        _stop = stop;
        _keys = RunKeys.Create(options);
        _journal = options.Journal is null ? null : new JournalRun(options.Journal, sink, options.TimeProvider, stop);
    }

    /// <summary>A book, or <see langword="null"/> where nothing is to be remembered.</summary>
    public static RunBook? Create(IBatchSink sink, BatchWriterOptions options, Action<Exception> stop) =>
        options.RunDuplicates is RunDuplicatePolicy.Allow && options.Journal is null ? null : new RunBook(sink, options, stop);

    /// <summary>Looks whether a record is to be sent, and remembers its identifier. Call before the record is accepted; it is taken back when this throws.</summary>
    /// <param name="source">Where the record stands.</param>
    /// <param name="record">Its identifiers.</param>
    /// <param name="maxBytes">A record that is larger is not sent in any case.</param>
    /// <exception cref="InvalidOperationException">As many identifiers are kept as may be.</exception>
    public RunVerdict Look(RecordBuffer source, in EncodedRecord record, int maxBytes)
    {
        if (record.Key.IsEmpty)
        {
            return RunVerdict.Take;
        }

        var key = source.Record.Slice(record.Key.Start, record.Key.Length);
        var ignoresCase = BatchBuilder.IgnoresCase(key, record.Key, record.ExternalId, record.Phone);
        if (_journal is { Skips: true } && _journal.IsToSkip(_journal.Hasher.Hash(key, ignoresCase, _format)))
        {
            return RunVerdict.Skip;
        }

        if (_keys is null || source.RecordLength > maxBytes)
        {
            return RunVerdict.Take;
        }

        var hash = _hasher.Hash(key, ignoresCase, _format);
        try
        {
            lock (_keys)
            {
                return _keys.TryAdd(hash) ? RunVerdict.Take : RunVerdict.Duplicate;
            }
        }
        catch
        {
            source.Rollback();
            throw;
        }
    }

    /// <summary>Notes a record that is dead-lettered before it came into a batch, or that was taken out of one.</summary>
    public void Unsent(long number, ReadOnlySpan<byte> record, FieldRange key, FieldRange externalId, FieldRange phone, OutcomeCause cause)
    {
        if (_journal is not null)
        {
            var bytes = key.IsEmpty ? default : record.Slice(key.Start, key.Length);
            _journal.Unsent(number, bytes, BatchBuilder.IgnoresCase(bytes, key, externalId, phone), cause);
        }
    }

    /// <summary>Notes a batch that is about to be sent; it may be when the task has completed.</summary>
    public Task SendingAsync(Batch batch) => _journal?.SendingAsync(batch) ?? Task.CompletedTask;

    public void Accepted(Batch batch, string processId) => _journal?.Accepted(batch, processId);

    /// <summary>Notes outcomes, and lets go of the identifiers of records that are known not to be stored: a later record with one of them may be sent. Call without the gate.</summary>
    public void Settled(IBatchRecords records, BatchSettlement settlement, IReadOnlySet<int>? again)
    {
        _journal?.Settled(records, settlement, again);
        if (_keys is null || (!settlement.HasExceptions && IsOrMayBeStored(settlement.DefaultOutcome)))
        {
            return;
        }

        for (var i = 0; i < records.Count; i++)
        {
            if (again?.Contains(i) is true || IsOrMayBeStored(settlement.Of(i).Outcome))
            {
                continue;
            }

            var hash = records.HashKey(i, _hasher);
            try
            {
                lock (_keys)
                {
                    _keys.Remove(hash);
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // Then it stays known, and a later record with it is not sent: nothing is lost by that, because it is dead-lettered.
                return;
            }
        }
    }

    /// <summary>Completes when the journal has everything; a failure stops the writer.</summary>
    public async Task FlushAsync()
    {
        try
        {
            await (_journal?.FlushAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            _stop(exception);
        }
    }

    /// <summary>The same, for at most half a minute: a disk that hangs must not hold the process.</summary>
    public async Task FlushAsync(TimeProvider time)
    {
        try
        {
            await FlushAsync().WaitAsync(TimeSpan.FromSeconds(30), time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What is missing in the journal looks as if it were in flight.
        }
    }

    public void Dispose()
    {
        if (_keys is not null)
        {
            lock (_keys)
            {
                _keys.Dispose();
            }
        }
    }

    private static bool IsOrMayBeStored(RecordOutcome outcome) => outcome is RecordOutcome.Delivered or RecordOutcome.Unverified;
}

/// <summary>What is to become of a record, as far as the run as a whole decides.</summary>
internal enum RunVerdict
{
    /// <summary>It is sent.</summary>
    Take,

    /// <summary>A record with its identifier has been taken before.</summary>
    Duplicate,

    /// <summary>An earlier run has sent it.</summary>
    Skip,
}
