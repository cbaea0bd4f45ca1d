using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BrevoTd.Connector.Emulator.Faults;

/// <summary>Lets the first bytes of an answer through, then stays silent if the rule says so, then aborts the connection.</summary>
internal sealed class InterruptedStream : Stream
{
    private static readonly TimeSpan s_sendGrace = TimeSpan.FromMilliseconds(20);

    private readonly HttpContext _context;
    private readonly Stream _inner;
    private readonly FaultRule _rule;
    private readonly TimeProvider _clock;
    private int _left;
    private bool _hasStarted;
    private bool _isBroken;

    public InterruptedStream(HttpContext context, FaultRule rule, TimeProvider clock)
    {
        _context = context;
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().Stream;
        _rule = rule;
        _clock = clock;
        _left = rule.Bytes;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isBroken)
            return;
        // A body that is shorter than the rule's bytes loses at least its last one; without a length the missing end is enough.
        if (!_hasStarted && _context.Response.ContentLength is { } length)
            _left = (int)Math.Min(_left, Math.Max(0, length - 1));
        _hasStarted = true;
        if (buffer.Length <= _left)
        {
            _left -= buffer.Length;
            await _inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (_left > 0)
            await _inner.WriteAsync(buffer[.._left], cancellationToken).ConfigureAwait(false);
        await BreakAsync().ConfigureAwait(false);
    }

    /// <summary>Interrupts the answer where it is, unless that has happened.</summary>
    public async ValueTask BreakAsync()
    {
        if (_isBroken)
            return;
        _isBroken = true;
        if (_hasStarted)
            await _inner.FlushAsync(_context.RequestAborted).ConfigureAwait(false);
        if (_rule.Kind == FaultKind.StalledBody)
            await Task.Delay(_rule.Delay, _clock, _context.RequestAborted).ConfigureAwait(false);
        else
            // An abort throws away what the operating system has not sent yet; this is about sockets, so the real clock counts.
            await Task.Delay(s_sendGrace, TimeProvider.System, _context.RequestAborted).ConfigureAwait(false);
        _context.Abort();
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Not before the body has started: a flush would send an answer without a body whole.
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _isBroken || !_hasStarted ? Task.CompletedTask : _inner.FlushAsync(cancellationToken);

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Answers are written asynchronously.");
}
