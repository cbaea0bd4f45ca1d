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
internal sealed class ResultStream(ResultSource source, ResultStreamOptions options, TimeProvider timeProvider) : DownloadStream
{
    private const int SkipBytes = 64 * 1024;

    private readonly ResultBreaks _breaks = new(options, timeProvider);
    private ResultPart? _part;
    private string? _tag;
    private long? _total = options.ExpectedLength;
    private long _fromPart;
    private long _received;
    private bool _ended;

    public override long Received => _received;

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
            catch (Exception e) when (ResultBreaks.IsBreak(e))
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
        catch (Exception e) when (ResultBreaks.IsBreak(e))
        {
            throw Unreachable("broke off; read it with ReadAsync, which resumes broken downloads", e);
        }

        return Took(read) || _ended ? read : throw Unreachable("ended early; read it with ReadAsync, which resumes broken downloads", null);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended = true;
            Disconnect();
        }

        base.Dispose(disposing);
    }

    /// <summary>Counts what was read.</summary>
    /// <returns>Whether there is something to hand out. If not, the result has ended well, or the connection broke.</returns>
    private bool Took(int read)
    {
        _received += read;
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
                part = await source.OpenAsync(Received, last: null, _tag, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException e) when (Received > 0 && e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                throw Changed(e);
            }

            if (Received == 0)
            {
                Begin(part);
                continue;
            }

            _part = part;
            _fromPart = 0;
            if (part.IsPartial)
            {
                CheckContinuation(part);
            }
            else
            {
                await SkipAsync(part, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Goes on behind bytes that came in another way. Called before the first read.</summary>
    internal void ContinueFrom(long received, ResultIdentity identity)
    {
        _received = received;
        _tag = identity.Tag;
        _total = identity.Length;
    }

    /// <summary>Begins with an answer to the request for the whole.</summary>
    internal void Begin(ResultPart part)
    {
        _part = part;
        _fromPart = 0;
        if (part.IsPartial)
        {
            throw source.Unexpected(part.Status, "came as a part although the whole was requested");
        }

        if (options.ExpectedLength is { } expected && part.Total is { } announced && announced != expected)
        {
            throw LengthDiffers(source.JobId, announced, expected, null);
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
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(left, SkipBytes));
        try
        {
            for (var read = 1; left > 0 && read > 0; left -= read)
            {
                var wanted = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
                read = await part.Body.ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (ResultBreaks.IsBreak(e))
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

        if (!_breaks.MayGoOn(_fromPart))
        {
            throw Unreachable($"broke off {_breaks.Count} times in a row", cause);
        }

        await _breaks.PauseAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>The exception for an object of another length than the job's.</summary>
    internal static TreasureDataResultException LengthDiffers(TdJobId jobId, long announced, long expected, Exception? cause) =>
        new(
            announced < expected ? TdResultProblem.Truncated : TdResultProblem.Corrupt,
            $"The result of Treasure Data job {jobId} has {announced} bytes, but the job announced {expected}. Download it again.",
            innerException: cause
        );

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
