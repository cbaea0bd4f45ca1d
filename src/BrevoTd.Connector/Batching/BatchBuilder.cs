using System.Buffers;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>A batch that is still being filled.</summary>
internal sealed class BatchBuilder(WireFormat format)
{
    private BatchItem[] _items = [];
    private int _slots;
    private long _recordBytes;

    public RecordBuffer Buffer { get; } = new(format);

    public KeyTable Keys { get; } = new();

    public int Partition { get; private set; }

    public bool ClearsValues { get; private set; }

    /// <summary>Timestamp of the first record.</summary>
    public long OpenedAt { get; private set; }

    /// <summary>Records that will be sent.</summary>
    public int Count { get; private set; }

    /// <summary>Records including those that were taken out again; their memory is only returned with the batch.</summary>
    public int Slots => _slots;

    public long WireBytes => _recordBytes + (long)Buffer.SeparatorLength * Math.Max(0, Count - 1);

    public bool IsBlank => _slots == 0;

    public bool Takes(in EncodedRecord record) => IsBlank || (Partition == record.Partition && ClearsValues == record.ClearsValues);

    /// <summary>Keeps the record that stands at the buffer's end.</summary>
    public void Commit(in EncodedRecord record, long number, uint keyHash, long now)
    {
        if (IsBlank)
        {
            (Partition, ClearsValues, OpenedAt) = (record.Partition, record.ClearsValues, now);
        }

        if (_slots == _items.Length)
        {
            Grow();
        }

        _items[_slots] = new BatchItem
        {
            Chunk = Buffer.Chunk,
            Start = Buffer.RecordStart,
            Length = Buffer.RecordLength,
            Key = record.Key,
            ExternalId = record.ExternalId,
            Phone = record.Phone,
            Number = number,
        };
        if (!record.Key.IsEmpty)
        {
            Keys.Add(keyHash, _slots);
        }

        _slots++;
        Count++;
        _recordBytes += Buffer.RecordLength;
    }

    /// <summary>The record with an equal key, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key, bool ignoreCase, uint hash)
    {
        var cursor = -1;
        for (var slot = Keys.Next(hash, ref cursor); slot >= 0; slot = Keys.Next(hash, ref cursor))
        {
            ref readonly var item = ref _items[slot];
            if (!item.IsRemoved && KeyText.AreEqual(Field(item, item.Key), IgnoresCase(item), key, ignoreCase, format))
            {
                return slot;
            }
        }

        return -1;
    }

    public BatchItem ItemAt(int slot) => _items[slot];

    public ReadOnlySpan<byte> Record(in BatchItem item) => Buffer.Slice(item.Chunk, item.Start, item.Length).Span;

    public ReadOnlySpan<byte> Field(in BatchItem item, FieldRange field) =>
        Buffer.Slice(item.Chunk, item.Start + field.Start, field.Length).Span;

    public void Remove(int slot)
    {
        _recordBytes -= _items[slot].Length;
        _items[slot].Length = -1;
        Count--;
    }

    public Batch Seal(long number, bool keepKeys, SentBefore[]? before = null, ulong[]? keyHashes = null, long? ticket = null)
    {
        var kept = 0;
        for (var i = 0; i < _slots; i++)
        {
            if (!_items[i].IsRemoved)
            {
                _items[kept++] = _items[i];
            }
        }

        var batch = new Batch(new BatchStorage(Buffer, _items, before, keyHashes), 0, kept, number, Partition, ClearsValues, format)
        {
            Ticket = ticket ?? number,
        };
        if (keepKeys)
        {
            batch.Keys = Keys;
        }
        else
        {
            Keys.ReturnToPool();
        }

        return batch;
    }

    private void Grow()
    {
        var larger = ArrayPool<BatchItem>.Shared.Rent(Math.Max(256, _slots * 2));
        _items.AsSpan(0, _slots).CopyTo(larger);
        if (_items.Length > 0)
        {
            ArrayPool<BatchItem>.Shared.Return(_items);
        }

        _items = larger;
    }

    public void Discard()
    {
        Buffer.ReturnToPool();
        Keys.ReturnToPool();
    }

    /// <summary>E-mail addresses are compared without regard to case; external ids and phone numbers as they are.</summary>
    public bool IgnoresCase(in BatchItem item) => IgnoresCase(Field(item, item.Key), item.Key, item.ExternalId, item.Phone);

    public static bool IgnoresCase(ReadOnlySpan<byte> key, FieldRange keyRange, FieldRange externalId, FieldRange phone) =>
        keyRange != externalId && keyRange != phone && key.Contains((byte)'@');
}
