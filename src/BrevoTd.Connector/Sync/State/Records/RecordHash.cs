using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Turns identifiers and contents into 128-bit numbers. Identifiers go through SHA-256 (HMAC with the secret, if there is one), so that a store tells nobody's address by itself; contents through a fast hash that is seeded with the record's key.
/// Without a secret, whoever can guess an identifier can tell whether it is in a store.
/// </summary>
/// <remarks>The numbers are kept between runs and versions: what is computed here must never change.</remarks>
internal sealed class RecordHash
{
    // Kept apart from people's identifiers, which have kinds from 1 on.
    private const byte BytesKind = 0;
    private const byte CheckKind = 255;
    private const int StackBytes = 512;

    private readonly byte[]? _secret;

    /// <param name="hashKey">The secret; <see langword="null"/> or empty for none.</param>
    public RecordHash(string? hashKey = null)
    {
        _secret = string.IsNullOrEmpty(hashKey) ? null : Encoding.UTF8.GetBytes(hashKey);
        Check = Digest(CheckKind, "hash key"u8);
    }

    /// <summary>Tells one secret from another without showing it.</summary>
    public UInt128 Check { get; }

    /// <summary>The key of a person or record by one of its identifiers; <see langword="null"/> where nothing is left of it.</summary>
    public UInt128? Identifier(in PersonIdentifier identifier) => Identifier(identifier.Kind, identifier.Value);

    /// <summary>The key of a person or record by one of its identifiers; <see langword="null"/> where nothing is left of it.</summary>
    public UInt128? Identifier(IdentifierKind kind, ReadOnlySpan<char> value)
    {
        var rented = value.Length > StackBytes ? ArrayPool<char>.Shared.Rent(value.Length) : null;
        try
        {
            var target = rented is null ? stackalloc char[StackBytes] : rented;
            var normal = Normalise(kind, value, target);
            if (normal.IsEmpty)
            {
                return null;
            }

            var bytes = new byte[Encoding.UTF8.GetByteCount(normal)];
            Encoding.UTF8.GetBytes(normal, bytes);
            return Digest((byte)kind, bytes);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    /// <summary>The key of a record that has no identifier: its bytes themselves.</summary>
    public UInt128 Bytes(ReadOnlySpan<byte> record) => Digest(BytesKind, record);

    /// <summary>What tells one content of a record from another. Not for secrets, and not against somebody who makes contents on purpose.</summary>
    /// <param name="key">Key of the record: equal contents of two records have different hashes.</param>
    /// <param name="content">The mapped bytes, all of them.</param>
    public static UInt128 Content(UInt128 key, ReadOnlySpan<byte> content)
    {
        var a = (ulong)key ^ 0xA0761D6478BD642F;
        var b = (ulong)(key >> 64) ^ 0xE7037ED1A0B428DB;
        var length = (ulong)content.Length;
        for (; content.Length >= 16; content = content[16..])
        {
            var x = BinaryPrimitives.ReadUInt64LittleEndian(content);
            var y = BinaryPrimitives.ReadUInt64LittleEndian(content[8..]);
            Mix(ref a, ref b, x, y);
        }

        Span<byte> rest = stackalloc byte[16];
        rest.Clear();
        content.CopyTo(rest);
        Mix(ref a, ref b, BinaryPrimitives.ReadUInt64LittleEndian(rest), BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
        Mix(ref a, ref b, length, length ^ 0x589965CC75374CC3);
        Mix(ref a, ref b, 0x1D8E4E27C47D124F, 0xEB44ACCAB455D165);
        return new UInt128(a, b);
    }

    // Both halves see both words; the sum keeps a zero factor from forgetting what was before.
    private static void Mix(ref ulong a, ref ulong b, ulong x, ulong y)
    {
        var high = Math.BigMul(a ^ x ^ 0x8EBC6AF09C88C6E3, b ^ y ^ 0x9E3779B97F4A7C15, out var low);
        var high2 = Math.BigMul(
            (x ^ 0xC2B2AE3D27D4EB4F) + System.Numerics.BitOperations.RotateLeft(b, 23),
            (y ^ 0x165667B19E3779F9) + a,
            out var low2
        );
        a = (a + x) ^ low ^ high2;
        b = System.Numerics.BitOperations.RotateLeft(b + y, 31) ^ high ^ low2;
    }

    private static ReadOnlySpan<char> Normalise(IdentifierKind kind, ReadOnlySpan<char> value, Span<char> target)
    {
        switch (kind)
        {
            case IdentifierKind.Email:
                var trimmed = value.Trim();
                return target[..trimmed.ToLowerInvariant(target)];
            case IdentifierKind.Phone:
                var digits = 0;
                foreach (var c in value)
                {
                    if (char.IsAsciiDigit(c))
                    {
                        target[digits++] = c;
                    }
                }

                return target[..digits].TrimStart('0');
            default:
                return value;
        }
    }

    private UInt128 Digest(byte kind, ReadOnlySpan<byte> text)
    {
        var rented = text.Length >= StackBytes ? ArrayPool<byte>.Shared.Rent(text.Length + 1) : null;
        var message = (rented is null ? stackalloc byte[StackBytes] : rented)[..(text.Length + 1)];
        message[0] = kind;
        text.CopyTo(message[1..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (_secret is null)
        {
            SHA256.HashData(message, digest);
        }
        else
        {
            HMACSHA256.HashData(_secret, message, digest);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        // Zero is the mark by which a set knows its secret.
        var hash = BinaryPrimitives.ReadUInt128BigEndian(digest);
        return hash == UInt128.Zero ? UInt128.One : hash;
    }
}
