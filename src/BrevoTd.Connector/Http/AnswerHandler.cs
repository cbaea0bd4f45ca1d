using System.IO.Compression;
using System.Net;
using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Http;

/// <summary>
/// The innermost stage: follows redirects that keep the request on its host, and reads bodies inside the attempt, so that one that is cut or stalls is
/// an attempt that failed. The body of a streamed answer is handed on, guarded against silence.
/// </summary>
internal sealed class AnswerHandler(ServiceRuntime runtime) : DelegatingHandler
{
    private const int MaxRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ServiceCall.Of(request);
        var response = await SendFollowingAsync(request, cancellationToken).ConfigureAwait(false);
        call.AnsweredAt = runtime.Clock.GetTimestamp();
        try
        {
            if (call.Streamed && response.IsSuccessStatusCode)
            {
                var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                response.Content = new GuardedContent(body, response.Content, runtime, call);
            }
            else
            {
                await BufferAsync(call, response, cancellationToken).ConfigureAwait(false);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendFollowingAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var origin = request.RequestUri!;
        try
        {
            for (var hops = 0; ; hops++)
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (
                    hops == MaxRedirects
                    || response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                    || response.Headers.Location is not { } location
                )
                {
                    return response;
                }

                var target = location.IsAbsoluteUri ? location : new Uri(request.RequestUri!, location);
                if (!AddressRules.SameHost(origin, target))
                {
                    return response;
                }

                response.Dispose();
                request.RequestUri = target;
            }
        }
        finally
        {
            // A repeat begins where the call began.
            request.RequestUri = origin;
        }
    }

    private async Task BufferAsync(ServiceCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var original = response.Content;
        var success = response.IsSuccessStatusCode;
        var limit = success ? call.Options.MaxAnswerBytes : Math.Min(call.Options.MaxAnswerBytes, call.Options.MaxErrorBytes);
        var encoding = original.Headers.ContentEncoding.LastOrDefault();
        var announced = string.IsNullOrEmpty(encoding) ? original.Headers.ContentLength : null;
        if (success && announced > limit)
        {
            throw ServiceFailures.TooLarge(runtime, call, response.StatusCode);
        }

        var stream = await original.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);

        // A compressed body that never yields a byte would be read for ever.
        var plain = Decompress(string.IsNullOrEmpty(encoding) ? stream : new LimitedStream(stream, call.Options.MaxAnswerBytes), encoding);
        await using var plainDisposal = plain.ConfigureAwait(false);
        var buffer = new byte[Math.Min(announced ?? 4096, limit) + 1];
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length > limit)
                    {
                        break;
                    }

                    Array.Resize(ref buffer, (int)Math.Min(Math.Min(limit + 1, Array.MaxLength), buffer.Length * 2L));
                }

                var read = await plain.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }
        }
        catch (AnswerLimitException)
        {
            if (success)
            {
                throw ServiceFailures.TooLarge(runtime, call, response.StatusCode);
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException && !string.IsNullOrEmpty(encoding))
        {
            if (success)
            {
                throw new IOException("The compressed body is damaged.", e);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !success)
        {
            // The status says enough; the rest of its explanation is lost.
        }

        if (length > limit)
        {
            if (success)
            {
                throw ServiceFailures.TooLarge(runtime, call, response.StatusCode);
            }

            length = (int)limit;
        }
        else if (success && announced > length)
        {
            throw new IOException("The body ended before its announced length.");
        }

        response.Content = new BufferedContent(buffer.AsMemory(0, length), original);
        original.Dispose();
    }

    private static Stream Decompress(Stream stream, string? encoding) =>
        encoding?.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            _ => stream,
        };
}
