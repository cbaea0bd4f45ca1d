using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The webhooks of the account; with a folder, a file that is replaced as a whole with each change.</summary>
internal sealed class WebhookRegistry(string? file)
{
    public const int Limit = 40;

    private readonly object _gate = new();
    private volatile WebhookRegistration[] _all = [];
    private long _nextId = 1;

    /// <summary>In the order of their creation.</summary>
    public IReadOnlyList<WebhookRegistration> All => _all;

    public WebhookRegistration? Find(long id) => Array.Find(_all, webhook => webhook.Id == id);

    public bool HasAnyFor(string trigger) => Array.Exists(_all, webhook => Array.IndexOf(webhook.Events, trigger) >= 0);

    /// <exception cref="BrevoError">The account has as many as it may.</exception>
    public WebhookRegistration Add(WebhookRegistration webhook)
    {
        lock (_gate)
        {
            if (_all.Length >= Limit)
                throw BrevoError.Invalid($"You have reached the maximum of {Limit} webhooks");
            var added = webhook with { Id = _nextId++ };
            Replace([.. _all, added]);
            return added;
        }
    }

    public bool Change(long id, Func<WebhookRegistration, WebhookRegistration> change)
    {
        lock (_gate)
        {
            var index = Array.FindIndex(_all, webhook => webhook.Id == id);
            if (index < 0)
                return false;
            var all = (WebhookRegistration[])_all.Clone();
            all[index] = change(all[index]);
            Replace(all);
            return true;
        }
    }

    public bool Remove(long id)
    {
        lock (_gate)
        {
            if (Find(id) is null)
                return false;
            Replace(Array.FindAll(_all, webhook => webhook.Id != id));
            return true;
        }
    }

    /// <summary>Reads what an earlier run left in the folder.</summary>
    public void Open()
    {
        if (file is null || !File.Exists(file))
            return;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        _nextId = document.RootElement.GetProperty("nextId").GetInt64();
        _all = [.. document.RootElement.GetProperty("webhooks").EnumerateArray().Select(Read)];
    }

    private void Replace(WebhookRegistration[] all)
    {
        _all = all;
        if (file is null)
            return;
        var temporary = file + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("nextId", _nextId);
            json.WriteStartArray("webhooks");
            foreach (var webhook in all)
                Write(json, webhook);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        File.Move(temporary, file, overwrite: true);
    }

    private static void Write(Utf8JsonWriter json, WebhookRegistration webhook)
    {
        json.WriteStartObject();
        json.WriteNumber("id", webhook.Id);
        json.WriteString("url", webhook.Url);
        json.WriteString("type", webhook.Type);
        json.WriteString("channel", webhook.Channel);
        json.WriteString("events", string.Join(',', webhook.Events));
        json.WriteString("description", webhook.Description);
        json.WriteBoolean("batched", webhook.Batched);
        json.WriteString("authType", webhook.AuthType);
        json.WriteString("authToken", webhook.AuthToken);
        json.WriteStartArray("headers");
        foreach (var (key, value) in webhook.Headers)
        {
            json.WriteStringValue(key);
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
        json.WriteString("domain", webhook.Domain);
        json.WriteNumber("createdAt", webhook.CreatedAt);
        json.WriteNumber("modifiedAt", webhook.ModifiedAt);
        json.WriteEndObject();
    }

    private static WebhookRegistration Read(JsonElement json)
    {
        string[] headers = [.. json.GetProperty("headers").EnumerateArray().Select(static h => h.GetString()!)];
        return new WebhookRegistration(
            json.GetProperty("id").GetInt64(),
            json.GetProperty("url").GetString()!,
            json.GetProperty("type").GetString()!,
            json.GetProperty("channel").GetString()!,
            json.GetProperty("events").GetString()!.Split(',')
        )
        {
            Description = json.GetProperty("description").GetString(),
            Batched = json.GetProperty("batched").GetBoolean(),
            AuthType = json.GetProperty("authType").GetString(),
            AuthToken = json.GetProperty("authToken").GetString(),
            Headers = [.. headers.Chunk(2).Select(static pair => KeyValuePair.Create(pair[0], pair[1]))],
            Domain = json.GetProperty("domain").GetString(),
            CreatedAt = json.GetProperty("createdAt").GetInt64(),
            ModifiedAt = json.GetProperty("modifiedAt").GetInt64(),
        };
    }
}
