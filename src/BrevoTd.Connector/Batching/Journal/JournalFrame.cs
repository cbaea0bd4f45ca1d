using System.Buffers.Binary;
using System.Text;

namespace BrevoTd.Connector.Batching;

/// <summary>One entry while it is written. Its memory is used again.</summary>
internal sealed class JournalFrame
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Begin(byte kind)
    {
        _length = JournalFormat.FrameHeadLength;
        Byte(kind);
    }

    public void End()
    {
        var head = _bytes.AsSpan(0, JournalFormat.FrameHeadLength);
        BinaryPrimitives.WriteInt32LittleEndian(head, _length - head.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], JournalFormat.Checksum(head[..4]));
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], JournalFormat.Checksum(Written[head.Length..]));
    }

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    public void Number(long value)
    {
        Reserve(10);
        var left = (ulong)value;
        for (; left >= 0x80; left >>= 7)
        {
            _bytes[_length++] = (byte)(left | 0x80);
        }

        _bytes[_length++] = (byte)left;
    }

    /// <summary>A number that may be negative, and is small in most cases.</summary>
    public void Difference(long value) => Number((value << 1) ^ (value >> 63));

    public void Hash(UInt128 value)
    {
        Reserve(16);
        BinaryPrimitives.WriteUInt128LittleEndian(_bytes.AsSpan(_length), value);
        _length += 16;
    }

    public void Text(string? value)
    {
        var count = Encoding.UTF8.GetByteCount(value ?? "");
        Number(count);
        Reserve(count);
        _length += Encoding.UTF8.GetBytes(value ?? "", _bytes.AsSpan(_length));
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}
