using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>A service with one job, which passes through the given states, one per look at it, and stays in the last one.</summary>
internal sealed class JobScript(params IEnumerable<string> statuses) : IServiceTransport
{
    public const string JobId = "900100200";

    private readonly Queue<string> _statuses = new(statuses);

    public List<string> Paths { get; } = [];

    public string Debug { get; init; } = """{"cmdout":null,"stderr":null}""";

    public string Schema { get; init; } = """[["_col0","bigint"]]""";

    /// <summary>What issuing does before it answers.</summary>
    public Func<CancellationToken, Task>? OnIssue { get; init; }

    /// <summary>Whether issuing is answered with a conflict that names the job.</summary>
    public bool IsKnown { get; init; }

    public List<string> IssuedForms { get; } = [];

    public TreasureDataJobsClient Client(TimeProvider? timeProvider = null) =>
        new(this, new TreasureDataClientOptions(), timeProvider ?? new InstantTime());

    public Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Paths.Add(request.Path);
        if (request.Path.StartsWith("v3/job/status", StringComparison.Ordinal) && _statuses.Count > 1)
        {
            return Answer(_statuses.Dequeue());
        }

        return Answer(_statuses.Peek());

        Task<T> Answer(string status) =>
            Task.FromResult(
                JsonSerializer.Deserialize(
                    $$"""
                    {"job_id":"{{JobId}}","status":"{{status}}","former_status":"{{status}}","debug":{{Debug}},
                     "hive_result_schema":{{JsonSerializer.Serialize(Schema)}}}
                    """,
                    answerType
                )!
            );
    }

    public async Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    )
    {
        Paths.Add(request.Path);
        IssuedForms.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        if (OnIssue is not null)
        {
            await OnIssue(cancellationToken);
        }

        using var response = new HttpResponseMessage();
        return new ServiceAnswer(
            IsKnown ? HttpStatusCode.Conflict : HttpStatusCode.OK,
            response.Headers,
            response.Content.Headers,
            System.Text.Encoding.UTF8.GetBytes($$"""{"job_id":"{{JobId}}"}""")
        );
    }

    public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType) =>
        JsonSerializer.Deserialize(answer.Body.Span, answerType)!;

    public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) =>
        new("Treasure Data", request.Operation.Name, answer.Status, "refused") { ConflictsWith = JobId };

    public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        Paths.Add(request.Path);
        return Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(ResultObject.OfNumbers(1, 2, 3).Gzip) });
    }

    public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException(request.Path);
}
