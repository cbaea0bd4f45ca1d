using System.Buffers;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Mapping;

/// <summary>The bytes of the record that is being encoded, and scratch space for steps. One array that grows; reused for every record.</summary>
internal sealed class RecordBuffer : IBufferWriter<byte>
{
    private const int InitialSize = 1024;
    private const int KeptSize = 1024 * 1024;

    private byte[] _bytes = new byte[InitialSize];

    /// <summary>Bytes written.</summary>
    public int Count;

    /// <summary>Fields written, for formats that count them.</summary>
    public int FieldCount;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Count);

    public byte Last => _bytes[Count - 1];

    public void Clear()
    {
        Count = 0;
        FieldCount = 0;
        if (_bytes.Length > KeptSize)
        {
            // One huge record must not hold its memory for the rest of the run.
            _bytes = new byte[InitialSize];
        }
    }

    /// <summary>Room for at least <paramref name="size"/> bytes after those written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Count < size)
        {
            Grow(size);
        }

        return _bytes.AsSpan(Count);
    }

    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        Count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Count += bytes.Length;
    }

    /// <summary>A byte that was written before, to be patched.</summary>
    public ref byte At(int position) => ref _bytes[position];

    /// <summary>Bytes that were written before, to be patched.</summary>
    public Span<byte> Range(int position, int length) => _bytes.AsSpan(position, length);

    /// <summary>The array behind the buffer, until the buffer grows or is cleared.</summary>
    public byte[] Array => _bytes;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Count);
        Count += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        _ = Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(Math.Max(sizeHint, 1));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        var wanted = (long)Count + size;
        if (wanted > System.Array.MaxLength)
        {
            throw new InvalidOperationException("A record would exceed 2 GB. Shorten the values that its map reads.");
        }

        System.Array.Resize(ref _bytes, (int)Math.Min(System.Array.MaxLength, Math.Max(wanted, 2L * _bytes.Length)));
    }
}
