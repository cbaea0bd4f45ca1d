using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace BrevoTd.Connector.Http;

/// <summary>Sends what callers compose themselves, for the clients of both services.</summary>
internal static class CustomCalls
{
    public static Task<TResponse> SendAsync<TResponse>(
        IServiceTransport transport,
        CustomRequest request,
        HttpContent? content,
        JsonTypeInfo<TResponse> responseType,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(responseType);
        return transport.SendAsync(Compose(request, content), responseType, cancellationToken);
    }

    public static Task SendAsync(
        IServiceTransport transport,
        CustomRequest request,
        HttpContent? content,
        CancellationToken cancellationToken
    ) => transport.SendAsync(Compose(request, content), cancellationToken);

    public static async Task<CustomAnswer> SendForAnswerAsync(
        IServiceTransport transport,
        CustomRequest request,
        HttpContent? content,
        CancellationToken cancellationToken
    )
    {
        var composed = Compose(request, content);
        await BufferAsync(content, cancellationToken).ConfigureAwait(false);
        var answer = await transport.SendForAnswerAsync(composed, [], cancellationToken).ConfigureAwait(false);
        return new CustomAnswer(answer.Status, answer.Body, answer.Headers.Concat(answer.ContentHeaders));
    }

    public static async Task DownloadAsync(
        IServiceTransport transport,
        CustomRequest request,
        HttpContent? content,
        Stream destination,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        var composed = Compose(request, content);
        await BufferAsync(content, cancellationToken).ConfigureAwait(false);
        using var response = await transport.SendForStreamAsync(composed, cancellationToken).ConfigureAwait(false);
        await response.Content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    public static HttpContent Json<TRequest>(TRequest body, JsonTypeInfo<TRequest> bodyType)
    {
        ArgumentNullException.ThrowIfNull(bodyType);
        return ServiceContent.Json(body, bodyType);
    }

    // A request may be sent several times, also where its work may not be done twice: after a 429, or when no connection came about.
    private static Task BufferAsync(HttpContent? content, CancellationToken cancellationToken) =>
#if NET9_0_OR_GREATER
        content is null ? Task.CompletedTask : content.LoadIntoBufferAsync(cancellationToken);
#else
        content is null ? Task.CompletedTask : content.LoadIntoBufferAsync().WaitAsync(cancellationToken);
#endif

    private static ServiceRequest Compose(CustomRequest request, HttpContent? content)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Method);
        ArgumentNullException.ThrowIfNull(request.Route);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Accept);
        var route = request.Route.TrimStart('/');
        var path = new QueryString(Path(route, request));
        foreach (var (name, value) in request.Query ?? [])
        {
            ArgumentException.ThrowIfNullOrEmpty(name, nameof(request));
            path.Add(Uri.EscapeDataString(name), value);
        }

        return new ServiceRequest(
            new ServiceOperation(
                $"custom.{request.Method.Method.ToLowerInvariant()}",
                request.Method,
                route,
                request.MayRepeat ? RepeatRule.Idempotent : RepeatRule.NotIdempotent
            ),
            path.ToString()
        )
        {
            Content = content,
            Accept = request.Accept,
            Headers = Headers(request),
            MaxQuotaWait = request.MaxQuotaWait,
        };
    }

    private static string Path(string route, CustomRequest request)
    {
        var path = new StringBuilder(route.Length);
        var used = 0;
        foreach (var segment in route.Split('/'))
        {
            if (path.Length > 0)
            {
                path.Append('/');
            }

            if (segment.Length > 2 && segment[0] == '{' && segment[^1] == '}')
            {
                path.Append(Escape(segment[1..^1], request));
                used++;
            }
            else if (IsFixed(segment))
            {
                path.Append(segment);
            }
            else
            {
                throw new ArgumentException(
                    "Route holds something else than words and names in braces. It is logged, so put ids, addresses and whatever else varies in RouteValues and name it in the route ('contacts/{identifier}'); put parameters in Query.",
                    nameof(request)
                );
            }
        }

        return used == (request.RouteValues?.Count ?? 0)
            ? path.ToString()
            : throw new ArgumentException(
                $"RouteValues has {request.RouteValues!.Count} values for the {used} names of the route '{route}'. Give each name of the route one value, and no others.",
                nameof(request)
            );
    }

    private static string Escape(string name, CustomRequest request)
    {
        if (request.RouteValues?.GetValueOrDefault(name) is not { Length: > 0 } value)
        {
            throw new ArgumentException($"RouteValues has no value for '{name}', which the route names.", nameof(request));
        }

        // As a part of a path these mean another path, however they are escaped.
        return value is "." or ".."
            ? throw new ArgumentException($"The value of '{name}' is one or two full stops, which a path cannot carry.", nameof(request))
            : Uri.EscapeDataString(value);
    }

    // A part of digits alone is an id or a phone number; an address has an at sign.
    private static bool IsFixed(string segment) =>
        segment.Length > 0
        && segment is not ("." or "..")
        && segment.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
        && !segment.All(char.IsAsciiDigit);

    private static KeyValuePair<string, string>[] Headers(CustomRequest request)
    {
        KeyValuePair<string, string>[] headers = [.. request.Headers ?? []];
        return Array.Exists(headers, static header => header.Value is null || header.Value.AsSpan().ContainsAny('\r', '\n'))
            ? throw new ArgumentException("A header has no value, or one with a line break.", nameof(request))
            : headers;
    }
}
