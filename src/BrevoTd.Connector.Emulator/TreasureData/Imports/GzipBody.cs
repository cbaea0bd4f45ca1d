using System.IO.Compression;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Unpacks a gzip body completely, or says that it is damaged.</summary>
internal static class GzipBody
{
    /// <summary>0xC1 is the one byte that MessagePack never uses, so it cannot be mistaken for the end of a row.</summary>
    private const byte EndMark = 0xC1;

    private static readonly byte[] s_endMember = Compress([EndMark]);

    /// <summary>
    /// The unpacked bytes. A member that holds just <see cref="EndMark"/> is put behind the body before it is read: it comes out at the end only if
    /// the body was a complete gzip file, so that a body cut anywhere is noticed (the framework's reader takes a cut one for a short one).
    /// </summary>
    /// <exception cref="InvalidDataException">The body is not a complete gzip file.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> body, int maximumLength)
    {
        if (body.Length < 18 || body.Span[0] != 0x1F || body.Span[1] != 0x8B)
        {
            throw new InvalidDataException("The body is not a gzip file.");
        }

        using var packed = new MemoryStream(body.Length + s_endMember.Length);
        packed.Write(body.Span);
        packed.Write(s_endMember);
        packed.Position = 0;
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        var unpacked = new byte[Math.Clamp(body.Length * 4L, 4096, maximumLength)];
        var length = 0;
        while (true)
        {
            if (length == unpacked.Length)
            {
                if (length >= maximumLength)
                {
                    throw new BodyTooLargeException(maximumLength);
                }

                Array.Resize(ref unpacked, (int)Math.Min(maximumLength, unpacked.Length * 2L));
            }

            var read = gzip.Read(unpacked, length, unpacked.Length - length);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        if (length == 0 || unpacked[length - 1] != EndMark)
        {
            throw new InvalidDataException("The gzip body is cut off or followed by other bytes.");
        }

        Array.Resize(ref unpacked, length - 1);

        // A client that also announces Content-Encoding: gzip may have compressed twice; 0x1F 0x8B cannot start a row.
        return unpacked is [0x1F, 0x8B, ..] ? Unpack(unpacked, maximumLength) : unpacked;
    }

    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return buffer.ToArray();
    }
}

/// <summary>A body unpacks to more than the emulator takes.</summary>
internal sealed class BodyTooLargeException(long limit) : Exception($"The body unpacks to more than {limit} bytes.");
