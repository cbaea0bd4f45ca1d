using System.Text;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// What a journal says: of every identifier in it, whether it is in flight or what finally became of it. An identifier that is not there was never sent.
/// Takes about 150 bytes of memory for each identifier.
/// </summary>
public sealed class JournalState
{
    private readonly Dictionary<UInt128, Slot> _slots = [];
    private readonly Dictionary<long, SentBatch> _batches = [];
    private readonly Dictionary<long, string> _sinks = [];
    private readonly Dictionary<string, string> _causes = new(StringComparer.Ordinal);

    internal JournalState(KeyHasher hasher) => Hasher = hasher;

    /// <summary>Writers that have used the journal.</summary>
    public long Runs { get; private set; }

    /// <summary>Identifiers whose last record was sent, or about to be sent, and has no final outcome. Records without an identifier count each for themselves, here and below.</summary>
    public long InFlight => Of(null);

    /// <summary>Identifiers whose last record was delivered.</summary>
    public long Delivered => Of(RecordOutcome.Delivered);

    /// <summary>Identifiers whose last record was rejected.</summary>
    public long Rejected => Of(RecordOutcome.Rejected);

    /// <summary>Identifiers whose last record was dead-lettered.</summary>
    public long DeadLettered => Of(RecordOutcome.DeadLettered);

    /// <summary>Identifiers whose last record is unverified.</summary>
    public long Unverified => Of(RecordOutcome.Unverified);

    /// <summary>Bytes at the end of the file that are an entry cut off while it was written. What it would have said has not happened: an entry is complete before its batch is sent.</summary>
    public long TornBytes { get; internal set; }

    /// <summary>Batches with records in flight, in the order in which they were sent.</summary>
    public IReadOnlyList<JournaledBatch> BatchesInFlight
    {
        get
        {
            var records = new Dictionary<long, long>();
            foreach (var slot in _slots.Values)
            {
                if (slot.Outcome is JournalFormat.NoOutcome)
                {
                    records[slot.Batch] = records.GetValueOrDefault(slot.Batch) + 1;
                }
            }

            return
            [
                .. records
                    .OrderBy(static pair => pair.Key)
                    .Select(pair => new JournaledBatch
                    {
                        Run = _batches[pair.Key].Run,
                        Number = _batches[pair.Key].Number,
                        SinkName = _sinks.GetValueOrDefault(_batches[pair.Key].Run, ""),
                        ProcessId = _batches[pair.Key].ProcessId,
                        SentAt = _batches[pair.Key].SentAt,
                        Records = pair.Value,
                    }),
            ];
        }
    }

    /// <summary>Everything in the journal, one record for each identifier, in no particular order.</summary>
    public IEnumerable<JournaledRecord> Records => _slots.Values.Select(Describe);

    internal KeyHasher Hasher { get; }

    /// <summary>Bytes of the file that can be read.</summary>
    internal long Length { get; set; }

    internal long LastBatch { get; private set; }

    /// <summary>Looks an identifier up.</summary>
    /// <param name="key">The identifier, as the map wrote it; of an e-mail address the case does not matter.</param>
    /// <returns>What is known of its last record; <see langword="null"/> when it was never sent.</returns>
    public JournaledRecord? Find(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var bytes = Encoding.UTF8.GetBytes(key);

        // An external id may look like an address, and is then kept as it is.
        return
            _slots.TryGetValue(
                Hasher.Hash(bytes, ignoreCase: key.Contains('@', StringComparison.Ordinal), WireFormat.MessagePack),
                out var slot
            ) || _slots.TryGetValue(Hasher.Hash(bytes, ignoreCase: false, WireFormat.MessagePack), out slot)
            ? Describe(slot)
            : null;
    }

    /// <summary>Counts only: identifiers are personal data.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() =>
        $"in flight {InFlight}, delivered {Delivered}, rejected {Rejected}, dead-lettered {DeadLettered}, unverified {Unverified}";

    /// <summary>Hashes of the identifiers that a further run leaves out.</summary>
    internal MemoryRunKeys? ToSkip(JournalResume resume)
    {
        if (resume is not (JournalResume.SkipDelivered or JournalResume.SkipSent))
        {
            return null;
        }

        var keys = new MemoryRunKeys(long.MaxValue);
        foreach (var (hash, slot) in _slots)
        {
            if (
                !slot.IsKeyless
                && (
                    slot.Outcome is (byte)RecordOutcome.Delivered
                    || (resume is JournalResume.SkipSent && slot.Outcome is JournalFormat.NoOutcome or (byte)RecordOutcome.Unverified)
                )
            )
            {
                keys.TryAdd(hash);
            }
        }

        return keys;
    }

    internal void Apply(ReadOnlySpan<byte> content)
    {
        var reader = new JournalEntryReader(content);
        switch (reader.Byte())
        {
            case JournalFormat.Run:
                var run = reader.Number();
                Runs = Math.Max(Runs, run);
                _sinks[run] = reader.Text() ?? "";
                break;
            case JournalFormat.Sending:
                ApplySending(ref reader);
                break;
            case JournalFormat.Accepted:
                BatchOf(reader.Number()).ProcessId = reader.Text();
                break;
            case JournalFormat.Settled:
                ApplySettled(ref reader);
                break;
            case JournalFormat.Unsent:
                ApplyUnsent(ref reader);
                break;
            default:
                throw JournalEntryReader.Malformed();
        }
    }

    private void ApplySending(ref JournalEntryReader reader)
    {
        var id = reader.Number();
        var batch = new SentBatch
        {
            Run = reader.Number(),
            Number = reader.Number(),
            SentAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.Number()),
        };
        var hasText = reader.Byte() != 0;
        batch.Records = new UInt128[reader.Count()];
        long number = 0;
        for (var i = 0; i < batch.Records.Length; i++)
        {
            number += reader.Difference();
            var hash = reader.Hash();
            var text = hasText ? reader.Text() : null;
            var identity = Identity(hash, batch.Run, number);
            batch.Records[i] = identity;
            _slots[identity] = new Slot(JournalFormat.NoOutcome, null, id, batch.Run, number, text, hash == 0);
        }

        _batches[id] = batch;
        LastBatch = Math.Max(LastBatch, id);
    }

    private void ApplySettled(ref JournalEntryReader reader)
    {
        var id = reader.Number();
        var batch = BatchOf(id);
        var (outcome, cause) = (reader.Byte(), Cause(reader.Text()));
        var exceptions = new Dictionary<int, (byte, string?)>();
        for (var left = reader.Count(); left > 0; left--)
        {
            exceptions[(int)reader.Number()] = (reader.Byte(), Cause(reader.Text()));
        }

        for (var i = 0; i < batch.Records.Length; i++)
        {
            // The identifier may have been sent again since; then this is not the end of its last record.
            if (_slots[batch.Records[i]] is var slot && slot.Batch == id)
            {
                var (itsOutcome, itsCause) = exceptions.TryGetValue(i, out var exception) ? exception : (outcome, cause);
                _slots[batch.Records[i]] = slot with { Outcome = itsOutcome, Cause = itsCause };
            }
        }
    }

    private void ApplyUnsent(ref JournalEntryReader reader)
    {
        var run = reader.Number();
        var hasText = reader.Byte() != 0;
        for (var left = reader.Count(); left > 0; left--)
        {
            var number = reader.Number();
            var hash = reader.Hash();
            var text = hasText ? reader.Text() : null;
            var (outcome, cause) = (reader.Byte(), Cause(reader.Text()));
            var identity = Identity(hash, run, number);

            // A record that was not sent says nothing of another one with its identifier that was.
            if (!_slots.TryGetValue(identity, out var slot) || slot.Batch == 0)
            {
                _slots[identity] = new Slot(outcome, cause, 0, run, number, text, hash == 0);
            }
        }
    }

    /// <summary>Records without an identifier are told apart by their number; hashes of identifiers that look like one of these do not occur.</summary>
    private static UInt128 Identity(UInt128 hash, long run, long number) => hash != 0 ? hash : new UInt128((ulong)run, (ulong)number);

    private SentBatch BatchOf(long id) => _batches.GetValueOrDefault(id) ?? throw JournalEntryReader.Malformed();

    private string? Cause(string? text)
    {
        // The same few words stand in every entry.
        if (text is not null && !_causes.TryAdd(text, text))
        {
            return _causes[text];
        }

        return text;
    }

    private long Of(RecordOutcome? outcome)
    {
        var code = outcome is { } final ? (byte)final : JournalFormat.NoOutcome;
        return _slots.Values.LongCount(slot => slot.Outcome == code);
    }

    private JournaledRecord Describe(Slot slot) =>
        new()
        {
            Outcome = slot.Outcome is JournalFormat.NoOutcome ? null : (RecordOutcome)slot.Outcome,
            Cause = new OutcomeCause(slot.Cause!),
            RecordNumber = slot.Number,
            Run = slot.Run,
            BatchNumber = slot.Batch == 0 ? 0 : _batches[slot.Batch].Number,
            ProcessId = slot.Batch == 0 ? null : _batches[slot.Batch].ProcessId,
            Key = slot.Text,
        };

    private readonly record struct Slot(byte Outcome, string? Cause, long Batch, long Run, long Number, string? Text, bool IsKeyless);

    private sealed class SentBatch
    {
        public long Run { get; init; }

        public long Number { get; init; }

        public DateTimeOffset SentAt { get; init; }

        public UInt128[] Records { get; set; } = [];

        public string? ProcessId { get; set; }
    }
}
