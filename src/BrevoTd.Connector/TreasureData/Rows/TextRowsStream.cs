namespace BrevoTd.Connector.TreasureData;

/// <summary>Turns rows of text into rows of MessagePack, so that one reader serves every form of a result.</summary>
internal abstract class TextRowsStream(Stream source, TdSchema schema, int maxRowBytes) : Stream
{
    private readonly TdRowBuffer _output = new(16 * 1024);
    private byte[] _input = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _taken;
    private bool _sourceEnded;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Rows converted so far.</summary>
    protected long RowCount { get; set; }

    protected TdSchema Schema => schema;

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && !HasOutput())
        {
            if (_ended)
            {
                return 0;
            }

            MakeRoom();
            Received(source.Read(_input.AsSpan(_end)));
        }

        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && !HasOutput())
        {
            if (_ended)
            {
                return 0;
            }

            MakeRoom();
            Received(await source.ReadAsync(_input.AsMemory(_end), cancellationToken).ConfigureAwait(false));
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Converts one row, or passes over something between rows.</summary>
    /// <param name="data">What is there of the text; not empty.</param>
    /// <param name="isFinal">Whether nothing follows; then all of it must be used up, call by call, or fail.</param>
    /// <param name="output">Where the row goes.</param>
    /// <returns>How many bytes were used; 0 if more are needed.</returns>
    protected abstract int Convert(ReadOnlySpan<byte> data, bool isFinal, TdRowBuffer output);

    /// <summary>Is told that the text has ended; throws if it may not end here.</summary>
    protected virtual void CheckEnd() { }

    protected TreasureDataResultException Failure(TdResultProblem problem, string what) =>
        new(problem, $"Row {RowCount + 1} of the file {what}.", RowCount + 1, operation: TdResultFile.Operation);

    protected TreasureDataResultException WrongLength(long count) =>
        Failure(TdResultProblem.RowLength, $"has {count} values, but there are {schema.Count} columns: {Names()}");

    private string Names() => string.Join(", ", schema.Select(static column => column.Name));

    private bool HasOutput()
    {
        while (_taken == _output.Length && (_start < _end || _sourceEnded))
        {
            _output.Length = _taken = 0;
            if (_start == _end)
            {
                CheckEnd();
                _ended = true;
                return false;
            }

            var used = Convert(_input.AsSpan(_start, _end - _start), _sourceEnded, _output);
            _start += used;
            if (used == 0)
            {
                return false;
            }
        }

        return _taken < _output.Length;
    }

    private void MakeRoom()
    {
        if (_end < _input.Length)
        {
            return;
        }

        var left = _end - _start;
        if (left >= maxRowBytes)
        {
            throw Failure(
                TdResultProblem.RowTooLarge,
                $"takes more than {maxRowBytes} bytes; raise {nameof(TdResultFileOptions.MaxRowBytes)}"
            );
        }

        var target = _start > 0 ? _input : new byte[(int)Math.Min(2L * _input.Length, Array.MaxLength)];
        _input.AsSpan(_start, left).CopyTo(target);
        _input = target;
        (_start, _end) = (0, left);
    }

    private void Received(int count)
    {
        _end += count;
        _sourceEnded = count == 0;
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _output.Length - _taken);
        _output.Written.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }
}
