using System.Buffers;
using System.Net;

namespace BrevoTd.Connector.Http;

/// <summary>
/// A stream that can seek as a body that can be sent more than once: each attempt reads from the place where the stream stood at first. The stream stays
/// its owner's and is not disposed.
/// </summary>
internal sealed class RepeatableStreamContent(Stream stream) : HttpContent
{
    private const int ChunkBytes = 64 * 1024;

    private readonly long _start = stream.Position;
    private readonly long _length = stream.Length - stream.Position;

    // An attempt that was given up may still be reading when the next one begins.
    private readonly SemaphoreSlim _reading = new(1, 1);

    protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) =>
        SerializeToStreamAsync(target, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream target, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (var done = 0L; done < _length; )
            {
                var read = await ReadAsync(buffer, done, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new IOException("The stream to upload has become shorter while it was sent.");
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                done += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reading.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadAsync(byte[] buffer, long done, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            stream.Position = _start + done;
            var wanted = (int)Math.Min(buffer.Length, _length - done);
            return await stream.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }
}
