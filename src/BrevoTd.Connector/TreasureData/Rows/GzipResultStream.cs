using System.Buffers;
using System.IO.Compression;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Decompresses gzip and notices when the data was cut short. The framework's stream takes the end of its input for the end of the data,
/// so a cut download could pass for a short result. Here a last gzip member of known content is put behind the input: if it comes out at
/// the end, everything before it was whole.
/// </summary>
internal sealed class GzipResultStream : Stream
{
    private readonly MarkedStream _source;
    private readonly GZipStream _gzip;
    private ReadOnlyMemory<byte> _tail;
    private bool _finished;

    public GzipResultStream(Stream source, bool leaveOpen)
    {
        _source = new MarkedStream(source, leaveOpen);
        _gzip = new GZipStream(_source, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Text, so that its compressed form is not the text itself, which a cut stored block would let through.</summary>
    private static ReadOnlySpan<byte> EndMark => "end of the result"u8;

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _finished)
        {
            return TakeTail(buffer);
        }

        try
        {
            var count = _gzip.Read(buffer);
            if (!_source.Ended)
            {
                return Check(count);
            }

            var tail = NewTail(buffer[..count]);
            while (count > 0)
            {
                count = _gzip.Read(tail.GetSpan());
                tail.Advance(count);
            }

            Finish(tail);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }

        return TakeTail(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _finished)
        {
            return TakeTail(buffer.Span);
        }

        try
        {
            var count = await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (!_source.Ended)
            {
                return Check(count);
            }

            var tail = NewTail(buffer.Span[..count]);
            while (count > 0)
            {
                count = await _gzip.ReadAsync(tail.GetMemory(), cancellationToken).ConfigureAwait(false);
                tail.Advance(count);
            }

            Finish(tail);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }

        return TakeTail(buffer.Span);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _gzip.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] CompressEndMark()
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(EndMark);
        }

        return member.ToArray();
    }

    private static ArrayBufferWriter<byte> NewTail(ReadOnlySpan<byte> start)
    {
        var tail = new ArrayBufferWriter<byte>(Math.Max(256, start.Length));
        tail.Write(start);
        return tail;
    }

    /// <summary>Before the input ends, only something that is no gzip can make the decompressor stop.</summary>
    private int Check(int count) => count > 0 ? count : throw Damaged(inner: null);

    /// <summary>
    /// Looks at what came out since the mark went in. If the input was cut, that is the mark read as something else, so none of it may be
    /// handed out.
    /// </summary>
    private void Finish(ArrayBufferWriter<byte> tail)
    {
        if (!tail.WrittenSpan.EndsWith(EndMark))
        {
            throw Damaged(inner: null);
        }

        _tail = tail.WrittenMemory[..^EndMark.Length];
        _finished = true;
    }

    private int TakeTail(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _tail.Length);
        _tail.Span[..count].CopyTo(buffer);
        _tail = _tail[count..];
        return count;
    }

    private TreasureDataResultException Damaged(Exception? inner) =>
        _source.Ended
            ? new TreasureDataResultException(
                TdResultProblem.Truncated,
                $"The compressed result ends too early, after {_source.Count} bytes. Download it again.",
                innerException: inner
            )
            : new TreasureDataResultException(
                TdResultProblem.Corrupt,
                $"The compressed result is damaged, or something follows it, somewhere before byte {_source.Count}. Download it again.",
                innerException: inner
            );

    /// <summary>The source, and the mark behind it.</summary>
    private sealed class MarkedStream(Stream source, bool leaveOpen) : Stream
    {
        private static readonly byte[] s_mark = CompressEndMark();

        private int _markRead;

        public long Count { get; private set; }

        public bool Ended { get; private set; }

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

        public override int Read(Span<byte> buffer)
        {
            var read = Ended ? 0 : source.Read(buffer);
            return read > 0 ? Check(buffer[..read]) : ReadMark(buffer);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Ended ? 0 : await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return read > 0 ? Check(buffer.Span[..read]) : ReadMark(buffer.Span);
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            if (!leaveOpen)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }

            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !leaveOpen)
            {
                source.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Check(ReadOnlySpan<byte> data)
        {
            for (var i = 0; i < data.Length && Count + i < 2; i++)
            {
                if (data[i] != (Count + i == 0 ? 0x1F : 0x8B))
                {
                    throw new TreasureDataResultException(
                        TdResultProblem.NotGzip,
                        "The result is not gzip. Was it requested in the format msgpack.gz, and has nothing on the way decompressed it?"
                    );
                }
            }

            Count += data.Length;
            return data.Length;
        }

        private int ReadMark(Span<byte> buffer)
        {
            Ended = true;
            var count = Math.Min(buffer.Length, s_mark.Length - _markRead);
            s_mark.AsSpan(_markRead, count).CopyTo(buffer);
            _markRead += count;
            return count;
        }
    }
}
