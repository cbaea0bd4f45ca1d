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
    private readonly byte[] _held = new byte[EndMark.Length];
    private byte[]? _small;
    private int _smallStart;
    private int _smallEnd;
    private int _heldCount;
    private bool _ended;

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

    /// <summary>Text, so that its compressed form is not the text itself and cannot come out of a cut stored block.</summary>
    private static ReadOnlySpan<byte> EndMark => "end of the result"u8;

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (TakeSmall(buffer, out var count))
        {
            return count;
        }

        var target = buffer.Length > EndMark.Length ? buffer : _small;
        do
        {
            if (_ended)
            {
                return 0;
            }

            int read;
            PlaceHeld(target);
            try
            {
                read = _gzip.Read(target[_heldCount..]);
            }
            catch (InvalidDataException e)
            {
                throw Damaged(e);
            }

            count = Keep(target, read);
        } while (count == 0);

        return Deliver(buffer, target, count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (TakeSmall(buffer.Span, out var count))
        {
            return count;
        }

        var target = buffer.Length > EndMark.Length ? buffer : _small;
        do
        {
            if (_ended)
            {
                return 0;
            }

            int read;
            PlaceHeld(target.Span);
            try
            {
                read = await _gzip.ReadAsync(target[_heldCount..], cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException e)
            {
                throw Damaged(e);
            }

            count = Keep(target.Span, read);
        } while (count == 0);

        return Deliver(buffer.Span, target.Span, count);
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

    /// <summary>Serves a request that is too small to read into from what an earlier one left over.</summary>
    private bool TakeSmall(Span<byte> buffer, out int count)
    {
        count = Math.Min(buffer.Length, _smallEnd - _smallStart);
        if (count > 0)
        {
            _small.AsSpan(_smallStart, count).CopyTo(buffer);
            _smallStart += count;
            return true;
        }

        if (buffer.Length <= EndMark.Length)
        {
            _small ??= new byte[1024];
        }

        return false;
    }

    private void PlaceHeld(Span<byte> target) => _held.AsSpan(0, _heldCount).CopyTo(target);

    /// <summary>Holds the last bytes back, which may be the mark.</summary>
    /// <returns>Bytes that are certainly data.</returns>
    private int Keep(Span<byte> target, int read)
    {
        if (read == 0)
        {
            _ended = true;
            return _held.AsSpan(0, _heldCount).SequenceEqual(EndMark) ? 0 : throw Damaged(inner: null);
        }

        var all = target[..(_heldCount + read)];
        _heldCount = Math.Min(all.Length, EndMark.Length);
        all[^_heldCount..].CopyTo(_held);
        return all.Length - _heldCount;
    }

    private int Deliver(Span<byte> buffer, Span<byte> target, int count)
    {
        if (buffer.Length > EndMark.Length)
        {
            return count;
        }

        var now = Math.Min(buffer.Length, count);
        target[..now].CopyTo(buffer);
        _smallStart = now;
        _smallEnd = count;
        return now;
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
                $"The compressed result is damaged somewhere before byte {_source.Count}. Download it again.",
                innerException: inner
            );

    /// <summary>The source, and the mark behind it.</summary>
    private sealed class MarkedStream(Stream source, bool leaveOpen) : Stream
    {
        private static readonly byte[] Mark = CompressEndMark();

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
            var count = Math.Min(buffer.Length, Mark.Length - _markRead);
            Mark.AsSpan(_markRead, count).CopyTo(buffer);
            _markRead += count;
            return count;
        }
    }
}
