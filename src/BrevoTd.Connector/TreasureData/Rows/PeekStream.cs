namespace BrevoTd.Connector.TreasureData;

/// <summary>A stream whose beginning can be looked at before it is read.</summary>
internal sealed class PeekStream(Stream source, bool leaveOpen) : Stream
{
    private byte[] _head = new byte[8 * 1024];
    private int _start;
    private int _end;

    /// <summary>Whether everything that is left to read has been peeked at.</summary>
    public bool IsWhole { get; private set; }

    public ReadOnlyMemory<byte> Head => _head.AsMemory(_start, _end - _start);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Looks further.</summary>
    /// <returns><see langword="false"/> if there is no more.</returns>
    public async ValueTask<bool> PeekAsync(CancellationToken cancellationToken)
    {
        if (IsWhole)
        {
            return false;
        }

        if (_end == _head.Length)
        {
            Array.Resize(ref _head, _head.Length * 2);
        }

        var read = await source.ReadAsync(_head.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        IsWhole = read == 0;
        return read > 0;
    }

    /// <summary>Passes over bytes that have been peeked at.</summary>
    public void Skip(int count) => _start += count;

    public override int Read(Span<byte> buffer) => _start < _end ? TakeHead(buffer) : source.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _start < _end ? new ValueTask<int>(TakeHead(buffer.Span)) : source.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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

    private int TakeHead(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _end - _start);
        _head.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        if (_start == _end)
        {
            _head = [];
            (_start, _end) = (0, 0);
        }

        return count;
    }
}
