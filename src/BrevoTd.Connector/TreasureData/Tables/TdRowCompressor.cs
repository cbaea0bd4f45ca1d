using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Compresses rows while they are written, in a way that gives the same bytes for the same rows however they were cut, and hashes them.</summary>
internal sealed class TdRowCompressor : IDisposable
{
    // The compressor's output depends on how its input is cut, so that the input is always cut alike.
    private const int Piece = 64 * 1024;

    // Byte 9 of a gzip file names the operating system; 255 is "unknown", the same everywhere.
    private const int SystemOffset = 9;
    private const byte UnknownSystem = 255;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _compressed = new();
    private readonly GZipStream _gzip;
    private byte[]? _piece = ArrayPool<byte>.Shared.Rent(Piece);
    private int _filled;

    public TdRowCompressor()
    {
        _gzip = new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>Bytes of the rows before compression.</summary>
    public long RowBytes { get; private set; }

    /// <summary>Bytes after compression that are certain by now; the compressor and the last piece hold some back.</summary>
    public long CompressedBytes => _compressed.Length + _filled;

    public void Write(ReadOnlySpan<byte> rows)
    {
        ObjectDisposedException.ThrowIf(_piece is null, this);
        RowBytes += rows.Length;
        while (!rows.IsEmpty)
        {
            var count = Math.Min(rows.Length, Piece - _filled);
            rows[..count].CopyTo(_piece.AsSpan(_filled));
            rows = rows[count..];
            _filled += count;
            if (_filled == Piece)
            {
                Flush();
            }
        }
    }

    /// <summary>Ends the file.</summary>
    public byte[] Finish()
    {
        Flush();
        _gzip.Dispose();
        var content = _compressed.ToArray();
        content[SystemOffset] = UnknownSystem;
        return content;
    }

    /// <summary>The hash of the rows, which is independent of the compression, and of what follows them.</summary>
    public void FinishHash(ReadOnlySpan<byte> suffix, Span<byte> digest)
    {
        _hash.AppendData(suffix);
        _hash.GetHashAndReset(digest);
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _compressed.Dispose();
        _hash.Dispose();
        if (Interlocked.Exchange(ref _piece, null) is { } piece)
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private void Flush()
    {
        _hash.AppendData(_piece!, 0, _filled);
        _gzip.Write(_piece!, 0, _filled);
        _filled = 0;
    }
}
