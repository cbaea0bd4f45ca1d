using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Reads rows from a stream of MessagePack lists without separators, as a job's result is. One buffer serves all rows; reading a row
/// allocates nothing. Not safe for use by several threads.
/// </summary>
internal sealed class TdRowReader : IAsyncDisposable, IDisposable
{
    // Asking for less at a time would cost more calls than it saves memory.
    private const int MinimumRead = 4 * 1024;

    private readonly Stream _stream;
    private readonly TdRowReaderOptions _options;
    private readonly TdRowSource _source;

    // Data not yet handed out stands in the buffer from _start to _end; _scan and the three after it tell how far the next row is known.
    private int _start;
    private int _end;
    private int _scan;
    private bool _inRow;
    private int _column;
    private long _pending;

    private long _consumed;
    private bool _ended;
    private bool _hasRow;
    private State _state;

    /// <summary>Reads plain MessagePack.</summary>
    /// <param name="rows">The rows; disposed with the reader unless the options say otherwise.</param>
    /// <param name="schema">Columns of the rows.</param>
    /// <param name="options">How much the reader may hold in memory.</param>
    public TdRowReader(Stream rows, TdSchema schema, TdRowReaderOptions? options = null)
    {
        _stream = rows;
        _options = options ?? new TdRowReaderOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BufferSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxRowBytes, 1);
        _source = new TdRowSource(schema) { Buffer = ArrayPool<byte>.Shared.Rent(_options.BufferSize) };
    }

    private enum State
    {
        Ready,
        Reading,
        Failed,
        Disposed,
    }

    /// <summary>Columns of the rows.</summary>
    public TdSchema Schema => _source.Schema;

    /// <summary>Rows read so far.</summary>
    public long RowCount => _source.RowNumber;

    /// <summary>Decompressed bytes of the rows read so far.</summary>
    public long BytesConsumed => _consumed + _start;

    /// <summary>The row that <see cref="ReadAsync"/> found. It holds until the next call.</summary>
    /// <exception cref="InvalidOperationException">The last read found no row, or there was none.</exception>
    public TdRow Current =>
        _hasRow
            ? new TdRow(_source)
            : throw new InvalidOperationException("There is no current row: read first, and stop at the end of the result.");

    /// <summary>Reads a gzip file of rows, as the format <c>msgpack.gz</c> is.</summary>
    public static TdRowReader OpenGzip(Stream gzip, TdSchema schema, TdRowReaderOptions? options = null) =>
        new(
            new GzipResultStream(gzip, options?.LeaveOpen ?? false),
            schema,
            (options ?? new TdRowReaderOptions()) with
            {
                LeaveOpen = false,
            }
        );

    /// <summary>Moves to the next row; the row before is out of date from now on.</summary>
    /// <param name="cancellationToken">Ends the wait for data. The reader cannot be used afterwards.</param>
    /// <returns><see langword="false"/> at the end of the result.</returns>
    /// <exception cref="TreasureDataResultException">The result cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Another read is under way, or an earlier one failed.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default)
    {
        Begin();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        if (TryNextSimple())
        {
            return new ValueTask<bool>(true);
        }

        try
        {
            return TryNext(out var result) ? new ValueTask<bool>(result) : ReadSlowAsync(cancellationToken);
        }
        catch
        {
            _state = State.Failed;
            throw;
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, for callers that cannot wait otherwise; the stream's synchronous read is used.</summary>
    public bool Read()
    {
        Begin();
        _state = State.Reading;
        try
        {
            if (TryNextSimple())
            {
                Complete();
                return true;
            }

            bool result;
            while (!TryNext(out result))
            {
                Received(_stream.Read(_source.Buffer.AsSpan(_end)));
            }

            Complete();
            return result;
        }
        catch
        {
            Fail();
            throw;
        }
    }

    /// <summary>Gives the buffer back and disposes the stream. Rows are out of date afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Close() && !_options.LeaveOpen)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        if (Close() && !_options.LeaveOpen)
        {
            _stream.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReadSlowAsync(CancellationToken cancellationToken)
    {
        _state = State.Reading;
        try
        {
            bool result;
            do
            {
                Received(await _stream.ReadAsync(_source.Buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false));
            } while (!TryNext(out result));

            Complete();
            return result;
        }
        catch
        {
            Fail();
            throw;
        }
    }

    private void Begin()
    {
        if (_state != State.Ready)
        {
            ThrowNotReady();
        }

        // From here on the row before is out of date, also if this read fails.
        _source.Version++;
        _hasRow = false;
    }

    private void Complete()
    {
        if (_state == State.Disposed)
        {
            ThrowNotReady();
        }

        _state = State.Ready;
    }

    private void Fail()
    {
        if (_state != State.Disposed)
        {
            _state = State.Failed;
        }
    }

    private bool Close()
    {
        if (_state == State.Disposed)
        {
            return false;
        }

        var reading = _state == State.Reading;
        _state = State.Disposed;
        _source.Version++;
        _hasRow = false;
        if (!reading)
        {
            // While a read is under way the stream may still write into the buffer: then it is left to the garbage collector.
            ArrayPool<byte>.Shared.Return(_source.Buffer);
            _source.Buffer = [];
        }

        return true;
    }

    private void Received(int count)
    {
        _end += count;
        _ended = count == 0;
    }

    /// <summary>Finds the next row if it is whole and simple, which nearly every row is.</summary>
    private bool TryNextSimple()
    {
        var source = _source;
        var start = _start;
        var end = start;
        if (
            _inRow
            || !TdTokenScanner.TryIndexRow(source.Buffer.AsSpan(0, _end), ref end, source.Offsets)
            || end - start > _options.MaxRowBytes
        )
        {
            return false;
        }

        source.Start = start;
        source.RowNumber++;
        _start = end;
        _hasRow = true;
        return true;
    }

    /// <summary>Looks for the next row in the buffer.</summary>
    /// <param name="result">Whether there is a row; <see langword="false"/> at the end of the result.</param>
    /// <returns><see langword="false"/> if more data is needed, for which there is room in the buffer then.</returns>
    private bool TryNext(out bool result)
    {
        var data = _source.Buffer.AsSpan(0, _end);
        long needed = 1;
        result = true;
        if (!_inRow)
        {
            if (_start == _end && _ended)
            {
                result = false;
                return true;
            }

            var status = TdTokenScanner.ReadArrayHeader(data[_start..], out var length, out var count);
            if (status == TdScanStatus.Done && count != (uint)Schema.Count)
            {
                throw TdRowErrors.RowLength(count, Schema, RowCount + 1, BytesConsumed);
            }

            if (status == TdScanStatus.Invalid)
            {
                throw TdRowErrors.NotARow(RowCount + 1, BytesConsumed);
            }

            if (status == TdScanStatus.Done)
            {
                _inRow = true;
                _scan = _start + length;
                _column = 0;
                _pending = 0;
            }
        }

        if (_inRow)
        {
            var status = TdTokenScanner.IndexRow(data, ref _scan, _source.Offsets, ref _column, ref _pending, out needed);
            if (status == TdScanStatus.Done)
            {
                if (_scan - _start > _options.MaxRowBytes)
                {
                    throw TdRowErrors.TooLarge(_scan - _start, _options.MaxRowBytes, RowCount + 1, BytesConsumed);
                }

                _source.Start = _start;
                _start = _scan;
                _inRow = false;
                _source.RowNumber++;
                _hasRow = true;
                return true;
            }

            if (status == TdScanStatus.Invalid)
            {
                throw TdRowErrors.InvalidByte(RowCount + 1, _consumed + _scan);
            }
        }

        if (_ended)
        {
            throw TdRowErrors.Truncated(RowCount + 1, BytesConsumed);
        }

        MakeRoom(needed);
        return false;
    }

    /// <summary>Moves what is left to the front of the buffer, and takes a larger buffer if the row needs it.</summary>
    private void MakeRoom(long needed)
    {
        var left = _end - _start;
        if (left + needed > _options.MaxRowBytes)
        {
            throw TdRowErrors.TooLarge(left + needed, _options.MaxRowBytes, RowCount + 1, BytesConsumed);
        }

        var buffer = _source.Buffer;
        var room = Math.Max((int)needed, Math.Min(MinimumRead, _options.BufferSize));
        if (left > 0 && room <= buffer.Length - _end)
        {
            return;
        }

        if (left + room > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(left + (long)room, 2L * buffer.Length), Array.MaxLength));
            buffer.AsSpan(_start, left).CopyTo(larger);
            _source.Buffer = larger;
            ArrayPool<byte>.Shared.Return(buffer);
        }
        else
        {
            buffer.AsSpan(_start, left).CopyTo(buffer);
        }

        if (_inRow)
        {
            for (var i = 0; i <= _column; i++)
            {
                _source.Offsets[i] -= _start;
            }

            _scan -= _start;
        }

        _consumed += _start;
        _end = left;
        _start = 0;
    }

    [DoesNotReturn]
    private void ThrowNotReady()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        throw new InvalidOperationException(
            _state == State.Reading
                ? "Another read of this result is under way. Wait for it before the next one; a result is read by one caller at a time."
                : "An earlier read of this result failed, so it cannot be read on. Request the result again."
        );
    }
}
