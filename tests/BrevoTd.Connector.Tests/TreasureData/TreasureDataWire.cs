using System.Globalization;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.TreasureData;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>A client whose service is a stub on a free port of loopback.</summary>
internal sealed class TreasureDataWire : IAsyncDisposable
{
    public static readonly string ApiKey = Canaries.TreasureDataKey();

    private TreasureDataWire(WireMockServer server)
    {
        Server = server;
        Client = TreasureDataClient.Create(
            new TreasureDataClientOptions
            {
                BaseAddress = new Uri(server.Url + "/"),
                ApiKey = ApiKey,
                MaxRetries = 0,
            },
            WatchedServices.Watch
        );
    }

    public WireMockServer Server { get; }

    public TreasureDataClient Client { get; }

    /// <summary>All requests in order: method, path with query, body.</summary>
    public IReadOnlyList<(string Method, string PathAndQuery, string? Body)> Requests =>
        [
            .. Server.LogEntries.Select(entry =>
                (entry.RequestMessage!.Method, new Uri(entry.RequestMessage.AbsoluteUrl).PathAndQuery, entry.RequestMessage.Body)
            ),
        ];

    public (string Method, string PathAndQuery, string? Body) LastRequest => Requests[^1];

    /// <summary>The fields of the last request's form.</summary>
    public IReadOnlyDictionary<string, string> LastForm =>
        (LastRequest.Body ?? "")
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => Decode(part[0]), part => Decode(part[1]));

    public static TreasureDataWire Start() => new(WireMockServer.Start());

    public TreasureDataWire Answers(string method, string path, int status, string? json = null)
    {
        var response = Response.Create().WithStatusCode(status);
        if (json is not null)
        {
            response = response.WithHeader("Content-Type", "application/json").WithBody(json);
        }

        Server.Given(Request.Create().WithPath("/" + path).UsingMethod(method)).RespondWith(response);
        return this;
    }

    public TreasureDataWire Answers(string method, string path, Func<IRequestMessage, string> json)
    {
        var response = Response.Create().WithStatusCode(200).WithHeader("Content-Type", "application/json").WithBody(json);
        Server.Given(Request.Create().WithPath("/" + path).UsingMethod(method)).RespondWith(response);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Server.Dispose();
    }

    public static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
