using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>Stands where the socket would be, and answers attempt by attempt.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <summary>The answer once the script has ended.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Otherwise { get; set; } =
        static (_, _) => Task.FromResult(Json(HttpStatusCode.OK, """{"value":"ok"}"""));

    public ScriptedHandler Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> step)
    {
        _script.Enqueue(step);
        return this;
    }

    public ScriptedHandler Then(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) =>
        Then(
            (_, _) =>
            {
                var response = Json(status, body);
                foreach (var (name, value) in headers)
                {
                    if (!response.Headers.TryAddWithoutValidation(name, value))
                    {
                        response.Content.Headers.Remove(name);
                        response.Content.Headers.TryAddWithoutValidation(name, value);
                    }
                }

                return Task.FromResult(response);
            }
        );

    public ScriptedHandler ThenThrow(Exception exception) => Then((_, _) => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>An attempt that never gets an answer.</summary>
    public ScriptedHandler ThenHang() =>
        Then(
            async (_, cancellationToken) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                throw new InvalidOperationException("Not reached.");
            }
        );

    public ScriptedHandler ThenBody(HttpStatusCode status, Stream body, long? length = null, string? encoding = null) =>
        Then(
            (_, _) =>
            {
                var content = new StreamContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                content.Headers.ContentLength = length;
                if (encoding is not null)
                {
                    content.Headers.ContentEncoding.Add(encoding);
                }

                return Task.FromResult(new HttpResponseMessage(status) { Content = content });
            }
        );

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        _seen.Enqueue(
            new SeenRequest(
                request.Method.Method,
                request.RequestUri!.AbsoluteUri,
                request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
                body
            )
        );
        var step = _script.TryDequeue(out var next) ? next : Otherwise;
        return await step(request, cancellationToken);
    }
}

internal sealed record SeenRequest(string Method, string Uri, IReadOnlyDictionary<string, string> Headers, string? Body);
