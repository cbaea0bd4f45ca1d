using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>Brevo's processes behind the seam of the HTTP pipeline, on a clock of the test's own.</summary>
internal sealed class ProcessService(FakeTimeProvider time) : IServiceTransport
{
    private readonly Dictionary<long, (DateTimeOffset Ends, string End)> _processes = [];
    private readonly List<string> _calls = [];

    public TimeProvider Clock => time;

    public Func<string, Exception?> Fault { get; set; } = static _ => null;

    public Dictionary<string, byte[]> Files { get; } = [];

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    public BrevoProcessesClient Client => new(this);

    /// <summary>A process that ends after a time; the text after "completed" is what the answer says beside the status.</summary>
    public void Add(long id, TimeSpan takes, string end = """ "completed","info":{"import":{}} """) =>
        _processes[id] = (time.GetUtcNow() + takes, end);

    public async Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_calls)
        {
            _calls.Add(request.Operation.Name);
        }

        if (Fault(request.Operation.Name) is { } fault)
        {
            throw fault;
        }

        var json = request.Operation.Name switch
        {
            "processes.list" => List(request),
            "processes.get" => Get(request),
            "contacts.import" or "contacts.export" => """{"processId":7}""",
            _ => throw new NotSupportedException(request.Operation.Name),
        };
        return JsonSerializer.Deserialize(json, answerType)!;
    }

    public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        Assert.True(request.IsForeign, "A file is fetched without credentials.");
        return Task.FromResult(
            new HttpResponseMessage { Content = new StreamContent(new MemoryStream(Files[request.BaseAddress!.AbsolutePath])) }
        );
    }

    public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType) => throw new NotSupportedException();

    public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) => throw new NotSupportedException();

    private string List(ServiceRequest request)
    {
        var query = System.Web.HttpUtility.ParseQueryString(request.Path.Split('?')[1]);
        var offset = int.Parse(query["offset"]!, CultureInfo.InvariantCulture);
        var limit = int.Parse(query["limit"]!, CultureInfo.InvariantCulture);
        var page = _processes.Keys.OrderDescending().Skip(offset).Take(limit).Select(Write);
        return $$"""{"count":{{_processes.Count}},"processes":[{{string.Join(',', page)}}]}""";
    }

    private string Get(ServiceRequest request)
    {
        var id = long.Parse(request.Path.Split('/')[^1], CultureInfo.InvariantCulture);
        return _processes.ContainsKey(id)
            ? Write(id)
            : throw new ServiceException("Brevo", "processes.get", HttpStatusCode.NotFound, "None.") { ErrorCode = "document_not_found" };
    }

    private string Write(long id)
    {
        var (ends, end) = _processes[id];
        var status = time.GetUtcNow() >= ends ? end : "\"in_process\"";
        return $$"""{"id":{{id}},"name":"IMPORTUSER","status":{{status}}}""";
    }

    public static byte[] Csv(string text) => Encoding.UTF8.GetBytes(text);
}
