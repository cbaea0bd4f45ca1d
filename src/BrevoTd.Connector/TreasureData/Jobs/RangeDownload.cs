using System.Buffers;
using System.Net;
using System.Runtime.ExceptionServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// One range of a result, downloaded into memory as fast as it comes and taken out in its order. When its connection breaks, what is missing of
/// the range is requested. Once taken out to its end it may be used for another range.
/// </summary>
internal sealed class RangeDownload(
    ResultSource source,
    ResultIdentity identity,
    ResultStreamOptions options,
    TimeProvider timeProvider,
    int size
)
{
    private const int PieceBytes = 64 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(size);
    private readonly object _gate = new();
    private long _from;
    private int _length;
    private int _filled;
    private int _taken;
    private bool _unranged;
    private ExceptionDispatchInfo? _failure;
    private TaskCompletionSource? _waiting;

    /// <summary>The download; it never fails, because failures are told to whoever takes.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    /// <summary>Whether the range has been taken out to its end.</summary>
    public bool IsUsedUp => _taken == _length;

    /// <summary>The failure that says that the object is not the same any more, if that is known already.</summary>
    public ExceptionDispatchInfo? Change
    {
        get
        {
            lock (_gate)
            {
                return _failure?.SourceException is TreasureDataResultException { Problem: TdResultProblem.Changed } ? _failure : null;
            }
        }
    }

    /// <summary>Begins with a range.</summary>
    /// <param name="from">Its first byte.</param>
    /// <param name="length">Its length, at most the size.</param>
    /// <param name="part">An answer with the range that is there already; disposed here.</param>
    /// <param name="stop">Ends the download.</param>
    public void Start(long from, int length, ResultPart? part, CancellationToken stop)
    {
        _from = from;
        _length = length;
        _filled = 0;
        _taken = 0;
        Work = RunAsync(part, stop);
    }

    /// <summary>Takes out what is there, and waits if nothing is.</summary>
    /// <returns>Number of bytes; 0 if the service gave no range, so that the rest must be got in another way.</returns>
    public async ValueTask<int> TakeAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task waiting;
            lock (_gate)
            {
                if (TryTake(target.Span, out var taken))
                {
                    return taken;
                }

                _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting = _waiting.Task;
            }

            await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="TakeAsync"/>, for consumers that cannot wait otherwise.</summary>
    public int Take(Span<byte> target)
    {
        lock (_gate)
        {
            int taken;
            while (!TryTake(target, out taken))
            {
                Monitor.Wait(_gate);
            }

            return taken;
        }
    }

    private bool TryTake(Span<byte> target, out int taken)
    {
        taken = Math.Min(target.Length, _filled - _taken);
        if (taken > 0)
        {
            _buffer.AsSpan(_taken, taken).CopyTo(target);
            _taken += taken;
            return true;
        }

        _failure?.Throw();
        return _unranged;
    }

    private async Task RunAsync(ResultPart? part, CancellationToken stop)
    {
        try
        {
            var breaks = new ResultBreaks(options, timeProvider);
            while (_filled < _length && !_unranged)
            {
                var before = _filled;
                Exception? cause = null;
                try
                {
                    part ??= await OpenAsync(stop).ConfigureAwait(false);
                    await FillAsync(part, stop).ConfigureAwait(false);
                }
                catch (Exception e) when (part is not null && ResultBreaks.IsBreak(e))
                {
                    cause = e;
                }

                part?.Dispose();
                part = null;
                if (_filled == _length || _unranged)
                {
                    break;
                }

                if (!breaks.MayGoOn(_filled - before))
                {
                    throw Unreachable(breaks.Count, cause);
                }

                await breaks.PauseAsync(stop).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Tell(failure: ExceptionDispatchInfo.Capture(e));
        }
        finally
        {
            part?.Dispose();
        }
    }

    /// <returns>An answer with what is missing; <see langword="null"/> if the service gives no ranges.</returns>
    private async Task<ResultPart?> OpenAsync(CancellationToken stop)
    {
        var from = _from + _filled;
        ResultPart part;
        try
        {
            part = await source.OpenAsync(from, _from + _length - 1, identity.Tag, stop).ConfigureAwait(false);
        }
        catch (ServiceException e) when (e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw Changed(e);
        }

        try
        {
            if (!identity.Fits(part) || (!part.IsPartial && part.StrongTag is null))
            {
                throw Changed(null);
            }

            if (part.IsPartial)
            {
                return part.From == from
                    ? part
                    : throw source.Unexpected(part.Status, $"begins at byte {part.From} instead of byte {from}");
            }
        }
        catch
        {
            part.Dispose();
            throw;
        }

        // The same object, but whole: to read up to the range over and over would bring most of it several times.
        part.Dispose();
        Tell(unranged: true);
        return null;
    }

    private async Task FillAsync(ResultPart? part, CancellationToken stop)
    {
        if (part is null)
        {
            return;
        }

        // Not into the range's own memory: an idle connection keeps hold of whatever it read into last.
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var read = 1;
            while (read > 0 && _filled < _length)
            {
                read = await part.Body.ReadAsync(piece.AsMemory(0, Math.Min(piece.Length, _length - _filled)), stop).ConfigureAwait(false);
                piece.AsSpan(0, read).CopyTo(_buffer.AsSpan(_filled));
                Tell(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private void Tell(int read = 0, bool unranged = false, ExceptionDispatchInfo? failure = null)
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _filled += read;
            _unranged |= unranged;
            _failure ??= failure;
            (waiting, _waiting) = (_waiting, null);
            Monitor.PulseAll(_gate);
        }

        waiting?.SetResult();
    }

    private TreasureDataResultException Changed(Exception? cause) =>
        new(
            TdResultProblem.Changed,
            $"The result of Treasure Data job {source.JobId} is not the same any more: it changed while its ranges were downloaded. Download it again.",
            innerException: cause
        );

    private ServiceUnreachableException Unreachable(int breaks, Exception? cause) =>
        new(
            TreasureDataService.Name,
            ResultSource.Operation.Name,
            $"The download of the result of Treasure Data job {source.JobId} broke off {breaks} times in a row, at byte {_from + _filled} of {identity.Length}.",
            mayHaveBeenProcessed: false,
            cause
        );
}
