using System.Buffers;
using System.Buffers.Binary;

namespace BrevoTd.Connector.Batching;

/// <summary>Reads a journal from its beginning. An entry that was cut off at the end, as a killed process leaves it, is passed over; anything else that does not fit is damage.</summary>
internal static class JournalReader
{
    /// <summary>Reads everything.</summary>
    /// <returns>What stands in it; <see langword="null"/> when not even the head is complete.</returns>
    public static async Task<JournalState?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[JournalFormat.HeadLength];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var start = head.AsSpan(0, Math.Min(read, JournalFormat.Magic.Length));
        if (!JournalFormat.Magic.StartsWith(start) && !IsBlank(head.AsSpan(0, read)))
        {
            throw new InvalidDataException(
                "The file is no journal of a batch writer. Choose another path; nothing has been written to it."
            );
        }

        if (read < head.Length || IsBlank(head))
        {
            return null;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(^4)) != JournalFormat.Checksum(head.AsSpan(0, head.Length - 4)))
        {
            throw Damaged(0);
        }

        var state = new JournalState(new KeyHasher(head.AsSpan(JournalFormat.Magic.Length, KeyHasher.SaltLength)));
        await ReadEntriesAsync(stream, state, cancellationToken).ConfigureAwait(false);
        return state;
    }

    private static async Task ReadEntriesAsync(Stream stream, JournalState state, CancellationToken cancellationToken)
    {
        var content = Array.Empty<byte>();
        var head = new byte[JournalFormat.FrameHeadLength];
        long offset = JournalFormat.HeadLength;
        try
        {
            while (true)
            {
                state.Length = offset;
                var read = await stream
                    .ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                state.TornBytes = read;
                if (read < head.Length)
                {
                    return;
                }

                var length = BinaryPrimitives.ReadInt32LittleEndian(head);
                if (!IsSound(head, length))
                {
                    state.TornBytes += await BlankRestAsync(stream, head, offset, cancellationToken).ConfigureAwait(false);
                    return;
                }

                if (content.Length < length)
                {
                    ArrayPool<byte>.Shared.Return(content);
                    content = ArrayPool<byte>.Shared.Rent(length);
                }

                var entry = content.AsMemory(0, length);
                read = await stream.ReadAtLeastAsync(entry, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                state.TornBytes += read;
                if (read < length)
                {
                    return;
                }

                if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)) != JournalFormat.Checksum(entry.Span))
                {
                    // The last entry of all may be there in length only, after a power cut.
                    if (await stream.ReadAsync(head.AsMemory(0, 1), cancellationToken).ConfigureAwait(false) == 0)
                    {
                        return;
                    }

                    throw Damaged(offset);
                }

                state.Apply(entry.Span);
                offset += head.Length + length;
            }
        }
        finally
        {
            if (content.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(content);
            }
        }
    }

    private static bool IsSound(byte[] head, int length) =>
        length is > 0 and <= JournalFormat.MaxContent
        && BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) == JournalFormat.Checksum(head.AsSpan(0, 4));

    /// <summary>After a power cut a file may end in zeros. Anything else behind a bad head is damage.</summary>
    private static async Task<long> BlankRestAsync(Stream stream, byte[] head, long offset, CancellationToken cancellationToken)
    {
        var isBlank = IsBlank(head);
        long rest = 0;
        var buffer = new byte[4096];
        while (isBlank && await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            isBlank = IsBlank(buffer.AsSpan(0, read));
            rest += read;
        }

        return isBlank ? rest : throw Damaged(offset);
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)0) < 0;

    private static InvalidDataException Damaged(long offset) =>
        new(
            $"The journal is damaged at byte {offset}, and entries follow that cannot be trusted. Restore the file from a copy. Cut off at {offset} bytes it reads as it stood then; whatever was "
                + "sent afterwards would look as if it had not been."
        );
}
