using System.Buffers;
using System.Text;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// A batch that a service took and now works on: the identifiers of its records, without their bodies (24 bytes a record and the identifiers' own).
/// Valid only while its sink settles it.
/// </summary>
public sealed class AcceptedBatch : IBatchRecords
{
    private readonly Entry[] _entries;
    private readonly byte[] _text;
    private readonly Batch? _bodies;
    private readonly (SentBefore[]? Before, ulong[]? KeyHashes, int First) _memory;
    private readonly int _depth;
    private readonly long _ticket;
    private int _isReleased;

    internal AcceptedBatch(Batch batch, string processId, DateTimeOffset acceptedAt, bool keepBodies, RequestCounters requests)
    {
        ProcessId = processId;
        AcceptedAt = acceptedAt;
        Count = batch.Count;
        Number = batch.Number;
        JournalId = batch.JournalId;
        Partition = batch.Partition;
        ClearsValues = batch.ClearsValues;
        Requests = requests;
        _bodies = keepBodies ? batch : null;
        _memory = batch.Memory;
        _depth = batch.Depth;
        _ticket = batch.Ticket;
        _entries = ArrayPool<Entry>.Shared.Rent(Count);
        _text = CollectText(batch);
    }

    /// <summary>By which the service knows the batch.</summary>
    public string ProcessId { get; }

    /// <summary>When the service accepted it.</summary>
    public DateTimeOffset AcceptedAt { get; }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>Number of the batch in its writer, from 1.</summary>
    public long Number { get; }

    /// <summary>The partition that all records share (<see cref="EncodedRecord.Partition"/>).</summary>
    public int Partition { get; }

    /// <summary>Whether its records ask to clear values (<see cref="EncodedRecord.ClearsValues"/>).</summary>
    public bool ClearsValues { get; }

    internal RequestCounters Requests { get; }

    internal long JournalId { get; }

    long IBatchRecords.JournalId => JournalId;

    /// <summary>The record's identifier, as the map wrote it; <see langword="null"/> for a record without one.</summary>
    /// <param name="index">Position in the batch, from 0.</param>
    /// <returns>The identifier. It may name a person.</returns>
    public string? GetKey(int index)
    {
        var entry = EntryAt(index);
        return Text(entry.Start, entry.KeyLength);
    }

    /// <summary>The record's external id; <see langword="null"/> for a record without one.</summary>
    /// <param name="index">Position in the batch, from 0.</param>
    /// <returns>The external id.</returns>
    public string? GetExternalId(int index)
    {
        var entry = EntryAt(index);
        return entry.ExternalIdLength == SameAsKey
            ? Text(entry.Start, entry.KeyLength)
            : Text(entry.Start + entry.KeyLength, entry.ExternalIdLength);
    }

    /// <summary>The record's phone number for SMS; <see langword="null"/> for a record without one.</summary>
    /// <param name="index">Position in the batch, from 0.</param>
    /// <returns>The number as the map wrote it.</returns>
    public string? GetPhone(int index)
    {
        var entry = EntryAt(index);
        return entry.PhoneLength == SameAsKey
            ? Text(entry.Start, entry.KeyLength)
            : Text(entry.Start + entry.KeyLength + Math.Max(0, entry.ExternalIdLength), entry.PhoneLength);
    }

    /// <summary>Position of the record in its source, from 1.</summary>
    /// <param name="index">Position in the batch, from 0.</param>
    /// <returns>The number that the map was given.</returns>
    public long GetRecordNumber(int index) => EntryAt(index).Number;

    /// <summary>Number, size and process only: identifiers are personal data.</summary>
    /// <returns>A short description.</returns>
    public override string ToString() => $"batch {Number}: {Count} records, process {ProcessId}";

    /// <summary>The record's bytes as they were sent. Only for a sink that keeps them (<see cref="ISettlingBatchSink.SendsAgain"/>, <see cref="IVerifyingSink"/>).</summary>
    internal ReadOnlyMemory<byte> GetRecord(int index) =>
        (
            _bodies ?? throw new InvalidOperationException("The bytes of accepted records are kept only for sinks that send them again.")
        ).GetRecord(index);

    long IBatchRecords.Ticket => _ticket;

    Batch? IBatchRecords.Bodies => _bodies;

    byte[]? IBatchRecords.CopyBody(int index) => _bodies?.GetRecord(index).ToArray();

    UInt128 IBatchRecords.HashKey(int index, KeyHasher hasher)
    {
        var entry = EntryAt(index);
        var key = _text.AsSpan(entry.Start, Math.Max(0, entry.KeyLength));
        var isAddress = entry.ExternalIdLength != SameAsKey && entry.PhoneLength != SameAsKey && key.Contains((byte)'@');

        // Escapes are gone already.
        return hasher.Hash(key, isAddress, WireFormat.MessagePack);
    }

    SentBefore? IBatchRecords.Before(int index) => Before(index);

    int IBatchRecords.RequestsBefore(int index) => _depth + (Before(index)?.Requests ?? 0);

    ulong IBatchRecords.KeyHash(int index) => _memory.KeyHashes is { } hashes ? hashes[_memory.First + index] : 0;

    /// <summary>How often the record was sent before, and why it was sent again; <see langword="null"/> for a record that was sent once.</summary>
    internal SentBefore? Before(int index) => _memory.Before is { } before ? before[_memory.First + index] : null;

    /// <summary>The e-mail address; <see langword="null"/> for a record that is known by another identifier only.</summary>
    internal string? GetEmail(int index)
    {
        var entry = EntryAt(index);
        return entry.ExternalIdLength == SameAsKey || entry.PhoneLength == SameAsKey ? null : Text(entry.Start, entry.KeyLength);
    }

    internal void Release()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0)
        {
            ArrayPool<Entry>.Shared.Return(_entries);
            ArrayPool<byte>.Shared.Return(_text);
            _bodies?.Release();
        }
    }

    private const int SameAsKey = -1;

    private byte[] CollectText(Batch batch)
    {
        var text = ArrayPool<byte>.Shared.Rent(1024);
        var used = 0;
        var items = batch.Items;
        for (var i = 0; i < items.Length; i++)
        {
            ref readonly var item = ref items[i];
            _entries[i] = new Entry
            {
                Start = used,
                KeyLength = Append(batch, item, item.Key, ref text, ref used),
                ExternalIdLength = IsKey(item, item.ExternalId) ? SameAsKey : Append(batch, item, item.ExternalId, ref text, ref used),
                PhoneLength = IsKey(item, item.Phone) ? SameAsKey : Append(batch, item, item.Phone, ref text, ref used),
                Number = item.Number,
            };
        }

        return text;
    }

    private static bool IsKey(in BatchItem item, FieldRange field) => !field.IsEmpty && field == item.Key;

    private static int Append(Batch batch, in BatchItem item, FieldRange field, ref byte[] text, ref int used)
    {
        if (field.IsEmpty)
        {
            return 0;
        }

        var bytes = batch.Field(item, field);
        if (batch.Format is not WireFormat.MessagePack && bytes.Contains((byte)'\\'))
        {
            bytes = Encoding.UTF8.GetBytes(KeyText.Decode(bytes, batch.Format)!);
        }

        if (text.Length - used < bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(text.Length * 2, used + bytes.Length));
            text.AsSpan(0, used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(text);
            text = larger;
        }

        bytes.CopyTo(text.AsSpan(used));
        used += bytes.Length;
        return bytes.Length;
    }

    private string? Text(int start, int length) => length <= 0 ? null : Encoding.UTF8.GetString(_text, start, length);

    private Entry EntryAt(int index)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isReleased) != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _entries[index];
    }

    private struct Entry
    {
        public int Start;
        public int KeyLength;
        public int ExternalIdLength;
        public int PhoneLength;
        public long Number;
    }
}
