using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Encodes records and gathers them into batches until these are full or too old. Everything but <see cref="SealAged"/> is called with the writer's gate held; the encoder is the only code of a user
/// that runs inside it.
/// </summary>
internal sealed class BatchFiller : IAsyncDisposable
{
    private const int MaxOpenBatches = 16;

    private readonly List<BatchBuilder> _open = [];
    private readonly RecordBuffer _spare;
    private readonly object _gate;
    private readonly WireFormat _format;
    private readonly BatchWriterOptions _options;
    private readonly int _maxRecords;
    private readonly int _maxBytes;
    private readonly long _maxWeight;
    private readonly BatchLedger _ledger;
    private readonly DeadLetterPump _letters;
    private readonly RunBook? _book;
    private readonly Action<BatchBuilder> _seal;
    private readonly Action _changed;
    private readonly GatedTimer _ageTimer;
    private BatchBuilder? _current;
    private bool _isAgeTimerArmed;
    private long _number;

    /// <param name="gate">The writer's lock.</param>
    /// <param name="format">Format of the records.</param>
    /// <param name="options">The writer's options.</param>
    /// <param name="limits">What a batch's records may be together.</param>
    /// <param name="ledger">Counts what is accepted and skipped.</param>
    /// <param name="letters">Takes what cannot be sent.</param>
    /// <param name="book">Knows the keys of the run, if they are looked at.</param>
    /// <param name="seal">Takes a batch that is closed; called with the gate held.</param>
    /// <param name="changed">Called without the gate when batches were closed for their age.</param>
    public BatchFiller(
        object gate,
        WireFormat format,
        BatchWriterOptions options,
        BatchLimits limits,
        BatchLedger ledger,
        DeadLetterPump letters,
        RunBook? book,
        Action<BatchBuilder> seal,
        Action changed
    )
    {
        _gate = gate;
        _format = format;
        _options = options;
        _maxRecords = limits.MaxRecords;
        _maxBytes = limits.MaxBytes;
        _maxWeight = limits.MaxWeight;
        _ledger = ledger;
        _letters = letters;
        _book = book;
        _seal = seal;
        _changed = changed;
        _spare = new RecordBuffer(format);
        _ageTimer = new GatedTimer(options.TimeProvider, gate, SealAged);
    }

    /// <summary>Encodes a record into the batch that was filled last, and keeps it where it belongs. Call with the gate held and room at hand.</summary>
    public void Add<T>(RecordEncoder<T> encoder, T record)
    {
        var builder = _current ??= _open.Count > 0 ? _open[^1] : new BatchBuilder(_format);
        var (encoded, number) = Encode(encoder, record, builder.Buffer);
        Keep(builder.Buffer, builder, encoded, number, PolicyFor(encoded, encoder));
    }

    /// <summary>Encodes a record that has to wait for room. Call with the gate held.</summary>
    public DetachedRecord Detach<T>(RecordEncoder<T> encoder, T record)
    {
        var buffer = new RecordBuffer(_format);
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
            hash = KeyText.Hash(key, ignoreCase, _format);
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

        Commit(target ?? new BatchBuilder(_format), source, encoded, number, hash);
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

        // Only a batch's first record needs the time.
        target.Commit(encoded, number, hash, isNew ? _options.TimeProvider.GetTimestamp() : 0);
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
        var key = _letters.WantsText ? KeyText.Decode(record.Slice(encoded.Key.Start, encoded.Key.Length), _format) : null;
        var body = _letters.WantsBodies ? record.ToArray() : null;
        _book?.Unsent(number, record, encoded.Key, encoded.ExternalId, encoded.Phone, cause);
        source.Rollback();
        var partition = _letters.PartitionText(encoded.Partition, encoded.ClearsValues);
        _letters.Add(number, key, RecordOutcome.DeadLettered, cause, [], body, partition: partition);
    }

    private void TakeOut(BatchBuilder builder, int slot)
    {
        var item = builder.ItemAt(slot);
        var key = _letters.WantsText ? KeyText.Decode(builder.Field(item, item.Key), _format) : null;
        var body = _letters.WantsBodies ? builder.Record(item).ToArray() : null;
        _book?.Unsent(item.Number, builder.Record(item), item.Key, item.ExternalId, item.Phone, OutcomeCause.DuplicateKey);
        builder.Remove(slot);
        var partition = _letters.PartitionText(builder.Partition, builder.ClearsValues);
        _letters.Add(item.Number, key, RecordOutcome.DeadLettered, OutcomeCause.DuplicateKey, [], body, partition: partition);
    }

    /// <summary>Closes every open batch. Call with the gate held.</summary>
    public void SealAll()
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

        _seal(builder);
    }

    private void ArmAgeTimer(TimeSpan due)
    {
        if (!_isAgeTimerArmed && due != Timeout.InfiniteTimeSpan)
        {
            _isAgeTimerArmed = true;
            _ageTimer.Arm(due);
        }
    }

    private void SealAged()
    {
        lock (_gate)
        {
            _isAgeTimerArmed = false;
            var oldest = TimeSpan.Zero;
            for (var i = _open.Count - 1; i >= 0; i--)
            {
                var age = _options.TimeProvider.GetElapsedTime(_open[i].OpenedAt);
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

        _changed();
    }

    /// <summary>Gives memory back once nothing more is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ageTimer.DisposeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _current?.Discard();
            _current = null;
            _spare.ReturnToPool();
        }
    }
}
