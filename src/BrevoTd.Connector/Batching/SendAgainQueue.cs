using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Records that came back, until their pause is over. They are gathered into batches, so that a thousand batches with one such record each do not become a thousand requests.
/// Not thread-safe: used with the engine's gate held.
/// </summary>
internal sealed class SendAgainQueue(WireFormat format, int maxRecords, int maxBytes, long maxWeight, BatchWriterOptions options)
{
    private const int MaxDoublings = 6;

    private readonly List<Group> _groups = [];

    public bool IsEmpty => _groups.Count == 0;

    /// <summary>Whether a record waits that first stood in this batch or an earlier one.</summary>
    public bool Waits(long ticket) => _groups.Exists(group => group.Ticket <= ticket);

    /// <summary>Whether one of these records has (in all likelihood) the key of one that waits.</summary>
    public bool SharesKeyWith(Batch batch) => _groups.Exists(group => group.Builder.Keys.SharesHashWith(batch.KeysOrNew()));

    /// <summary>Whether a record has the size of a request at most.</summary>
    public bool Fits(int length) => length <= maxBytes;

    /// <summary>Copies a record.</summary>
    public void Add(ReadOnlySpan<byte> body, in EncodedRecord record, long number, in SentBefore before, ulong keyHash, long ticket)
    {
        var now = options.TimeProvider.GetTimestamp();
        var delay = options.SendAgainDelay * Math.Pow(2, Math.Clamp(before.Attempts - 1, 0, MaxDoublings));
        var key = record.Key.IsEmpty ? default : body.Slice(record.Key.Start, record.Key.Length);
        var ignoresCase = BatchBuilder.IgnoresCase(key, record.Key, record.ExternalId, record.Phone);
        var hash = key.IsEmpty ? 0 : KeyText.Hash(key, ignoresCase, format);
        var group = Find(record, delay, body.Length, key, ignoresCase, hash);
        if (group is null)
        {
            _groups.Add(group = new Group(new BatchBuilder(format), delay, now));
        }

        group.Builder.Buffer.Append(body);
        group.Builder.Commit(record, number, hash, now);
        group.Before.Add(before);
        group.KeyHashes.Add(keyHash);
        group.LastAt = now;
        group.Ticket = Math.Min(group.Ticket, ticket);
    }

    /// <summary>Time until the next batch may be sent; <see langword="null"/> when none waits.</summary>
    public TimeSpan? NextDue()
    {
        TimeSpan? next = null;
        foreach (var group in _groups)
        {
            var left = LeftOf(group);
            next = next is { } earlier && earlier < left ? earlier : left;
        }

        return next;
    }

    /// <summary>Takes the batches out whose pause is over.</summary>
    /// <param name="number">Gives a batch its number.</param>
    /// <param name="all">Whether to take the others, too.</param>
    public List<Batch> Take(Func<long> number, bool all)
    {
        List<Batch> batches = [];
        for (var i = 0; i < _groups.Count; )
        {
            var group = _groups[i];
            if (all || LeftOf(group) == TimeSpan.Zero)
            {
                _groups.RemoveAt(i);
                batches.Add(group.Builder.Seal(number(), keepKeys: true, [.. group.Before], [.. group.KeyHashes], group.Ticket));
            }
            else
            {
                i++;
            }
        }

        return batches;
    }

    /// <summary>A batch takes records for as long as its first one has to wait, and waits for its last one: at most twice the pause.</summary>
    private Group? Find(in EncodedRecord record, TimeSpan delay, int length, ReadOnlySpan<byte> key, bool ignoresCase, uint hash)
    {
        foreach (var group in _groups)
        {
            var builder = group.Builder;
            if (
                group.Delay == delay
                && builder.Takes(record)
                && builder.Count < maxRecords
                && builder.Weight + record.Weight <= maxWeight
                && builder.WireBytes + builder.Buffer.SeparatorLength + length <= maxBytes
                && (delay == TimeSpan.Zero || options.TimeProvider.GetElapsedTime(group.OpenedAt) < delay)
                && (key.IsEmpty || builder.Find(key, ignoresCase, hash) < 0)
            )
            {
                return group;
            }
        }

        return null;
    }

    private TimeSpan LeftOf(Group group)
    {
        var left = group.Delay - options.TimeProvider.GetElapsedTime(group.LastAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private sealed class Group(BatchBuilder builder, TimeSpan delay, long openedAt)
    {
        public BatchBuilder Builder => builder;

        public TimeSpan Delay => delay;

        public long OpenedAt => openedAt;

        public List<SentBefore> Before { get; } = [];

        public List<ulong> KeyHashes { get; } = [];

        public long LastAt { get; set; }

        public long Ticket { get; set; } = long.MaxValue;
    }
}
