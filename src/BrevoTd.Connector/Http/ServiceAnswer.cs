using System.Net;
using System.Net.Http.Headers;

namespace BrevoTd.Connector.Http;

/// <summary>A whole answer: status, headers, and the body read to its end.</summary>
internal sealed record ServiceAnswer(
    HttpStatusCode Status,
    HttpResponseHeaders Headers,
    HttpContentHeaders ContentHeaders,
    ReadOnlyMemory<byte> Body
)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
