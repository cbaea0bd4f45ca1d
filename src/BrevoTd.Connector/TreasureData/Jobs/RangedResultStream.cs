using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// A job's result as one stream over several connections at once. Each brings a range into memory; together they hold as many bytes as there are
/// connections times the size of a range. The first answer names the object, and every other range is requested on condition that it is the same.
/// A service that gives no ranges is read over one connection.
/// </summary>
internal sealed class RangedResultStream(
    ResultSource source,
    ResultStreamOptions options,
    long length,
    int rangeBytes,
    int connections,
    TimeProvider timeProvider
) : DownloadStream
{
    private readonly CancellationTokenSource _stop = new();
    private RangeDownload[] _ranges = [];
    private ResultIdentity _identity;
    private ResultStream? _single;
    private int _current;
    private long _requested;
    private long _received;
    private bool _disposed;

    public override long Received => _received;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (MayRead(buffer.Length))
        {
            if (_single is null && _ranges.Length == 0)
            {
                await OpenAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_single is { } single)
            {
                return Count(await single.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
            }

            var read = await _ranges[_current].TakeAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read > 0)
            {
                return Took(read);
            }

            await StopAsync().ConfigureAwait(false);
            GoOnAlone();
        }

        return 0;
    }

    /// <summary>Reads for consumers that cannot wait otherwise; the connections go on by themselves meanwhile, and are resumed as ever.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (!MayRead(buffer.Length))
        {
            return 0;
        }

        if (_single is { } single)
        {
            return Count(single.Read(buffer));
        }

        if (_ranges.Length == 0)
        {
            throw new NotSupportedException("Open the result first with ReadAsync.");
        }

        var read = _ranges[_current].Take(buffer);
        return read > 0
            ? Took(read)
            : throw new NotSupportedException(
                $"The service stopped giving ranges of the result of Treasure Data job {source.JobId}. Read it with ReadAsync, which then goes on without them."
            );
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            await StopAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _stop.Cancel();
            _stop.Dispose();
            _single?.Dispose();

            // Whoever keeps the disposed stream does not keep its memory.
            _ranges = [];
        }

        base.Dispose(disposing);
    }

    private bool MayRead(int wanted)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);

        // Known as early as possible, because the download may begin anew as long as no row has been handed out.
        foreach (var range in _ranges)
        {
            range.Change?.Throw();
        }

        return wanted > 0 && (_single is not null || _received < length);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var first = (int)Math.Min(rangeBytes, length);
        ResultPart part;
        try
        {
            part = await source.OpenAsync(0, first - 1, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException e) when (e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw ResultStream.LengthDiffers(source.JobId, announced: 0, length, e);
        }

        if (!part.IsPartial || part.StrongTag is null)
        {
            _single = new ResultStream(source, options, timeProvider);
            if (part.IsPartial)
            {
                part.Dispose();
            }
            else
            {
                _single.Begin(part);
            }

            return;
        }

        try
        {
            if (part.From != 0)
            {
                throw source.Unexpected(part.Status, $"begins at byte {part.From} although the first range was requested");
            }

            if (part.Total is { } total && total != length)
            {
                throw ResultStream.LengthDiffers(source.JobId, total, length, null);
            }
        }
        catch
        {
            part.Dispose();
            throw;
        }

        Start(part, first);
    }

    private void Start(ResultPart part, int first)
    {
        _identity = new ResultIdentity(part.StrongTag!, length);
        var count = (int)Math.Min(connections, (length + rangeBytes - 1) / rangeBytes);
        var ranges = new RangeDownload[count];
        for (var i = 0; i < count; i++)
        {
            ranges[i] = new RangeDownload(source, _identity, options, timeProvider, first);
        }

        _requested = first;
        ranges[0].Start(0, first, part, _stop.Token);
        foreach (var range in ranges.AsSpan(1))
        {
            StartNext(range);
        }

        _ranges = ranges;
    }

    private void StartNext(RangeDownload range)
    {
        var next = (int)Math.Min(rangeBytes, length - _requested);
        if (next > 0)
        {
            range.Start(_requested, next, null, _stop.Token);
            _requested += next;
        }
    }

    private int Took(int read)
    {
        var range = _ranges[_current];
        if (range.IsUsedUp)
        {
            StartNext(range);
            _current = (_current + 1) % _ranges.Length;
        }

        return Count(read);
    }

    private int Count(int read)
    {
        _received += read;
        return read;
    }

    private void GoOnAlone()
    {
        _single = new ResultStream(source, options, timeProvider);
        _single.ContinueFrom(_received, _identity);
        _ranges = [];
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var range in _ranges)
        {
            await range.Work.ConfigureAwait(false);
        }
    }
}
