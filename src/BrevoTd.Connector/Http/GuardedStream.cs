namespace BrevoTd.Connector.Http;

/// <summary>A body that may not stay silent for longer than <see cref="ServiceClientOptions.ReadIdleTimeout"/>, and fails with the library's own exception.</summary>
internal sealed class GuardedStream : Stream
{
    private readonly Stream _inner;
    private readonly ServiceRuntime _runtime;
    private readonly ServiceOperation _operation;
    private readonly TimeSpan _idle;
    private readonly CancellationTokenSource _silence = new();
    private readonly ITimer _timer;
    private CancellationTokenSource? _linked;
    private CancellationToken _linkedTo;

    public GuardedStream(Stream inner, ServiceRuntime runtime, ServiceCall call)
    {
        _inner = inner;
        _runtime = runtime;
        _operation = call.Operation;
        _idle = call.Options.ReadIdleTimeout;
        _timer = runtime.Clock.CreateTimer(
            static state => ((GuardedStream)state!).OnSilence(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
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

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var token = TokenFor(cancellationToken);
        ValueTask<int> read;
        try
        {
            read = _inner.ReadAsync(buffer, token);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Broken(e);
        }

        // A read that has its bytes at once cannot be silent: no timer for it.
        return read.IsCompletedSuccessfully ? read : AwaitAsync(read, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads while the thread waits; the idle time-out does not apply.</summary>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return _inner.Read(buffer, offset, count);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Broken(e);
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
            _inner.Dispose();
            _linked?.Dispose();
            _silence.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> AwaitAsync(ValueTask<int> read, CancellationToken cancellationToken)
    {
        _timer.Change(_idle, Timeout.InfiniteTimeSpan);
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (_silence.IsCancellationRequested)
        {
            throw new ServiceUnreachableException(
                _runtime.Profile.Name,
                _operation.Name,
                $"The answer of {_runtime.Profile.Name} to {ServiceFailures.Describe(_operation)} stayed silent for ReadIdleTimeout ({ServiceFailures.Seconds(_idle)}) and counts as broken. Read it again from the start, or from where it stopped.",
                mayHaveBeenProcessed: true
            );
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Broken(e);
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private CancellationToken TokenFor(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return _silence.Token;
        }

        // Readers pass the same token all the time: link it once.
        if (_linked is null || _linkedTo != cancellationToken)
        {
            _linked?.Dispose();
            _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _silence.Token);
            _linkedTo = cancellationToken;
        }

        return _linked.Token;
    }

    private void OnSilence()
    {
        try
        {
            _silence.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The reader left at the same moment.
        }
    }

    private ServiceUnreachableException Broken(Exception cause) =>
        new(
            _runtime.Profile.Name,
            _operation.Name,
            $"The answer of {_runtime.Profile.Name} to {ServiceFailures.Describe(_operation)} broke off before its end. Read it again from the start, or from where it stopped.",
            mayHaveBeenProcessed: true,
            cause
        );
}
