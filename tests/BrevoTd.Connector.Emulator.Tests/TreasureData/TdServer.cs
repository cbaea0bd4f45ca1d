using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

/// <summary>An emulator and the raw requests that the official clients make of it.</summary>
internal sealed class TdServer : IAsyncDisposable
{
    private readonly ConnectorEmulator _emulator;

    private TdServer(ConnectorEmulator emulator)
    {
        _emulator = emulator;
        Http = new HttpClient { BaseAddress = emulator.TreasureData.BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
        Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "TD1 " + emulator.TreasureData.ApiKey);
    }

    public HttpClient Http { get; }

    public TreasureDataEmulator Td => _emulator.TreasureData;

    public static async Task<TdServer> StartAsync(ConnectorEmulatorOptions? options = null, string? database = null)
    {
        var server = new TdServer(await ConnectorEmulator.StartAsync(options));
        if (database is not null)
            (await server.PostAsync($"/v3/database/create/{database}")).EnsureSuccessStatusCode();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _emulator.DisposeAsync();
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>A POST without body, as Java and Node send it.</summary>
    public Task<HttpResponseMessage> PostAsync(string path) => SendAsync(HttpMethod.Post, path, new ByteArrayContent([]));

    /// <summary>A form, as Ruby, Go and Java send it.</summary>
    public Task<HttpResponseMessage> PostFormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public Task<HttpResponseMessage> PostJsonAsync(string path, string json)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(HttpMethod.Post, path, content);
    }

    public Task<HttpResponseMessage> PutAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return SendAsync(HttpMethod.Put, path, content, headers);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> GetJsonAsync(string path) => await (await GetAsync(path)).JsonAsync();

    public async Task CreateTableAsync(string database, string table)
    {
        if ((await GetAsync($"/v3/database/show/{database}")).StatusCode == HttpStatusCode.NotFound)
            (await PostAsync($"/v3/database/create/{database}")).EnsureSuccessStatusCode();
        (await PostAsync($"/v3/table/create/{database}/{table}/log")).EnsureSuccessStatusCode();
    }

    public async Task<string> IssueAsync(string database, string query, params (string Name, string Value)[] fields)
    {
        var response = await PostFormAsync($"/v3/job/issue/presto/{database}", [("query", query), .. fields]);
        var json = await response.JsonAsync();
        return json.GetProperty("job_id").GetString()!;
    }

    /// <summary>Polls like a client until the job has ended.</summary>
    public async Task<JsonElement> WaitAsync(string job)
    {
        while (true)
        {
            var status = await GetJsonAsync($"/v3/job/status/{job}");
            if (status.GetProperty("status").GetString() is "success" or "error" or "killed")
                return status;
            await Task.Yield();
        }
    }

    /// <summary>Runs a query and gives its rows as JSON lines.</summary>
    public async Task<string> QueryAsync(string database, string query)
    {
        var job = await IssueAsync(database, query);
        var status = await WaitAsync(job);
        if (status.GetProperty("status").GetString() != "success")
        {
            var detail = await GetJsonAsync($"/v3/job/show/{job}");
            throw new InvalidOperationException(detail.GetProperty("debug").GetProperty("stderr").GetString());
        }

        return await (await GetAsync($"/v3/job/result/{job}?format=json")).Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> ImportAsync(string database, string table, string hexRows) =>
        PutAsync($"/v3/table/import/{database}/{table}/msgpack.gz", Gzip(Convert.FromHexString(hexRows)));

    public static byte[] Gzip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        // Some runtimes write nothing at all for nothing.
        return buffer.Length > 0 ? buffer.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    public static byte[] Gunzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        gzip.CopyTo(buffer);
        return buffer.ToArray();
    }
}

internal static class ResponseExtensions
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static string[] Names(this JsonElement element) =>
        [.. element.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];
}
