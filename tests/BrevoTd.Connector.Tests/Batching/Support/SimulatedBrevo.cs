using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>What the simulated server does with the next import.</summary>
internal enum ImportFault
{
    None,
    Refused,
    RateLimited,
    Unreachable,
    QuotaWait,
    LostBeforeStored,
    LostAfterStored,
    ServerErrorBeforeStored,
    ServerErrorAfterStored,
    HangsUnread,
    HangsStored,
    WrongKey,
}

/// <summary>
/// Brevo's imports, processes and reports in memory, behind the seam of the HTTP pipeline. It keeps a log of its own of what it received, stored and refused, against which
/// the writer's outcomes are held.
/// </summary>
internal sealed partial class SimulatedBrevo(TimeProvider time) : IServiceTransport
{
    private readonly object _lock = new();
    private readonly List<SimulatedProcess> _processes = [];
    private long _nextProcess = 100;

    /// <summary>How often each record arrived.</summary>
    public Dictionary<int, int> Received { get; } = [];

    /// <summary>The process that took each record.</summary>
    public Dictionary<int, SimulatedProcess> Taken { get; } = [];

    public List<string> ImportBodies { get; } = [];

    public List<string> Calls { get; } = [];

    public Func<ImportFault> NextFault { get; set; } = static () => ImportFault.None;

    /// <summary>Decides the fate of a new process.</summary>
    public Action<SimulatedProcess> Plan { get; set; } = static _ => { };

    /// <summary>Fails looks at processes.</summary>
    public Func<Exception?> LookFault { get; set; } = static () => null;

    public Func<Uri, Exception?> ReportFault { get; set; } = static _ => null;

    public string AttributesJson { get; set; } = """{"attributes":[]}""";

    public HashSet<long> Lists { get; } = [42];

    /// <summary>Answers looks at contacts by their path: a JSON object, or <see langword="null"/> for 404.</summary>
    public Func<string, string?> Contacts { get; set; } = static _ => null;

    public int Looks => CountOf("processes.list") + CountOf("processes.get");

    public int CountOf(string operation)
    {
        lock (_lock)
        {
            return Calls.Count(call => call == operation);
        }
    }

    public bool HasTaken(int id)
    {
        lock (_lock)
        {
            return Taken.ContainsKey(id);
        }
    }

    public static int[] IdsOf(string body) =>
        [.. NumberPattern().Matches(body).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    public async Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(request, cancellationToken);
        return JsonSerializer.Deserialize(answer, answerType)!;
    }

    public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    )
    {
        Log(request);
        if (request.Operation.Name is "contacts.list" or "contacts.get")
        {
            return Task.FromResult(AnswerContacts(request));
        }

        Assert.Equal("processes.report", request.Operation.Name);
        Assert.True(request.IsForeign);
        var address = request.BaseAddress!;
        if (ReportFault(address) is { } fault)
        {
            return Task.FromException<ServiceAnswer>(fault);
        }

        var parts = address.AbsolutePath.Trim('/').Split('/');
        byte[] content;
        lock (_lock)
        {
            var process = _processes.Single(process => process.Id == long.Parse(parts[0], CultureInfo.InvariantCulture));
            content = process.Render(parts[1]);
        }

        using var response = new HttpResponseMessage();
        using var body = new ByteArrayContent(content);
        return Task.FromResult(new ServiceAnswer(HttpStatusCode.OK, response.Headers, body.Headers, content));
    }

    public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType) =>
        JsonSerializer.Deserialize(answer.Body.Span, answerType)!;

    public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) => Refusal(request, answer.Status, "document_not_found");

    public static ServiceException Refusal(ServiceRequest request, HttpStatusCode status, string? code = null) =>
        new("Brevo", request.Operation.Name, status, "Refused.") { ErrorCode = code, ServiceMessage = "person1@example.com is not valid" };

    private ServiceAnswer AnswerContacts(ServiceRequest request)
    {
        var text = Contacts(request.Path);
        using var response = new HttpResponseMessage();
        response.Headers.Date = time.GetUtcNow();
        using var body = new ByteArrayContent([]);
        return new ServiceAnswer(
            text is null ? HttpStatusCode.NotFound : HttpStatusCode.OK,
            response.Headers,
            body.Headers,
            Encoding.UTF8.GetBytes(text ?? "{}")
        );
    }

    private void Log(ServiceRequest request)
    {
        lock (_lock)
        {
            Calls.Add(request.Operation.Name);
        }
    }

    private async Task<string> AnswerAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        Log(request);
        switch (request.Operation.Name)
        {
            case "contacts.import":
                return await ImportAsync(request, cancellationToken);
            case "processes.list":
                return ListProcesses(request);
            case "processes.get":
                return GetProcess(request);
            case "attributes.list":
                return AttributesJson;
            case "lists.get":
                var id = long.Parse(request.Path.Split('/')[^1], CultureInfo.InvariantCulture);
                return Lists.Contains(id) ? $$"""{"id":{{id}}}""" : throw Refusal(request, HttpStatusCode.NotFound, "document_not_found");
            default:
                throw new NotSupportedException(request.Operation.Name);
        }
    }

    private async Task<string> ImportAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var fault = NextFault();
        switch (fault)
        {
            case ImportFault.Unreachable:
                throw new ServiceUnreachableException("Brevo", "contacts.import", "No connection.", mayHaveBeenProcessed: false);
            case ImportFault.QuotaWait:
                throw new QuotaWaitException("Brevo", "contacts.import", "contacts", TimeSpan.FromMinutes(5), "Quota.");
            case ImportFault.HangsUnread:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                break;
            case ImportFault.WrongKey:
                throw new CredentialsRejectedException("Brevo", "contacts.import", HttpStatusCode.Unauthorized, "Key.");
        }

        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        using (JsonDocument.Parse(body)) { }
        var ids = IdsOf(body);
        lock (_lock)
        {
            ImportBodies.Add(body);
            foreach (var id in ids)
            {
                Received[id] = Received.GetValueOrDefault(id) + 1;
            }
        }

        switch (fault)
        {
            case ImportFault.Refused:
                throw Refusal(request, HttpStatusCode.BadRequest, "invalid_parameter");
            case ImportFault.RateLimited:
                throw Refusal(request, HttpStatusCode.TooManyRequests);
            case ImportFault.LostBeforeStored:
                throw Lost();
            case ImportFault.ServerErrorBeforeStored:
                throw Refusal(request, HttpStatusCode.BadGateway);
        }

        var process = Store(body, ids);
        switch (fault)
        {
            case ImportFault.LostAfterStored:
                throw Lost();
            case ImportFault.ServerErrorAfterStored:
                throw Refusal(request, HttpStatusCode.InternalServerError);
            case ImportFault.HangsStored:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                break;
        }

        lock (_lock)
        {
            process.IsAcknowledged = true;
        }

        return $$"""{"processId":{{process.Id}}}""";
    }

    private static ServiceUnreachableException Lost() => new("Brevo", "contacts.import", "No answer.", mayHaveBeenProcessed: true);

    private SimulatedProcess Store(string body, int[] ids)
    {
        lock (_lock)
        {
            using var json = JsonDocument.Parse(body);
            var rows = json.RootElement.GetProperty("jsonBody").EnumerateArray().Select(ImportedRow.From).ToList();
            var process = new SimulatedProcess(_nextProcess++, rows) { CompletesAt = time.GetUtcNow() };
            Plan(process);
            _processes.Add(process);
            foreach (var id in ids)
            {
                Taken[id] = process;
            }

            return process;
        }
    }

    private string ListProcesses(ServiceRequest request)
    {
        if (LookFault() is { } fault)
        {
            throw fault;
        }

        var query = System.Web.HttpUtility.ParseQueryString(request.Path.Split('?')[1]);
        Assert.Equal("50", query["limit"]);
        Assert.Equal("desc", query["sort"]);
        lock (_lock)
        {
            var page = _processes
                .Where(process => process.IsListed)
                .OrderByDescending(process => process.Id)
                .Skip(int.Parse(query["offset"]!, CultureInfo.InvariantCulture))
                .Take(50)
                .Select(process => process.ToJson(time.GetUtcNow(), inList: true));
            return $$"""{"count":{{_processes.Count(process => process.IsListed)}},"processes":[{{string.Join(',', page)}}]}""";
        }
    }

    private string GetProcess(ServiceRequest request)
    {
        if (LookFault() is { } fault)
        {
            throw fault;
        }

        var id = long.Parse(request.Path.Split('/')[^1], CultureInfo.InvariantCulture);
        lock (_lock)
        {
            return _processes.SingleOrDefault(process => process.Id == id && process.IsListed)?.ToJson(time.GetUtcNow(), inList: false)
                ?? throw Refusal(request, HttpStatusCode.NotFound, "invalid_parameter");
        }
    }

    [GeneratedRegex("\"N\":([0-9]+)")]
    private static partial Regex NumberPattern();
}

/// <summary>A row as the server understood it.</summary>
internal sealed record ImportedRow(int Id, string? Email, string? ExternalId, string? Phone)
{
    public static ImportedRow From(JsonElement row)
    {
        var attributes = row.GetProperty("attributes");
        return new ImportedRow(
            attributes.TryGetProperty("N", out var id) ? id.GetInt32() : 0,
            row.TryGetProperty("email", out var email) ? email.GetString() : null,
            attributes.TryGetProperty("EXT_ID", out var externalId) ? externalId.GetString() : null,
            attributes.TryGetProperty("SMS", out var phone) ? phone.GetString() : null
        );
    }
}

/// <summary>One import, its fate, and the reports about it.</summary>
internal sealed class SimulatedProcess(long id, List<ImportedRow> rows)
{
    public long Id { get; } = id;

    public List<ImportedRow> Rows { get; } = rows;

    public DateTimeOffset CompletesAt { get; set; }

    public string EndStatus { get; set; } = "completed";

    public string WorkingStatus { get; set; } = "in_process";

    public bool IsListed { get; set; } = true;

    public bool IsAcknowledged { get; set; }

    /// <summary>Whether the single answer tells of reports.</summary>
    public bool HasInfo { get; set; } = true;

    /// <summary>Whether pages tell of reports.</summary>
    public bool HasInfoInList { get; set; } = true;

    /// <summary>Refused rows by cause.</summary>
    public Dictionary<string, List<ImportedRow>> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>What stands in place of a report's address, by cause.</summary>
    public Dictionary<string, string> ReportValues { get; } = new(StringComparer.Ordinal);

    /// <summary>Whole reports in place of those made of refused rows, by cause.</summary>
    public Dictionary<string, byte[]> Formats { get; } = new(StringComparer.Ordinal);

    public Func<List<ImportedRow>, byte[]> Format { get; set; } = static rows => Csv(rows, ';', header: "EMAIL;EXT_ID;SMS;N");

    public string? CauseOf(int id) => Refused.FirstOrDefault(pair => pair.Value.Exists(row => row.Id == id)).Key;

    public byte[] Render(string cause) => Formats.GetValueOrDefault(cause) ?? Format(Refused[cause]);

    public static byte[] Csv(List<ImportedRow> rows, char separator, string? header, string lineEnd = "\n", bool mark = false)
    {
        var text = new StringBuilder();
        if (header is not null)
        {
            text.Append(header).Append(lineEnd);
        }

        foreach (var row in rows)
        {
            var fields = new[] { row.Email, row.ExternalId, row.Phone, row.Id.ToString(CultureInfo.InvariantCulture) };
            text.Append(string.Join(separator, fields.Select(field => Quote(field ?? "", separator)))).Append(lineEnd);
        }

        return [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    public string ToJson(DateTimeOffset now, bool inList)
    {
        if (now < CompletesAt)
        {
            return $$"""{"id":{{Id}},"name":"IMPORTUSER","status":"{{WorkingStatus}}"}""";
        }

        if (!HasInfo || (inList && !HasInfoInList))
        {
            return $$"""{"id":{{Id}},"name":"IMPORTUSER","status":"{{EndStatus}}"}""";
        }

        string[] causes =
        [
            "invalid_emails",
            "duplicate_contact_id",
            "duplicate_ext_id",
            "duplicate_email_id",
            "duplicate_phone_id",
            "duplicate_whatsapp_id",
            "duplicate_landline_number_id",
        ];
        var reports = causes.Select(cause => $"\"{cause}\":{ValueOf(cause)}");
        var import = "{" + string.Join(',', reports) + "}";
        return $$"""{"id":{{Id}},"name":"IMPORTUSER","status":"{{EndStatus}}","info":{"import":{{import}} } }""";
    }

    private string ValueOf(string cause) =>
        ReportValues.TryGetValue(cause, out var value) ? value
        : Refused.ContainsKey(cause) ? $"\"https://reports.example.com/{Id}/{cause}\""
        : "null";

    private static string Quote(string field, char separator) =>
        field.Contains(separator, StringComparison.Ordinal) || field.Contains('"', StringComparison.Ordinal)
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field;
}
