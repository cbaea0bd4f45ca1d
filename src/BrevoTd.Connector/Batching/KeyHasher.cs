using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Turns identifiers into 128 bits that stand for them: the beginning of SHA-256 over a salt and the identifier in the form in which equal spellings are equal. Without the salt the bits say
/// nothing about a person. Thread-safe; allocates nothing for plain identifiers.
/// </summary>
internal sealed class KeyHasher
{
    public const int SaltLength = 16;

    private readonly byte[] _salt;

    public KeyHasher()
        : this(RandomNumberGenerator.GetBytes(SaltLength)) { }

    public KeyHasher(ReadOnlySpan<byte> salt) => _salt = salt.ToArray();

    public ReadOnlySpan<byte> Salt => _salt;

    /// <summary>The bits of an identifier; never 0, which stands for none.</summary>
    public UInt128 Hash(ReadOnlySpan<byte> key, bool ignoreCase, WireFormat format)
    {
        if (key.IsEmpty)
        {
            return 0;
        }

        var rented = ArrayPool<byte>.Shared.Rent(SaltLength + KeyText.Bound(key.Length));
        _salt.CopyTo(rented, 0);
        var length = KeyText.Normalize(key, ignoreCase, format, rented.AsSpan(SaltLength));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rented.AsSpan(0, SaltLength + length), digest);
        ArrayPool<byte>.Shared.Return(rented);
        var hash = BinaryPrimitives.ReadUInt128LittleEndian(digest);
        return hash == 0 ? 1 : hash;
    }
}
