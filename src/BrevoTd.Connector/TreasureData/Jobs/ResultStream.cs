using System.Buffers;
using System.Globalization;
using System.Net;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// A job's result as one stream over as many connections as it takes. When a connection breaks or falls silent, the rest is requested, on
/// condition that the object is still the same. The end is only reported when as many bytes have come as were announced.
/// </summary>
/// <remarks>
/// Opening a connection is repeated by the pipeline, which also notices silence; here, only breaks of a body are made good. Read by one
/// caller at a time.
/// </remarks>
internal sealed class ResultStream(ResultSource source, ResultStreamOptions options, TimeProvider timeProvider) : Stream
{
    // A connection that brought at least this much got on: breaks are counted anew, so that a long download may survive many of them.
    private const int ProgressBytes = 64 * 1024;

    // Reason in the metric of repeats.
    private const string BrokenBody = "broken_body";

    private ResultPart? _part;
    private string? _tag;
    private long? _total = options.ExpectedLength;
    private long _fromPart;
    private int _breaks;
    private bool _ended;

    /// <summary>Bytes handed out so far.</summary>
    public long Received { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Received;
        set => throw new NotSupportedException();
    }

    /// <summary>Opens the first connection, if there is none yet; reading does so too.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_part is null && !_ended)
        {
            await ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && !_ended)
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
            int read;
            try
            {
                read = await _part!.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsBreak(e))
            {
                await BreakAsync(e, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (Took(read))
            {
                return read;
            }

            if (!_ended)
            {
                await BreakAsync(cause: null, cancellationToken).ConfigureAwait(false);
            }
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Reads without waiting asynchronously, for consumers that cannot. A broken connection is then not made good, and silence not noticed.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _ended)
        {
            return 0;
        }

        if (_part is null)
        {
            throw new NotSupportedException("Open the result first, or read it with ReadAsync.");
        }

        int read;
        try
        {
            read = _part.Body.Read(buffer);
        }
        catch (Exception e) when (IsBreak(e))
        {
            throw Unreachable("broke off; read it with ReadAsync, which resumes broken downloads", e);
        }

        return Took(read) || _ended ? read : throw Unreachable("ended early; read it with ReadAsync, which resumes broken downloads", null);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended = true;
            Disconnect();
        }

        base.Dispose(disposing);
    }

    /// <summary>Whether an exception while reading a body means that the connection is lost.</summary>
    private static bool IsBreak(Exception exception) => exception is ServiceUnreachableException or IOException or HttpRequestException;

    /// <summary>Counts what was read.</summary>
    /// <returns>Whether there is something to hand out. If not, the result has ended well, or the connection broke.</returns>
    private bool Took(int read)
    {
        Received += read;
        _fromPart += read;
        if (Received > _total)
        {
            throw Damaged(TdResultProblem.Corrupt, $"is longer than the {_total} bytes that were announced");
        }

        if (read > 0)
        {
            return true;
        }

        if (_total is null || Received == _total)
        {
            End();
        }

        return false;
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        while (_part is null && !_ended)
        {
            ResultPart part;
            try
            {
                part = await source.OpenAsync(Received, _tag, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException e) when (Received > 0 && e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                throw Changed(e);
            }

            _part = part;
            _fromPart = 0;
            if (Received == 0)
            {
                Begin(part);
            }
            else if (part.IsPartial)
            {
                CheckContinuation(part);
            }
            else
            {
                await SkipAsync(part, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Begin(ResultPart part)
    {
        if (part.IsPartial)
        {
            throw source.Unexpected(part.Status, "came as a part although the whole was requested");
        }

        if (options.ExpectedLength is { } expected && part.Total is { } announced && announced != expected)
        {
            throw Damaged(
                announced < expected ? TdResultProblem.Truncated : TdResultProblem.Corrupt,
                $"has {announced} bytes, but the job announced {expected}"
            );
        }

        _total = part.Total ?? options.ExpectedLength;
        _tag = part.StrongTag;
    }

    private void CheckContinuation(ResultPart part)
    {
        if (part.From != Received)
        {
            throw source.Unexpected(part.Status, $"continues at byte {part.From} instead of byte {Received}");
        }

        var sameLength = _total is null || part.Total is null || part.Total == _total;
        var sameTag = _tag is null || part.StrongTag is null || part.StrongTag == _tag;
        if (!sameLength || !sameTag)
        {
            throw Changed(null);
        }

        _total ??= part.Total;
    }

    /// <summary>The whole came instead of the rest: what is known already is passed over if the tag says that it is the same.</summary>
    private async Task SkipAsync(ResultPart part, CancellationToken cancellationToken)
    {
        if (_tag is null || part.StrongTag != _tag || (part.Total is { } total && _total is { } known && total != known))
        {
            throw Changed(null);
        }

        Exception? cause = null;
        var left = Received;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(left, ProgressBytes));
        try
        {
            for (var read = 1; left > 0 && read > 0; left -= read)
            {
                var wanted = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
                read = await part.Body.ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsBreak(e))
        {
            cause = e;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (left > 0)
        {
            await BreakAsync(cause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task BreakAsync(Exception? cause, CancellationToken cancellationToken)
    {
        Disconnect();
        if (Received == _total)
        {
            // Everything is here; only the connection's own end was lost.
            End();
            return;
        }

        if (Received > 0 && _tag is null && !options.HasChecksum)
        {
            throw Unreachable(
                "broke off and cannot be resumed, because the service gave no tag that would guarantee the same bytes",
                cause
            );
        }

        _breaks = _fromPart >= ProgressBytes ? 1 : _breaks + 1;
        if (_breaks > options.MaxBreaks)
        {
            throw Unreachable($"broke off {_breaks} times in a row", cause);
        }

        var tags = HttpInstruments.Tags(TreasureDataProfile.Instance.Tag, ResultSource.Operation.Name);
        tags.Add(HttpInstruments.ReasonTag, BrokenBody);
        HttpInstruments.Retries.Add(1, tags);
        await Task.Delay(Pause(), timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Pause()
    {
        var ceiling = Math.Min(options.BaseDelay.Ticks * Math.Pow(2, _breaks - 1), options.MaxDelay.Ticks);

        // Not a secret: the pause only must not be the same everywhere.
        return TimeSpan.FromTicks((long)(ceiling * Random.Shared.NextDouble()));
    }

    private void End()
    {
        _ended = true;
        Disconnect();
    }

    private void Disconnect()
    {
        _part?.Dispose();
        _part = null;
    }

    private TreasureDataResultException Changed(Exception? cause) =>
        Damaged(TdResultProblem.Changed, $"is not the same any more: it changed after {Received} bytes had been read", cause);

    private TreasureDataResultException Damaged(TdResultProblem problem, string what, Exception? cause = null) =>
        new(problem, $"The result of Treasure Data job {source.JobId} {what}. Download it again.", innerException: cause);

    private ServiceUnreachableException Unreachable(string what, Exception? cause) =>
        new(
            TreasureDataService.Name,
            ResultSource.Operation.Name,
            $"The download of the result of Treasure Data job {source.JobId} {what}, after {Received} of {_total?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of"} bytes.",
            mayHaveBeenProcessed: false,
            cause
        );
}
