using System.Net;
using System.Text;
using BrevoTd.Connector.Benchmarks.Paired;

namespace BrevoTd.Connector.Benchmarks.Writers;

/// <summary>Stands where the socket would be: reads the bodies of imports as a socket does, and answers at once. One import at a time.</summary>
internal sealed class InMemoryImports : HttpMessageHandler
{
    private const string Root = "/v3/";

    private readonly ImportProcesses _processes = new();
    private readonly MemoryStream _body = new(512 * 1024);

    /// <summary>Gets the bodies.</summary>
    public BodySink Sink { get; set; } = new(keep: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath[Root.Length..];
        switch (path)
        {
            case "contacts/import":
                _body.SetLength(0);
                await request.Content!.CopyToAsync(_body, cancellationToken);
                Sink.Take(_body.GetBuffer().AsSpan(0, (int)_body.Length));
                return Answer(request, HttpStatusCode.Accepted, _processes.Take());
            case "processes":
                return Answer(request, HttpStatusCode.OK, _processes.List(request.RequestUri.Query));
            default:
                return Answer(request, HttpStatusCode.OK, ImportProcesses.Show(path["processes/".Length..]));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
        }

        base.Dispose(disposing);
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, HttpStatusCode status, string json) =>
        new(status) { RequestMessage = request, Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
