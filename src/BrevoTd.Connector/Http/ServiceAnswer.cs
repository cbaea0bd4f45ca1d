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
    /// <summary>How long the service asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How many requests the quota still allows, if the service said so.</summary>
    public long? RemainingQuota { get; init; }

    /// <summary>Whether it is the answer of a look, in place of one that was lost.</summary>
    public bool FromLook { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
