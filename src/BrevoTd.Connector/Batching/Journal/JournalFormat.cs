using System.Buffers.Binary;
using System.Numerics;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// How a journal stands in its file: a head (magic number, salt, checksum), then entries, each with a length, the checksum of the length, and the checksum of the content. The length has a
/// checksum of its own, so that a damaged one is not taken for an entry that was cut off.
/// </summary>
internal static class JournalFormat
{
    public const int HeadLength = 8 + KeyHasher.SaltLength + sizeof(uint);
    public const int FrameHeadLength = 3 * sizeof(uint);

    /// <summary>Far above any entry: a batch of a million records with identifiers of a hundred bytes.</summary>
    public const int MaxContent = 256 * 1024 * 1024;

    public const byte Run = 1;
    public const byte Sending = 2;
    public const byte Accepted = 3;
    public const byte Settled = 4;
    public const byte Unsent = 5;

    /// <summary>Stands where an outcome would, for a record that is to be sent again.</summary>
    public const byte NoOutcome = 255;

    public static ReadOnlySpan<byte> Magic => "BTDJRNL\x01"u8;

    public static byte[] Head(KeyHasher hasher)
    {
        var head = new byte[HeadLength];
        Magic.CopyTo(head);
        hasher.Salt.CopyTo(head.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(HeadLength - 4), Checksum(head.AsSpan(0, HeadLength - 4)));
        return head;
    }

    /// <summary>CRC-32C.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
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
