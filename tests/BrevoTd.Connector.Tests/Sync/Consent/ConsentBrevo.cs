using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Sync;

/// <summary>A contact of the simulated account.</summary>
internal sealed class ConsentContact(long id, string email)
{
    public long Id { get; } = id;

    public string Email { get; } = email;

    public string? ExternalId { get; set; }

    public bool IsBlocked { get; set; }

    public HashSet<long> Lists { get; } = [];

    public HashSet<long> Unsubscribed { get; } = [];
}

/// <summary>
/// Brevo's contacts in memory, behind the seam of the HTTP pipeline: imports are taken at once and processed later. Notes whenever somebody is taken off the blocklist.
/// </summary>
internal sealed class ConsentBrevo : IServiceTransport
{
    private readonly object _lock = new();
    private readonly List<Import> _imports = [];
    private readonly Dictionary<string, ConsentContact> _contacts = new(StringComparer.OrdinalIgnoreCase);
    private long _nextId = 1;

    /// <summary>How many calls an import waits for before it is processed; a look at it says nothing of it until then.</summary>
    public Func<int> NextDelay { get; set; } = static () => 0;

    /// <summary>Runs before each call, outside of the lock.</summary>
    public Func<string, Task> BeforeCall { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs when a call has changed something and its answer is on its way.</summary>
    public Func<string, Task> AfterCall { get; set; } = static _ => Task.CompletedTask;

    public List<string> Calls { get; } = [];

    public List<string> Bodies { get; } = [];

    /// <summary>Addresses that were released from the blocklist by a request.</summary>
    public List<string> Released { get; } = [];

    public int Total { get; set; } = -1;

    public int CountOf(string operation)
    {
        lock (_lock)
        {
            return Calls.Count(call => call == operation);
        }
    }

    public ConsentContact? Find(string email)
    {
        lock (_lock)
        {
            return _contacts.GetValueOrDefault(email);
        }
    }

    public ConsentContact Put(string email)
    {
        lock (_lock)
        {
            return _contacts.TryGetValue(email, out var contact) ? contact : _contacts[email] = new ConsentContact(_nextId++, email);
        }
    }

    /// <summary>The person uses the link in an e-mail.</summary>
    public bool BlockDirectly(string email)
    {
        lock (_lock)
        {
            if (!_contacts.TryGetValue(email, out var contact))
            {
                return false;
            }

            return contact.IsBlocked = true;
        }
    }

    /// <summary>Processes every import that is waiting.</summary>
    public void ProcessAll()
    {
        lock (_lock)
        {
            foreach (var import in _imports.Where(import => !import.IsDone))
            {
                Apply(import);
            }
        }
    }

    public async Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        var (_, text) = await AnswerAsync(request, cancellationToken);
        return JsonSerializer.Deserialize(text, answerType)!;
    }

    public async Task SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var (status, _) = await AnswerAsync(request, cancellationToken);
        if (status == HttpStatusCode.NotFound)
        {
            throw Absent(request);
        }
    }

    public async Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    )
    {
        var (status, text) = await AnswerAsync(request, cancellationToken);
        using var response = new HttpResponseMessage();
        using var content = new ByteArrayContent([]);
        return new ServiceAnswer(status, response.Headers, content.Headers, Encoding.UTF8.GetBytes(text));
    }

    public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType) =>
        JsonSerializer.Deserialize(answer.Body.Span, answerType)!;

    public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) => Absent(request);

    private static ServiceException Absent(ServiceRequest request) =>
        new("Brevo", request.Operation.Name, HttpStatusCode.NotFound, "Refused.") { ErrorCode = "document_not_found" };

    private async Task<(HttpStatusCode Status, string Text)> AnswerAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var name = request.Operation.Name;
        await BeforeCall(name);
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "{}";
        (HttpStatusCode, string) answer;
        lock (_lock)
        {
            Calls.Add(name);
            Bodies.Add(body);
            foreach (var import in _imports.Where(import => !import.IsDone && --import.Delay < 0))
            {
                Apply(import);
            }

            using var json = JsonDocument.Parse(body);
            answer = Answer(name, request.Path, json.RootElement);
        }

        await AfterCall(name);
        return answer;
    }

    private (HttpStatusCode Status, string Text) Answer(string name, string path, JsonElement body)
    {
        switch (name)
        {
            case "contacts.import":
                var import = new Import(_imports.Count + 1, body.Clone()) { Delay = NextDelay() };
                _imports.Add(import);
                return (HttpStatusCode.Accepted, $$"""{"processId":{{import.Id}}}""");
            case "processes.get":
                var id = int.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture);
                return (HttpStatusCode.OK, _imports[id - 1].ToJson());
            case "processes.list":
                return (
                    HttpStatusCode.OK,
                    $$"""{"count":{{_imports.Count}},"processes":[{{string.Join(',', Enumerable.Reverse(_imports).Take(50).Select(one => one.ToJson()))}}]}"""
                );
            case "contacts.list":
            case "lists.list_contacts":
                var all = string.Join(',', _contacts.Values.Select(ToJson));
                return (HttpStatusCode.OK, $$"""{"count":{{(Total < 0 ? _contacts.Count : Total)}},"contacts":[{{all}}]}""");
            case "contacts.get":
                return ByPath(path) is { } found ? (HttpStatusCode.OK, ToJson(found)) : (HttpStatusCode.NotFound, "{}");
            case "contacts.delete":
                return ByPath(path) is { } deleted && _contacts.Remove(deleted.Email)
                    ? (HttpStatusCode.NoContent, "{}")
                    : (HttpStatusCode.NotFound, "{}");
            case "contacts.update":
                return ByPath(path) is { } updated ? Change(updated, body) : (HttpStatusCode.NotFound, "{}");
            case "contacts.upsert":
                return Change(Put(body.GetProperty("email").GetString()!), body);
            default:
                throw new NotSupportedException(name);
        }
    }

    private (HttpStatusCode, string) Change(ConsentContact contact, JsonElement body)
    {
        if (body.TryGetProperty("emailBlacklisted", out var flag))
        {
            if (contact.IsBlocked && !flag.GetBoolean())
            {
                Released.Add(contact.Email);
            }

            contact.IsBlocked = flag.GetBoolean();
        }

        if (body.TryGetProperty("listIds", out var lists))
        {
            contact.Lists.UnionWith(lists.EnumerateArray().Select(list => list.GetInt64()));
        }

        if (body.TryGetProperty("unlinkListIds", out var unlink))
        {
            contact.Lists.ExceptWith(unlink.EnumerateArray().Select(list => list.GetInt64()));
        }

        return (HttpStatusCode.NoContent, "{}");
    }

    private ConsentContact? ByPath(string path)
    {
        var name = Uri.UnescapeDataString(path.Split('/')[1].Split('?')[0]);
        return path.EndsWith("contact_id", StringComparison.Ordinal)
            ? _contacts.Values.FirstOrDefault(contact => contact.Id.ToString(CultureInfo.InvariantCulture) == name)
            : _contacts.GetValueOrDefault(name) ?? _contacts.Values.FirstOrDefault(contact => contact.ExternalId == name);
    }

    private void Apply(Import import)
    {
        import.IsDone = true;
        var lists = import.Body.GetProperty("listIds").EnumerateArray().Select(list => list.GetInt64()).ToList();
        var blocks = import.Body.TryGetProperty("emailBlacklist", out var flag) && flag.GetBoolean();
        foreach (var row in import.Body.GetProperty("jsonBody").EnumerateArray())
        {
            var contact = Put(row.GetProperty("email").GetString()!);
            contact.Lists.UnionWith(lists);
            contact.IsBlocked |= blocks;
        }
    }

    private static string ToJson(ConsentContact contact)
    {
        var attributes = contact.ExternalId is null ? "" : $"\"EXT_ID\":\"{contact.ExternalId}\"";
        var (lists, unsubscribed) = (string.Join(',', contact.Lists), string.Join(',', contact.Unsubscribed));
        return $$"""{"id":{{contact.Id}},"email":"{{contact.Email}}","emailBlacklisted":{{(contact.IsBlocked ? "true" : "false")}},"attributes":{ {{attributes}} },"listIds":[{{lists}}],"listUnsubscribed":[{{unsubscribed}}]}""";
    }

    private sealed class Import(int id, JsonElement body)
    {
        public int Id { get; } = id;

        public JsonElement Body { get; } = body;

        public int Delay { get; set; }

        public bool IsDone { get; set; }

        public string ToJson() =>
            IsDone
                ? $$"""{"id":{{Id}},"name":"IMPORTUSER","status":"completed","info":{"import":{"invalid_emails":null,"duplicate_contact_id":null,"duplicate_ext_id":null,"duplicate_email_id":null,"duplicate_phone_id":null,"duplicate_whatsapp_id":null,"duplicate_landline_number_id":null} } }"""
                : $$"""{"id":{{Id}},"name":"IMPORTUSER","status":"in_process"}""";
    }
}
