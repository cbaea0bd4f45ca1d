using System.Buffers.Binary;
using System.Text;

namespace BrevoTd.Connector.Batching;

/// <summary>Reads the content of one entry, as <see cref="JournalFrame"/> wrote it.</summary>
internal ref struct JournalEntryReader(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _left = content;

    public readonly bool IsAtEnd => _left.IsEmpty;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }

        throw Malformed();
    }

    public long Difference()
    {
        var value = (ulong)Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Count()
    {
        var value = Number();

        // Nothing that is counted takes less than a byte.
        return value >= 0 && value <= _left.Length ? (int)value : throw Malformed();
    }

    public UInt128 Hash() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    public string? Text()
    {
        var length = Count();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    public static InvalidDataException Malformed() =>
        new(
            "The journal has an entry that this version of the library cannot read. Read it with the version that wrote it, or a newer one."
        );

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_left.Length < count)
        {
            throw Malformed();
        }

        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
