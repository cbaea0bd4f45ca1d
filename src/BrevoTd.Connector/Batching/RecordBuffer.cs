using System.Buffers;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Pooled memory that encoders write into. A record always stands in one piece, with its separator in front of it, so that neighbours can be sent
/// with one write and any record can be left out.
/// </summary>
internal sealed class RecordBuffer(WireFormat format) : IBufferWriter<byte>
{
    public const int ChunkSize = 64 * 1024;

    private readonly byte _separator = format switch
    {
        WireFormat.JsonArray => (byte)',',
        WireFormat.JsonLines => (byte)'\n',
        _ => 0,
    };
    private readonly List<byte[]> _chunks = [];
    private byte[] _current = [];
    private int _position;
    private int _recordStart;

    public int SeparatorLength { get; } = format is WireFormat.MessagePack ? 0 : 1;

    public int Chunk => _chunks.Count - 1;

    public int RecordStart => _recordStart;

    public int RecordLength => _position - _recordStart;

    public ReadOnlySpan<byte> Record => _current.AsSpan(_recordStart, RecordLength);

    /// <summary>Pooled bytes that this buffer holds.</summary>
    public long Capacity { get; private set; }

    public void BeginRecord()
    {
        if (_current.Length - _position <= SeparatorLength)
        {
            Rent(ChunkSize);
        }

        if (SeparatorLength != 0)
        {
            _current[_position] = _separator;
        }

        _recordStart = _position + SeparatorLength;
        _position = _recordStart;
    }

    /// <summary>Forgets the record that was begun last.</summary>
    public void Rollback()
    {
        _position = _recordStart - SeparatorLength;
        _recordStart = _position;
    }

    public void Append(ReadOnlySpan<byte> record)
    {
        BeginRecord();
        record.CopyTo(GetSpan(record.Length));
        Advance(record.Length);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _current.Length - _position);
        _position += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _current.AsMemory(_position);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _current.AsSpan(_position);
    }

    public ReadOnlyMemory<byte> Slice(int chunk, int start, int length) => _chunks[chunk].AsMemory(start, length);

    public void ReturnToPool()
    {
        foreach (var chunk in _chunks)
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        _chunks.Clear();
        _current = [];
        _position = _recordStart = 0;
        Capacity = 0;
    }

    private void EnsureRoom(int sizeHint)
    {
        sizeHint = Math.Max(sizeHint, 1);
        if (_current.Length - _position >= sizeHint)
        {
            return;
        }

        // The record that is being written moves to a chunk where it fits in one piece.
        var partial = _position - _recordStart;
        var previous = _current;
        var from = _recordStart - SeparatorLength;
        var alone = from == 0 && _chunks.Count > 0;
        if (alone)
        {
            _chunks.RemoveAt(_chunks.Count - 1);
            Capacity -= previous.Length;
        }

        Rent(checked(Math.Max(ChunkSize, SeparatorLength + Math.Max(partial * 2, partial + sizeHint))));
        previous.AsSpan(from, SeparatorLength + partial).CopyTo(_current);
        _recordStart = SeparatorLength;
        _position = SeparatorLength + partial;
        if (alone)
        {
            ArrayPool<byte>.Shared.Return(previous);
        }
    }

    private void Rent(int size)
    {
        _current = ArrayPool<byte>.Shared.Rent(size);
        _chunks.Add(_current);
        _position = 0;
        Capacity += _current.Length;
    }
}
