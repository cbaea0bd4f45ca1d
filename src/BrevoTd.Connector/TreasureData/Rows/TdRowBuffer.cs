using System.Buffers;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A growing buffer that can be cut back, which the framework's cannot.</summary>
internal sealed class TdRowBuffer(int capacity) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    /// <summary>Adds bytes, without the detour over the interface that the framework's extension takes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - Length)
        {
            Reserve(bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Room for at least so many bytes, of which <see cref="Took"/> says how many were used: the pair without checks, for the hot path.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Room(int size)
    {
        if (size > _bytes.Length - Length)
        {
            Reserve(size);
        }

        return _bytes.AsSpan(Length);
    }

    public void Took(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int size)
    {
        size = Math.Max(size, 1);
        if (size <= _bytes.Length - Length)
        {
            return;
        }

        var wanted = (long)Length + size;
        if (wanted > Array.MaxLength)
        {
            throw new InvalidOperationException("A row for an import takes more than 2 GB.");
        }

        Array.Resize(ref _bytes, (int)Math.Min(Math.Max(wanted, 2L * _bytes.Length), Array.MaxLength));
    }
}
