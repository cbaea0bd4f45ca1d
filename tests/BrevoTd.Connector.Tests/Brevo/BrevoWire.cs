using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>A client whose service is a stub on a free port of loopback.</summary>
internal sealed class BrevoWire : IAsyncDisposable
{
    public static readonly string ApiKey = Canaries.ApiKey();

    private BrevoWire(WireMockServer server)
    {
        Server = server;
        Client = BrevoClient.Create(
            new BrevoClientOptions
            {
                BaseAddress = new Uri(server.Url + "/v3/"),
                ApiKey = ApiKey,
                MaxRetries = 0,
            },
            WatchedServices.Watch
        );
    }

    public WireMockServer Server { get; }

    public BrevoClient Client { get; }

    /// <summary>The last request: method, path with query, body.</summary>
    public (string Method, string PathAndQuery, string? Body) LastRequest
    {
        get
        {
            var message = Server.LogEntries.Last().RequestMessage!;
            return (message.Method, new Uri(message.AbsoluteUrl).PathAndQuery, message.Body);
        }
    }

    public static BrevoWire Start() => new(WireMockServer.Start());

    public BrevoWire Answers(string method, string path, int status, string? json = null)
    {
        var response = Response.Create().WithStatusCode(status);
        if (json is not null)
        {
            response = response.WithHeader("Content-Type", "application/json").WithBody(json);
        }

        Server.Given(Request.Create().WithPath("/v3/" + path).UsingMethod(method)).RespondWith(response);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Server.Dispose();
    }
}
