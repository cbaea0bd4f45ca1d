using System.IO.Compression;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Reads the rows of a stored result, a bounded piece of it at a time.</summary>
internal static class ResultRows
{
    private const int PieceLength = 256 * 1024;

    /// <summary>Reads a row; the reader stands at its array header.</summary>
    public delegate void RowReader(ref MessagePackReader reader);

    public static void Read(Stream stored, RowReader read, CancellationToken cancellationToken)
    {
        using var gzip = new GZipStream(stored, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[PieceLength];
        var length = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var added = gzip.Read(buffer, length, buffer.Length - length);
            if (added == 0)
            {
                return;
            }

            length += added;
            var used = ReadComplete(buffer.AsMemory(0, length), read);
            buffer.AsSpan(used, length - used).CopyTo(buffer);
            length -= used;
        }
    }

    private static int ReadComplete(ReadOnlyMemory<byte> bytes, RowReader read)
    {
        var reader = new MessagePackReader(bytes);
        while (!reader.End)
        {
            var end = reader.CreatePeekReader();
            try
            {
                end.Skip(default);
            }
            catch (EndOfStreamException)
            {
                // The rest of this row comes with the next piece.
                break;
            }

            read(ref reader);
        }

        return checked((int)reader.Consumed);
    }
}
