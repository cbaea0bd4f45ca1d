using System.Buffers.Binary;
using System.Numerics;

namespace BrevoTd.Connector.Sync;

/// <summary>A mark in a log: kind, key, content, checksum. All records have one size, so that the last complete one is found from the file's length.</summary>
internal static class MarkRecord
{
    public const int Size = 1 + 16 + 16 + sizeof(uint);

    /// <summary>The head of a log: a word, how many records at the beginning have keys that differ, and a checksum.</summary>
    public const int HeadSize = 8 + sizeof(long) + sizeof(uint);

    private const byte Kept = 1;
    private const byte TakenOut = 2;

    private static ReadOnlySpan<byte> Magic => "BTDMARK1"u8;

    public static void Write(Span<byte> target, in SyncMark mark)
    {
        target[0] = mark.Content is null ? TakenOut : Kept;
        BinaryPrimitives.WriteUInt128LittleEndian(target[1..], mark.Key);
        BinaryPrimitives.WriteUInt128LittleEndian(target[17..], mark.Content ?? UInt128.Zero);
        BinaryPrimitives.WriteUInt32LittleEndian(target[33..], Checksum(target[..33]));
    }

    public static bool TryRead(ReadOnlySpan<byte> source, out SyncMark mark)
    {
        if (source[0] is not (Kept or TakenOut) || BinaryPrimitives.ReadUInt32LittleEndian(source[33..]) != Checksum(source[..33]))
        {
            mark = default;
            return false;
        }

        mark = new SyncMark(
            BinaryPrimitives.ReadUInt128LittleEndian(source[1..]),
            source[0] == Kept ? BinaryPrimitives.ReadUInt128LittleEndian(source[17..]) : null
        );
        return true;
    }

    public static void WriteHead(Span<byte> target, long distinct)
    {
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], distinct);
        BinaryPrimitives.WriteUInt32LittleEndian(target[16..], Checksum(target[..16]));
    }

    public static bool TryReadHead(ReadOnlySpan<byte> source, out long distinct)
    {
        distinct = BinaryPrimitives.ReadInt64LittleEndian(source[8..]);
        return source.StartsWith(Magic) && distinct >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(source[16..]) == Checksum(source[..16]);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
