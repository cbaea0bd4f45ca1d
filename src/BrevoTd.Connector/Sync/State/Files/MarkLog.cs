using System.Buffers;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// The marks of one set: a file that only grows, until it is written anew without what was superseded. It begins with records whose keys all differ (the base), and goes on with
/// later ones (the tail): a reader remembers the keys of the tail only.
/// </summary>
internal sealed class MarkLog(string path, FileSyncStoreOptions options)
{
    private const int RecordsAtOnce = 4096;

    private readonly SemaphoreSlim _gate = new(1);

    public async IAsyncEnumerable<SyncMark> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (OwnedFiles.TryOpenForReading(path) is not { } stream)
        {
            yield break;
        }

        await using (stream.ConfigureAwait(false))
        {
            var extent = await MeasureAsync(stream, cancellationToken).ConfigureAwait(false);
            await foreach (var mark in CurrentAsync(stream, extent, cancellationToken).ConfigureAwait(false))
            {
                if (mark.Content is not null)
                {
                    yield return mark;
                }
            }
        }
    }

    public async Task AppendAsync(IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var hold = await OwnedFiles.LockAsync(path + ".lock", options.LockTimeout, cancellationToken).ConfigureAwait(false);
            await using (hold.ConfigureAwait(false))
            {
                var extent = await AppendLockedAsync(marks, cancellationToken).ConfigureAwait(false);
                var tail = extent.Records - extent.Distinct;
                if (tail >= options.CompactAfterMarks && tail * 2 >= extent.Distinct)
                {
                    await CompactLockedAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var hold = await OwnedFiles.LockAsync(path + ".lock", options.LockTimeout, cancellationToken).ConfigureAwait(false);
            await using (hold.ConfigureAwait(false))
            {
                File.Delete(path);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Extent> AppendLockedAsync(IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken)
    {
        var stream = OwnedFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        await using (stream.ConfigureAwait(false))
        {
            var extent = await MeasureAsync(stream, cancellationToken).ConfigureAwait(false);
            var isNew = extent.Records < 0;
            var end = isNew ? 0 : MarkRecord.HeadSize + (extent.Records * MarkRecord.Size);
            if (stream.Length > end)
            {
                // The writer that began this record is gone: the lock is ours.
                stream.SetLength(end);
            }

            stream.Position = end;
            var buffer = ArrayPool<byte>.Shared.Rent(MarkRecord.HeadSize + (Math.Min(marks.Count, RecordsAtOnce) * MarkRecord.Size));
            try
            {
                var used = 0;
                if (isNew)
                {
                    MarkRecord.WriteHead(buffer, 0);
                    used = MarkRecord.HeadSize;
                }

                var inBuffer = 0;
                for (var i = 0; i < marks.Count; i++)
                {
                    MarkRecord.Write(buffer.AsSpan(used), marks[i]);
                    used += MarkRecord.Size;
                    if (++inBuffer == RecordsAtOnce)
                    {
                        await stream.WriteAsync(buffer.AsMemory(0, used), cancellationToken).ConfigureAwait(false);
                        (used, inBuffer) = (0, 0);
                    }
                }

                if (used > 0)
                {
                    await stream.WriteAsync(buffer.AsMemory(0, used), cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            OwnedFiles.Flush(stream, options.FlushToDisk);
            return new Extent(Math.Max(extent.Records, 0) + marks.Count, extent.Distinct);
        }
    }

    /// <summary>Writes the log anew. Readers that have the old file open read on in it.</summary>
    private async Task CompactLockedAsync(CancellationToken cancellationToken)
    {
        var temporary = OwnedFiles.TemporaryOf(path);
        try
        {
            var target = OwnedFiles.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            await using (target.ConfigureAwait(false))
            {
                var buffer = new byte[RecordsAtOnce * MarkRecord.Size];
                var (used, count) = (0, 0L);
                target.Position = MarkRecord.HeadSize;
                await foreach (var mark in ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    MarkRecord.Write(buffer.AsSpan(used), mark);
                    used += MarkRecord.Size;
                    count++;
                    if (used == buffer.Length)
                    {
                        await target.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
                        used = 0;
                    }
                }

                await target.WriteAsync(buffer.AsMemory(0, used), cancellationToken).ConfigureAwait(false);
                MarkRecord.WriteHead(buffer, count);
                target.Position = 0;
                await target.WriteAsync(buffer.AsMemory(0, MarkRecord.HeadSize), cancellationToken).ConfigureAwait(false);
                OwnedFiles.Flush(target, options.FlushToDisk);
            }

            await OwnedFiles.MoveAsync(temporary, path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            OwnedFiles.TryDelete(temporary);
            if (e is not (IOException or UnauthorizedAccessException))
            {
                throw;
            }

            // The long log is as good as a short one, and the marks are kept already: a later write tries again.
        }
    }

    /// <summary>How much of a log is whole; a file without a whole head has -1 records. Only the end may be torn: damage before it is not a crash's.</summary>
    private async Task<Extent> MeasureAsync(FileStream stream, CancellationToken cancellationToken)
    {
        var length = stream.Length;
        if (length < MarkRecord.HeadSize)
        {
            return new Extent(-1, 0);
        }

        var head = new byte[MarkRecord.HeadSize];
        stream.Position = 0;
        await stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        if (!MarkRecord.TryReadHead(head, out var distinct) || (length - MarkRecord.HeadSize) / MarkRecord.Size < distinct)
        {
            throw Damaged();
        }

        var records = (length - MarkRecord.HeadSize) / MarkRecord.Size;
        var buffer = new byte[MarkRecord.Size];
        for (; records > distinct; records--)
        {
            stream.Position = MarkRecord.HeadSize + ((records - 1) * MarkRecord.Size);
            await stream.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (MarkRecord.TryRead(buffer, out _))
            {
                break;
            }
        }

        return new Extent(records, distinct);
    }

    /// <summary>The newest record of each key, also of keys that were taken out.</summary>
    private async IAsyncEnumerable<SyncMark> CurrentAsync(
        FileStream stream,
        Extent extent,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var later = new HashSet<UInt128>();
        var buffer = new byte[RecordsAtOnce * MarkRecord.Size];
        for (var end = extent.Records; end > extent.Distinct; )
        {
            var start = Math.Max(extent.Distinct, end - RecordsAtOnce);
            await ReadAsync(stream, start, end, buffer, cancellationToken).ConfigureAwait(false);
            for (var i = (int)(end - start) - 1; i >= 0; i--)
            {
                var mark = At(buffer, i);
                if (later.Add(mark.Key))
                {
                    yield return mark;
                }
            }

            end = start;
        }

        for (var start = 0L; start < extent.Distinct; start += RecordsAtOnce)
        {
            var end = Math.Min(extent.Distinct, start + RecordsAtOnce);
            await ReadAsync(stream, start, end, buffer, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < end - start; i++)
            {
                var mark = At(buffer, i);
                if (!later.Contains(mark.Key))
                {
                    yield return mark;
                }
            }
        }
    }

    private static async Task ReadAsync(FileStream stream, long start, long end, byte[] buffer, CancellationToken cancellationToken)
    {
        stream.Position = MarkRecord.HeadSize + (start * MarkRecord.Size);
        await stream.ReadExactlyAsync(buffer.AsMemory(0, (int)(end - start) * MarkRecord.Size), cancellationToken).ConfigureAwait(false);
    }

    private SyncMark At(byte[] buffer, int index) =>
        MarkRecord.TryRead(buffer.AsSpan(index * MarkRecord.Size, MarkRecord.Size), out var mark) ? mark : throw Damaged();

    private SyncStoreException Damaged() =>
        new(
            $"The file {path} is damaged before its end, which no crash of a process does: the disk or another program changed it. Restore it from a backup; "
                + "without one, move it away: what it knew is then unknown, and records are sent anew."
        );

    private readonly record struct Extent(long Records, long Distinct);
}
