using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Authentication;

/// <summary>One exchange with the token endpoint: over TLS or on this machine, without redirects, bounded in time and size.</summary>
internal sealed class TokenEndpoint(IHttpClientFactory factory, string httpClientName, TimeProvider clock)
{
    private const int MaxAnswerBytes = 256 * 1024;

    /// <summary>Sends a request once.</summary>
    /// <exception cref="TokenRequestException">There is no usable answer, or it is a refusal.</exception>
    public async Task<TokenAnswer> SendAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var (response, body) = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        using (response)
        {
            return response.IsSuccessStatusCode ? ReadAnswer(request, response, body) : throw Refusal(request, response, body);
        }
    }

    /// <summary>Sends a request once whose answer has no content.</summary>
    /// <exception cref="TokenRequestException">There is no answer, or it is a refusal.</exception>
    public async Task SendForStatusAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var (response, body) = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        using (response)
        {
            if (!response.IsSuccessStatusCode)
            {
                throw Refusal(request, response, body);
            }
        }
    }

    private async Task<(HttpResponseMessage Response, ReadOnlyMemory<byte> Body)> ExchangeAsync(
        TokenRequest request,
        CancellationToken cancellationToken
    )
    {
        AddressRules.RequireTransport(request.Address);
        using var time = new CancellationTokenSource(request.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            using var client = factory.CreateClient(httpClientName);
            using var message = request.CreateMessage();
            response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            return (response, await ReadAsync(request, response.Content, both.Token).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (
                cancellationToken.IsCancellationRequested
                || TokenFailures.NoAnswer(request, e, time.IsCancellationRequested) is not { } failure
            )
            {
                throw;
            }

            throw failure;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        TokenRequest request,
        HttpContent content,
        CancellationToken cancellationToken
    )
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var body = new MemoryStream();
            var buffer = new byte[8192];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Write(buffer, 0, read);
                if (body.Length > MaxAnswerBytes)
                {
                    throw TokenFailures.TooLarge(request, MaxAnswerBytes);
                }
            }

            return body.ToArray();
        }
    }

    private static TokenAnswer ReadAnswer(TokenRequest request, HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        TokenAnswer? answer = null;
        try
        {
            answer = JsonSerializer.Deserialize(WithoutMark(body.Span), TokenJsonContext.Default.TokenAnswer);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser's own text may quote a token.
        }

        if (answer?.AccessToken is not { } token)
        {
            throw TokenFailures.Unreadable(request, response.StatusCode, body.Span);
        }

        if (!Credential.IsUsable(token))
        {
            throw TokenFailures.Unusable(request, response.StatusCode, "an access token that cannot stand in a header");
        }

        return answer.TokenType is null || answer.TokenType.Equals("bearer", StringComparison.OrdinalIgnoreCase)
            ? answer
            : throw TokenFailures.Unusable(request, response.StatusCode, "an access token of another type than Bearer");
    }

    private TokenRequestException Refusal(TokenRequest request, HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        TokenErrorAnswer? error = null;
        try
        {
            error = JsonSerializer.Deserialize(WithoutMark(body.Span), TokenJsonContext.Default.TokenErrorAnswer);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not the protocol's shape: the status is all there is.
        }

        return TokenFailures.Refusal(request, response.StatusCode, error, body.Span, RetryAfter(response));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
