using System.Buffers;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>The records that one request carries: slices of the bytes that a map wrote, never copied. Valid only while its sink sends it.</summary>
public sealed class Batch : IBatchRecords
{
    private readonly BatchStorage _storage;
    private readonly int _first;
    private int _isReleased;
    private int _contents;
    private int _contentsRead;

    internal Batch(BatchStorage storage, int first, int count, long number, int partition, bool clearsValues, WireFormat format)
    {
        _storage = storage;
        _first = first;
        Count = count;
        Number = number;
        Partition = partition;
        ClearsValues = clearsValues;
        Format = format;

        long bytes = (long)storage.Buffer.SeparatorLength * Math.Max(0, count - 1);
        foreach (ref readonly var item in Items)
        {
            bytes += item.Length;
        }

        Bytes = bytes;
    }

    /// <summary>Number of the batch in its writer, from 1.</summary>
    public long Number { get; }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>Bytes of the records with what stands between them, without the sink's envelope.</summary>
    public long Bytes { get; }

    /// <summary>The partition that all records share (<see cref="EncodedRecord.Partition"/>).</summary>
    public int Partition { get; }

    /// <summary>Whether records ask to clear values (<see cref="EncodedRecord.ClearsValues"/>); never mixed within a batch.</summary>
    public bool ClearsValues { get; }

    /// <summary>How the records stand one after another.</summary>
    public WireFormat Format { get; }

    internal ReadOnlySpan<BatchItem> Items => _storage.Items.AsSpan(_first, Count);

    /// <summary>Key hashes of the records; made when they are first needed (<see cref="KeysOrNew"/>).</summary>
    internal KeyTable? Keys { get; set; }

    /// <summary>Number of the batch that its records first stood in, at least.</summary>
    internal long Ticket { get; init; }

    /// <summary>Requests for larger batches that this one was a part of.</summary>
    internal int Depth { get; init; }

    /// <summary>Whether a larger batch was refused because of some of its records, of which these are a part.</summary>
    internal bool IsRefusedPart { get; init; }

    /// <summary>The other half of a refused batch: if this one is taken, a bad record stands in that one.</summary>
    internal Batch? Sibling { get; set; }

    internal bool IsRepeat => _storage.Before is not null;

    /// <summary>By which the outcome journal knows the batch since it was last about to be sent; 0 before, and without a journal.</summary>
    internal long JournalId { get; set; }

    long IBatchRecords.JournalId => JournalId;

    /// <summary>Where a sink counts calls beyond the one that every batch is.</summary>
    internal RequestCounters? Requests { get; set; }

    /// <summary>Whether the sink took a body from this batch and nobody read a byte of it: the batch has certainly not been sent.</summary>
    internal bool IsCertainlyUnsent => Volatile.Read(ref _contents) > 0 && Volatile.Read(ref _contentsRead) == 0;

    /// <summary>Bytes of one record as they go on the wire.</summary>
    /// <param name="index">Position in the batch, from 0.</param>
    /// <returns>A slice of pooled memory: copy what is needed longer than the request.</returns>
    /// <exception cref="ObjectDisposedException">The batch is no longer being sent.</exception>
    public ReadOnlyMemory<byte> GetRecord(int index)
    {
        ThrowIfReleased();
        var item = ItemAt(index);
        return _storage.Buffer.Slice(item.Chunk, item.Start, item.Length);
    }

    /// <summary>The identifier by which the service knows the record; <see langword="null"/> for records without one.</summary>
    /// <param name="index">Position in the batch, from 0.</param>
    /// <returns>The identifier, unescaped. It may name a person.</returns>
    /// <exception cref="ObjectDisposedException">The batch is no longer being sent.</exception>
    public string? GetKey(int index)
    {
        ThrowIfReleased();
        var item = ItemAt(index);
        return KeyText.Decode(Field(item, item.Key), Format);
    }

    /// <summary>Position of the record in its source, from 1.</summary>
    /// <param name="index">Position in the batch, from 0.</param>
    /// <returns>The number that the map was given.</returns>
    public long GetRecordNumber(int index)
    {
        ThrowIfReleased();
        return ItemAt(index).Number;
    }

    /// <summary>A request body that streams the records between a prefix and a suffix. It can be read more than once, so that a request can be repeated.</summary>
    /// <param name="prefix">What stands before the first record, such as <c>{"items":[</c>.</param>
    /// <param name="suffix">What stands after the last record, such as <c>]}</c>.</param>
    /// <param name="mediaType">The body's <c>Content-Type</c>.</param>
    /// <returns>The body, with a known length.</returns>
    public HttpContent CreateContent(ReadOnlyMemory<byte> prefix, ReadOnlyMemory<byte> suffix, string mediaType = "application/json")
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaType);
        ThrowIfReleased();
        Interlocked.Increment(ref _contents);
        return new BatchContent(this, prefix, suffix, mediaType);
    }

    /// <summary>Writes the records with what stands between them.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <exception cref="ObjectDisposedException">The batch is no longer being sent.</exception>
    public void CopyTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        ThrowIfReleased();
        foreach (var run in Runs())
        {
            output.Write(run.Span);
        }
    }

    /// <summary>Number and size only: records are personal data.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"batch {Number}: {Count} records, {Bytes} bytes";

    /// <summary>The records in as few pieces as possible: neighbours in memory are one piece, with their separators.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Runs()
    {
        var buffer = _storage.Buffer;
        var separator = buffer.SeparatorLength;
        var (chunk, start, end) = (-1, 0, 0);
        for (var i = 0; i < Count; i++)
        {
            var item = _storage.Items[_first + i];
            if (item.Chunk == chunk && item.Start - separator == end)
            {
                end = item.Start + item.Length;
                continue;
            }

            if (chunk >= 0)
            {
                yield return buffer.Slice(chunk, start, end - start);
            }

            chunk = item.Chunk;
            start = i == 0 ? item.Start : item.Start - separator;
            end = item.Start + item.Length;
        }

        if (chunk >= 0)
        {
            yield return buffer.Slice(chunk, start, end - start);
        }
    }

    string? IBatchRecords.ProcessId => null;

    long IBatchRecords.Ticket => Ticket;

    Batch? IBatchRecords.Bodies => this;

    byte[]? IBatchRecords.CopyBody(int index) => GetRecord(index).ToArray();

    UInt128 IBatchRecords.HashKey(int index, KeyHasher hasher) => HashKey(index, hasher);

    internal UInt128 HashKey(int index, KeyHasher hasher)
    {
        var item = ItemAt(index);
        var key = Field(item, item.Key);
        return hasher.Hash(key, BatchBuilder.IgnoresCase(key, item.Key, item.ExternalId, item.Phone), Format);
    }

    SentBefore? IBatchRecords.Before(int index) => Before(index);

    int IBatchRecords.RequestsBefore(int index) => Depth + (Before(index)?.Requests ?? 0);

    ulong IBatchRecords.KeyHash(int index) => _storage.KeyHashes is { } hashes ? hashes[_first + index] : 0;

    internal SentBefore? Before(int index) => _storage.Before is { } before ? before[_first + index] : null;

    /// <summary>The pasts and hashes of all records, and where those of this batch begin; they stay valid when the batch is released.</summary>
    internal (SentBefore[]? Before, ulong[]? KeyHashes, int First) Memory => (_storage.Before, _storage.KeyHashes, _first);

    /// <summary>Hashes the keys for <see cref="SentKeys"/>.</summary>
    /// <returns>Whether that had not been done: the records are sent for the first time.</returns>
    internal bool HashKeys()
    {
        if (_storage.KeyHashes is not null)
        {
            return false;
        }

        var hashes = new ulong[_first + Count];
        for (var i = 0; i < Count; i++)
        {
            var item = Items[i];
            var key = Field(item, item.Key);
            hashes[_first + i] = key.IsEmpty ? 0 : SentKeys.Hash(key, IgnoresCase(item, key), Format);
        }

        _storage.KeyHashes = hashes;
        return true;
    }

    /// <summary>A part of the records as a batch of its own.</summary>
    internal Batch Slice(int offset, int count, long number, bool isRefused)
    {
        ObjectDisposedException.ThrowIf(!_storage.TryAddReference(), this);
        return new Batch(_storage, _first + offset, count, number, Partition, ClearsValues, Format)
        {
            Ticket = Ticket,
            Depth = Depth + 1,
            IsRefusedPart = IsRefusedPart || isRefused,
        };
    }

    /// <summary>Key hashes of the records.</summary>
    internal KeyTable KeysOrNew()
    {
        if (Keys is null)
        {
            Keys = new KeyTable();
            for (var i = 0; i < Count; i++)
            {
                var item = Items[i];
                var key = Field(item, item.Key);
                if (!key.IsEmpty)
                {
                    Keys.Add(KeyText.Hash(key, IgnoresCase(item, key), Format), i);
                }
            }
        }

        return Keys;
    }

    private static bool IgnoresCase(in BatchItem item, ReadOnlySpan<byte> key) =>
        BatchBuilder.IgnoresCase(key, item.Key, item.ExternalId, item.Phone);

    internal ReadOnlySpan<byte> Field(in BatchItem item, FieldRange field) =>
        field.IsEmpty ? default : _storage.Buffer.Slice(item.Chunk, item.Start + field.Start, field.Length).Span;

    internal bool TryBeginRead()
    {
        if (Volatile.Read(ref _isReleased) != 0 || !_storage.TryAddReference())
        {
            return false;
        }

        Interlocked.Increment(ref _contentsRead);
        return true;
    }

    internal void EndRead() => _storage.Release();

    /// <summary>Some of the records as a batch of their own, which holds the memory until it is released.</summary>
    internal Batch Part(int first, int count)
    {
        ThrowIfReleased();
        ObjectDisposedException.ThrowIf(!_storage.TryAddReference(), this);
        return new Batch(_storage, _first + first, count, Number, Partition, ClearsValues, Format) { Keys = Keys };
    }

    /// <summary>Ends the batch's own hold on its memory; readers that are still at work keep theirs.</summary>
    internal void Release()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0)
        {
            _storage.Release();
        }
    }

    private BatchItem ItemAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _storage.Items[_first + index];
    }

    private void ThrowIfReleased() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isReleased) != 0, this);
}
