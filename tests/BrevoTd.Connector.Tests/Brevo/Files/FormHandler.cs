using System.Net;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>Stands where the socket would be, and takes the body of each attempt as a socket does: byte for byte, never from a buffer.</summary>
internal sealed class FormHandler(params HttpStatusCode[] refusals) : HttpMessageHandler
{
    private readonly Queue<HttpStatusCode> _refusals = new(refusals);

    public List<(string Path, IReadOnlyList<FormPart> Parts)> Seen { get; } = [];

    public string Answer { get; init; } = "{}";

    public Pipeline Start() =>
        Pipeline.Brevo(o => o.RetryBaseDelay = TimeSpan.Zero, builder => builder.Http.ConfigurePrimaryHttpMessageHandler(() => this));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
        {
            return ScriptedHandler.Json(HttpStatusCode.OK, "[]");
        }

        using var body = new MemoryStream();
        await request.Content.CopyToAsync(body, cancellationToken);
        Assert.Equal(body.Length, request.Content.Headers.ContentLength);
        Seen.Add((request.RequestUri!.AbsolutePath, FormPart.Read(request.Content.Headers, body.ToArray())));
        return _refusals.TryDequeue(out var refusal) ? ScriptedHandler.Json(refusal, "") : ScriptedHandler.Json(HttpStatusCode.OK, Answer);
    }
}
