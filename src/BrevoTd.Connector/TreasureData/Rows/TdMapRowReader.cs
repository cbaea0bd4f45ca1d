using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Reads rows that are MessagePack maps back to back, as tables give them before a query makes lists of them.</summary>
internal sealed class TdMapRowReader(Stream rows, string operation)
{
    private const int InitialBuffer = 64 * 1024;
    private const int MaxRowBytes = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[InitialBuffer];

    // Data not yet handed out stands in the buffer from _start to _end; _scan and _pending tell how far the next row is known.
    private int _start;
    private int _end;
    private int _scan;
    private int _column;
    private long _pending;
    private long _consumed;
    private long _count;

    /// <summary>Reads to the end. The stream stays open.</summary>
    public async IAsyncEnumerable<TdMapRow> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TryNext() is { } row)
            {
                yield return row;
                continue;
            }

            MakeRoom();
            var read = await FillAsync(cancellationToken).ConfigureAwait(false);
            _end += read;
            if (read == 0 && _start == _end)
            {
                yield break;
            }

            if (read == 0)
            {
                throw Damaged(TdResultProblem.Truncated, "is incomplete: the data ends in the middle of it");
            }
        }
    }

    private TdMapRow? TryNext()
    {
        if (_start == _end)
        {
            return null;
        }

        Span<int> offsets = stackalloc int[2];
        if (_buffer[_start] is not ((>= 0x80 and <= 0x8F) or 0xDE or 0xDF))
        {
            throw Damaged(TdResultProblem.InvalidBytes, "is not a row: a map of column names and values was expected");
        }

        switch (TdTokenScanner.IndexRow(_buffer.AsSpan(0, _end), ref _scan, offsets, ref _column, ref _pending, out _))
        {
            case TdScanStatus.Done:
                var row = new TdMapRow(_buffer.AsSpan(_start, _scan - _start).ToArray(), ++_count);
                _start = _scan;
                _column = 0;
                _pending = 0;
                return row;
            case TdScanStatus.Invalid:
                throw Damaged(TdResultProblem.InvalidBytes, "holds a byte (0xC1) that MessagePack does not know");
            default:
                return null;
        }
    }

    private void MakeRoom()
    {
        var left = _end - _start;
        if (left >= MaxRowBytes)
        {
            throw Damaged(TdResultProblem.RowTooLarge, $"takes more than {MaxRowBytes} bytes");
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        var target = left > _buffer.Length / 2 ? new byte[2 * _buffer.Length] : _buffer;
        _buffer.AsSpan(_start, left).CopyTo(target);
        _buffer = target;
        _consumed += _start;
        _scan -= _start;
        _start = 0;
        _end = left;
    }

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await rows.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        }
        catch (TreasureDataResultException e) when (e.Operation != operation)
        {
            // The decompressor knows of job results only.
            throw new TreasureDataResultException(e.Problem, e.Message, e.RowNumber, e.ByteOffset, e, operation);
        }
    }

    private TreasureDataResultException Damaged(TdResultProblem problem, string what) =>
        new(
            problem,
            $"Row {_count + 1} (at byte {_consumed + _start}) of the answer to {operation} {what}.",
            _count + 1,
            _consumed + _start,
            operation: operation
        );
}
