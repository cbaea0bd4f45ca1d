using System.Globalization;
using System.Net;
using System.Text;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>The service's side of one bulk import session, whose answers can get lost after the work is done.</summary>
internal sealed class SimulatedBulkImport : HttpMessageHandler
{
    private int _jobs = 100;

    public string? Status { get; set; }

    public bool IsFrozen { get; set; }

    public int? JobId { get; set; }

    public string JobStatus { get; set; } = "success";

    /// <summary>Looks at the session that a job or a commit takes.</summary>
    public int Slowness { get; set; } = 1;

    public long? ErrorRecords { get; set; } = 0;

    public long ErrorParts { get; set; }

    public byte[] ErrorRecordsBody { get; set; } = [];

    public Dictionary<string, byte[]> Parts { get; } = [];

    /// <summary>Calls in order, as verb or verb/part.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Verbs whose next answer gets lost after the work is done.</summary>
    public HashSet<string> Lost { get; } = [];

    /// <summary>Verbs whose next request does not arrive.</summary>
    public HashSet<string> Unsent { get; } = [];

    /// <summary>How often the rows were committed.</summary>
    public int Commits { get; private set; }

    private int _left = 2;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        if (path[1] == "job")
        {
            return Json($$"""{"job_id":"{{path[^1]}}","status":"{{JobStatus}}","type":"bulk_import_perform"}""");
        }

        var verb = path[2];
        Calls.Add(path.Length > 4 && verb is "upload_part" or "delete_part" ? $"{verb}/{path[^1]}" : verb);
        if (Unsent.Remove(verb))
        {
            throw new HttpRequestException("The connection was refused.");
        }

        var answer = await AnswerAsync(verb, path, request, cancellationToken);
        return Lost.Remove(verb) ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer got lost.") : answer;
    }

    private static HttpResponseMessage Json(string json) =>
        new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Refuse(HttpStatusCode status) =>
        new(status) { Content = new StringContent("""{"error":"no","text":"no","severity":"error"}""", Encoding.UTF8, "application/json") };

    private async Task<HttpResponseMessage> AnswerAsync(
        string verb,
        string[] path,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (verb == "create")
        {
            if (Status is not null)
            {
                return Refuse(HttpStatusCode.Conflict);
            }

            Status = "uploading";
            return Json("{}");
        }

        if (Status is null)
        {
            return Refuse(HttpStatusCode.NotFound);
        }

        switch (verb)
        {
            case "show":
                return Show();
            case "list_parts":
                return Json(
                    $$"""{"parts":[{{string.Join(",", Parts.Keys.Order(StringComparer.Ordinal).Select(part => $"\"{part}\""))}}]}"""
                );
            case "upload_part" when IsFrozen:
                return Refuse(HttpStatusCode.Conflict);
            case "upload_part":
                Parts[path[^1]] = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
                return Json("{}");
            case "delete_part":
                return Parts.Remove(path[^1]) ? Json("{}") : Refuse(HttpStatusCode.NotFound);
            case "freeze" when IsFrozen:
                return Refuse(HttpStatusCode.Conflict);
            case "freeze":
                IsFrozen = true;
                return Json("{}");
            case "unfreeze":
                IsFrozen = false;
                Status = "uploading";
                return Json("{}");
            case "perform" when Status != "uploading":
                return Refuse(HttpStatusCode.Conflict);
            case "perform":
                JobId = ++_jobs;
                Status = "performing";
                _left = Slowness;
                return Json($$"""{"job_id":{{JobId}}}""");
            case "commit" when Status != "ready":
                return Refuse(HttpStatusCode.Conflict);
            case "commit":
                Status = "committing";
                _left = Slowness;
                Commits++;
                return Json("{}");
            case "error_records":
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(ErrorRecordsBody) };
            case "delete":
                Status = null;
                return Json("{}");
            default:
                return Refuse(HttpStatusCode.NotFound);
        }
    }

    private HttpResponseMessage Show()
    {
        if (Status is "performing" or "committing" && _left-- <= 0)
        {
            Status = Status == "performing" ? (JobStatus == "success" ? "ready" : "uploading") : "committed";
        }

        var counted = Status is "ready" or "committing" or "committed";
        return Json(
            $$"""
            {"name":"load_1","database":"crm_raw","table":"contacts","status":"{{Status}}","upload_frozen":{{(
                IsFrozen ? "true" : "false"
            )}},
             "job_id":{{Text(JobId)}},"valid_records":{{(counted ? "10" : "null")}},"error_records":{{(
                counted ? Text(ErrorRecords) : "null"
            )}},
             "valid_parts":{{(counted ? Text(Parts.Count) : "null")}},"error_parts":{{(counted ? Text(ErrorParts) : "null")}}}
            """
        );
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
