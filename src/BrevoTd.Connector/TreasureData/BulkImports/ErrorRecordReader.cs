using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Reads the error records of a bulk import: gzip of maps back to back, or nothing at all.</summary>
internal static class ErrorRecordReader
{
    private const int Step = 64 * 1024;
    private const int MaxRow = 64 * 1024 * 1024;

    public static async IAsyncEnumerable<TdErrorRecord> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = new byte[1];
        if (await body.ReadAsync(first, cancellationToken).ConfigureAwait(false) == 0)
        {
            yield break;
        }

        var gzip = new GzipResultStream(new PrefixedStream(first[0], body), leaveOpen: false);
        await using (gzip.ConfigureAwait(false))
        {
            var buffer = new byte[Step];
            var (start, end, number) = (0, 0, 0L);
            while (true)
            {
                var length = 0;
                var status = TdTokenScanner.Skip(buffer.AsSpan(start, end - start), ref length);
                if (status == TdScanStatus.Done)
                {
                    yield return new TdErrorRecord(buffer[start..(start + length)], ++number);
                    start += length;
                    continue;
                }

                if (status == TdScanStatus.Invalid)
                {
                    throw Failure(TdResultProblem.InvalidBytes, number + 1, "are not MessagePack");
                }

                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                if (end == buffer.Length)
                {
                    if (end >= MaxRow)
                    {
                        throw Failure(TdResultProblem.RowTooLarge, number + 1, "hold a row of more than 64 MiB");
                    }

                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var count = await gzip.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
                end += count;
                if (count > 0)
                {
                    continue;
                }

                if (end > 0)
                {
                    throw Failure(TdResultProblem.Truncated, number + 1, "end in the middle of a row");
                }

                yield break;
            }
        }
    }

    private static TreasureDataResultException Failure(TdResultProblem problem, long row, string what) =>
        new(problem, $"The error records of the bulk import {what}. Read them again.", row, operation: "bulk_imports.error_records");

    /// <summary>A stream whose first byte was read already.</summary>
    private sealed class PrefixedStream(byte first, Stream rest) : Stream
    {
        private bool _isFirstRead;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => TryFirst(buffer) ? 1 : rest.Read(buffer);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            TryFirst(buffer.Span) ? new ValueTask<int>(1) : rest.ReadAsync(buffer, cancellationToken);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rest.Dispose();
            }

            base.Dispose(disposing);
        }

        private bool TryFirst(Span<byte> buffer)
        {
            if (_isFirstRead || buffer.IsEmpty)
            {
                return false;
            }

            _isFirstRead = true;
            buffer[0] = first;
            return true;
        }
    }
}
