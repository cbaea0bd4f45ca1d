using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Brevo;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Util;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>A writer against a stub on loopback: what it sent, and what it says of each record.</summary>
internal sealed class WireRun : IAsyncDisposable
{
    private readonly List<SettledRecord> _settled = [];

    public BrevoWire Wire { get; } = BrevoWire.Start();

    /// <summary>Bodies in the order in which they arrived.</summary>
    public List<string> Bodies => [.. Requests.Select(request => request.Body ?? "")];

    public List<(string Method, string PathAndQuery, string? Body)> Requests =>
        [
            .. Wire
                .Server.LogEntries.Select(entry => entry.RequestMessage!)
                .Select(message => (message.Method, new Uri(message.AbsoluteUrl).PathAndQuery, message.Body)),
        ];

    /// <summary>Number, outcome and cause of every record, in the order of the source.</summary>
    public List<string> Outcomes => [.. _settled.OrderBy(record => record.RecordNumber).Select(record => record.ToString())];

    public WireRun Answers(string method, string path, int status, string? json = null)
    {
        Wire.Answers(method, path, status, json);
        return this;
    }

    /// <summary>Answers by what the body says.</summary>
    public WireRun Answers(string method, string path, Func<IRequestMessage, (int Status, string? Json)> answer)
    {
        Wire.Server.Given(Request.Create().WithPath("/v3/" + path).UsingMethod(method))
            .RespondWith(
                Response
                    .Create()
                    .WithCallback(request =>
                    {
                        var (status, json) = answer(request);
                        return new ResponseMessage
                        {
                            StatusCode = status,
                            Headers = new Dictionary<string, WireMock.Types.WireMockList<string>>
                            {
                                ["Content-Type"] = new("application/json"),
                            },
                            BodyData = new BodyData { DetectedBodyType = WireMock.Types.BodyType.String, BodyAsString = json ?? "" },
                        };
                    })
            );
        return this;
    }

    /// <summary>Takes requests and never answers until the returned source is completed.</summary>
    public (Task Arrived, TaskCompletionSource Release) Hangs(string method, string path)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Wire.Server.Given(Request.Create().WithPath("/v3/" + path).UsingMethod(method))
            .RespondWith(
                Response
                    .Create()
                    .WithCallback(async _ =>
                    {
                        arrived.TrySetResult();
                        await release.Task.WaitAsync(TimeSpan.FromSeconds(30));
                        return new ResponseMessage { StatusCode = 500 };
                    })
            );
        return (arrived.Task.WaitAsync(TimeSpan.FromSeconds(30)), release);
    }

    /// <summary>The options that all these writers share.</summary>
    public TOptions With<TOptions>(TOptions options)
        where TOptions : BatchWriterOptions
    {
        options.LoggerFactory = WatchedServices.Logs;
        options.OnSettled = record =>
        {
            lock (_settled)
            {
                _settled.Add(record);
            }
        };
        return options;
    }

    public ValueTask DisposeAsync() => Wire.DisposeAsync();
}
