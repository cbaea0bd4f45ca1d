using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>The pipeline with its real sockets: connections that fail, break, redirect, compress.</summary>
public sealed class WireTests : IAsyncDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();
    private readonly List<ServiceProvider> _providers = [];

    [Fact]
    public async Task Host_WhereNothingListens_IsNamedWithItsRemedy()
    {
        // A port that was free a moment ago.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => Call(Client($"http://127.0.0.1:{port}/v3/")));

        Assert.Contains($"127.0.0.1:{port} refuses connections", e.Message, StringComparison.Ordinal);
        Assert.False(e.MayHaveBeenProcessed);
    }

    [Fact]
    public async Task Host_WhoseNameDoesNotExist_IsNamedWithItsRemedy()
    {
        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => Call(Client("https://brevo.invalid/v3/")));

        Assert.Contains("brevo.invalid could not be resolved", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_ThatDoesNotSpeakTls_IsNamedWithItsRemedy()
    {
        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => Call(Client($"https://127.0.0.1:{_server.Port}/v3/")));

        Assert.Contains("TLS", e.Message, StringComparison.Ordinal);
        Assert.False(e.MayHaveBeenProcessed);
    }

    [Fact]
    public async Task Connection_ClosedWithoutAnAnswer_IsRepeated()
    {
        await using var server = new RawServer("", """HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{"value":"ok"}""");

        Assert.Equal("ok", await Call(Client(server.Address, retries: 1)));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Body_CutByTheServer_IsRepeated()
    {
        await using var server = new RawServer(
            """HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{"val""",
            """HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"val""",
            """HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{"value":"ok"}"""
        );

        Assert.Equal("ok", await Call(Client(server.Address, retries: 2)));
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task Body_CutByTheServerOfAWrite_FailsAndSaysThatTheWorkMayBeDone()
    {
        await using var server = new RawServer("""HTTP/1.1 201 Created\r\nContent-Length: 14\r\n\r\n{"val""");

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => Call(Client(server.Address, retries: 2), Pipeline.Write));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Stream_CutByTheServer_FailsWithTheUsualException()
    {
        await using var server = new RawServer("""HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789""");
        var transport = Client(server.Address);

        using var response = await transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "x"), default);
        await using var stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(new byte[10]);

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => stream.ReadAsync(new byte[10]).AsTask());
    }

    [Fact]
    public async Task Redirect_ToTheSameHost_KeepsTheCredentialAndToAnotherSendsNone()
    {
        using var other = WireMockServer.Start();
        other.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(200).WithBody("{}"));
        Given("/v3/a", Response.Create().WithStatusCode(307).WithHeader("Location", "/v3/b"));
        Given("/v3/b", Response.Create().WithStatusCode(308).WithHeader("Location", other.Url + "/v3/c"));

        var e = await Assert.ThrowsAsync<ServiceException>(() => Call(Client(_server.Url + "/v3/"), path: "a"));

        Assert.Equal(HttpStatusCode.PermanentRedirect, e.StatusCode);
        Assert.All(_server.LogEntries, entry => Assert.Equal("xkeysib-wire", entry.RequestMessage!.Headers!["api-key"].Single()));
        Assert.Equal(2, _server.LogEntries.Count);
        Assert.Empty(other.LogEntries);
    }

    [Fact]
    public async Task Answer_WithGzip_IsRead()
    {
        using var body = new MemoryStream();
        await using (var gzip = new GZipStream(body, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("""{"value":"zipped"}"""u8);
        }

        Given("/v3/x", Response.Create().WithStatusCode(200).WithHeader("Content-Encoding", "gzip").WithBody(body.ToArray()));

        Assert.Equal("zipped", await Call(Client(_server.Url + "/v3/")));
    }

    [Fact]
    public async Task Path_WithEscapes_ArrivesAsItIs()
    {
        await using var server = new RawServer("""HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{"value":"ok"}""");

        await Call(Client(server.Address), path: "contacts/a%2Bb%40example.com?identifierType=email_id");

        Assert.StartsWith(
            "GET /v3/contacts/a%2Bb%40example.com?identifierType=email_id HTTP/1.1\r\n",
            server.Requests.Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Create_BothClients_SpeakToTheirServer()
    {
        Given("/v3/account", Response.Create().WithStatusCode(200).WithBody("""{"companyName":"Shop"}"""));
        Given("/v3/database/list", Response.Create().WithStatusCode(200).WithBody("""{"databases":[]}"""));
        await using var brevo = BrevoClient.Create(
            new BrevoClientOptions { ApiKey = "xkeysib-wire", BaseAddress = new Uri(_server.Url + "/v3") }
        );
        using var td = TreasureDataClient.Create(
            new TreasureDataClientOptions { ApiKey = "1/0123456789abcdef0123456789abcdef01234567", BaseAddress = new Uri(_server.Url!) }
        );

        Assert.Equal("Shop", (await brevo.Account.GetAsync()).CompanyName);
        Assert.Empty(await td.Databases.ListAsync());
        Assert.Equal(
            "TD1 1/0123456789abcdef0123456789abcdef01234567",
            _server.LogEntries.Last().RequestMessage!.Headers!["Authorization"].Single()
        );
    }

    [Fact]
    public async Task FrameworkTracing_OfACall_IsSilentAndSendsNoTraceHeaders()
    {
        Given("/v3/x", Response.Create().WithStatusCode(200).WithBody("""{"value":"ok"}"""));
        var framework = 0;
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> options) =>
                options.Tags?.Any(tag => Equals(tag.Value, _server.Port)) == true
                    ? System.Diagnostics.ActivitySamplingResult.AllData
                    : System.Diagnostics.ActivitySamplingResult.None,
            ActivityStarted = _ => Interlocked.Increment(ref framework),
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);

        await Call(Client(_server.Url + "/v3/"));

        Assert.Equal(0, framework);
        Assert.DoesNotContain("traceparent", _server.LogEntries.Single().RequestMessage!.Headers!.Keys);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        _server.Dispose();
    }

    private void Given(string path, IResponseBuilder response) => _server.Given(Request.Create().WithPath(path)).RespondWith(response);

    private IServiceTransport Client(string address, int retries = 0)
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(o =>
        {
            o.ApiKey = "xkeysib-wire";
            o.BaseAddress = new Uri(address);
            o.MaxRetries = retries;
            o.RetryBaseDelay = TimeSpan.Zero;
        });
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredKeyedService<IServiceTransport>("BrevoTd.brevo");
    }

    private static async Task<string?> Call(IServiceTransport transport, ServiceOperation? operation = null, string path = "x")
    {
        var request = new ServiceRequest(operation ?? Pipeline.Read, path)
        {
            Content = operation?.Method == HttpMethod.Post ? new StringContent("{}") : null,
        };
        return (await transport.SendAsync(request, ThingContext.Default.Thing, default)).Value;
    }

    /// <summary>Answers each connection with the next of its texts, to the byte, and closes it.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<string> _requests = [];
        private readonly Task _loop;
        private int _connections;

        public RawServer(params string[] answers)
        {
            _listener.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v3/";
            _loop = ServeAsync(answers);
        }

        public string Address { get; }

        public int Connections => Volatile.Read(ref _connections);

        public IReadOnlyList<string> Requests => _requests;

        public async ValueTask DisposeAsync()
        {
            _listener.Dispose();
            await _loop;
        }

        private async Task ServeAsync(string[] answers)
        {
            try
            {
                foreach (var answer in answers)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                    await using var stream = client.GetStream();
                    var request = new StringBuilder();
                    var buffer = new byte[4096];
                    int read;
                    do
                    {
                        read = await stream.ReadAsync(buffer);
                        request.Append(Encoding.ASCII.GetString(buffer, 0, read));
                    } while (read > 0 && !IsComplete(request.ToString()));

                    _requests.Add(request.ToString());
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Replace("\\r\\n", "\r\n", StringComparison.Ordinal)));
                    client.Client.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private static bool IsComplete(string request)
        {
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            return end >= 0 && (!request.StartsWith("POST", StringComparison.Ordinal) || request.Length >= end + 4 + 2);
        }
    }
}
