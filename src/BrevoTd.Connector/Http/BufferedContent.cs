using System.Net;

namespace BrevoTd.Connector.Http;

/// <summary>A body that has been read to its end.</summary>
internal sealed class BufferedContent : HttpContent
{
    public BufferedContent(ReadOnlyMemory<byte> body, HttpContent original)
    {
        Body = body;
        foreach (var header in original.Headers.NonValidated)
        {
            // They described the body as it was on the wire.
            if (
                !string.Equals(header.Key, "Content-Length", StringComparison.OrdinalIgnoreCase)
                && !string.Equals(header.Key, "Content-Encoding", StringComparison.OrdinalIgnoreCase)
            )
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }
    }

    public ReadOnlyMemory<byte> Body { get; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Body).AsTask();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(Body, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = Body.Length;
        return true;
    }
}
