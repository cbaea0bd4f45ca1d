using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>What a body does after its bytes.</summary>
internal enum AfterBytes
{
    End,
    Break,
    Stall,
}

/// <summary>A body that ends, breaks off or falls silent after some bytes.</summary>
internal sealed class ScriptedStream(byte[] bytes, AfterBytes after) : Stream
{
    private int _position;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position < bytes.Length)
        {
            var count = Math.Min(buffer.Length, bytes.Length - _position);
            bytes.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        if (after == AfterBytes.Stall)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return after == AfterBytes.Break ? throw new IOException("The connection broke.") : 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

internal static class BuilderClock
{
    /// <summary>The clock that the test registered.</summary>
    public static TimeProvider Clock(this IBrevoClientBuilder builder) =>
        (TimeProvider)builder.Services.First(d => d.ServiceType == typeof(TimeProvider)).ImplementationInstance!;
}
