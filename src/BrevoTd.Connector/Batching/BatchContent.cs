using System.Net;
using System.Net.Http.Headers;

namespace BrevoTd.Connector.Batching;

/// <summary>A request body straight from a batch's memory: prefix, records, suffix.</summary>
internal sealed class BatchContent : HttpContent
{
    private readonly Batch _batch;
    private readonly ReadOnlyMemory<byte> _prefix;
    private readonly ReadOnlyMemory<byte> _suffix;

    public BatchContent(Batch batch, ReadOnlyMemory<byte> prefix, ReadOnlyMemory<byte> suffix, string mediaType)
    {
        _batch = batch;
        _prefix = prefix;
        _suffix = suffix;
        Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!_batch.TryBeginRead())
        {
            throw new ObjectDisposedException(nameof(Batch), "The batch is no longer being sent; its body cannot be read again.");
        }

        try
        {
            if (!_prefix.IsEmpty)
            {
                await stream.WriteAsync(_prefix, cancellationToken).ConfigureAwait(false);
            }

            foreach (var run in _batch.Runs())
            {
                await stream.WriteAsync(run, cancellationToken).ConfigureAwait(false);
            }

            if (!_suffix.IsEmpty)
            {
                await stream.WriteAsync(_suffix, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _batch.EndRead();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _prefix.Length + _batch.Bytes + _suffix.Length;
        return true;
    }
}
