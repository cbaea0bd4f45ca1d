using System.Net;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>An emulator with one raw HTTP client on its Brevo side. Without quotas unless a test asks for them.</summary>
internal sealed class BrevoHttp : IAsyncDisposable
{
    private readonly HttpClient _client;

    private BrevoHttp(ConnectorEmulator emulator)
    {
        Emulator = emulator;
        _client = new HttpClient { BaseAddress = emulator.Brevo.BaseAddress };
        _client.DefaultRequestHeaders.Add("api-key", emulator.Brevo.ApiKey);
    }

    public ConnectorEmulator Emulator { get; }

    public BrevoEmulator Brevo => Emulator.Brevo;

    public static async Task<BrevoHttp> StartAsync(Action<ConnectorEmulatorOptions>? configure = null)
    {
        var options = new ConnectorEmulatorOptions
        {
            EnforceQuotas = false,
            ImportProcessingTime = TimeSpan.Zero,
            ImportTimePerRow = TimeSpan.Zero,
        };
        configure?.Invoke(options);
        return new BrevoHttp(await ConnectorEmulator.StartAsync(options, TestContext.Current.CancellationToken));
    }

    public Task<BrevoReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<BrevoReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<BrevoReply> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<BrevoReply> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public async Task<BrevoReply> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var reply = await BrevoReply.ReadAsync(response);
        DocumentedAnswer.Check(method, path, reply);
        return reply;
    }

    /// <summary>Posts a body of any kind.</summary>
    public async Task<BrevoReply> SendAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return await BrevoReply.ReadAsync(response);
    }

    public async Task<JsonElement> ContactAsync(string identifier) =>
        (await GetAsync($"contacts/{Uri.EscapeDataString(identifier)}")).Expect(HttpStatusCode.OK);

    /// <summary>Imports and waits for the end; returns <c>info.import</c>.</summary>
    public async Task<JsonElement> ImportAsync(string json)
    {
        var accepted = (await PostAsync("contacts/import", json)).Expect(HttpStatusCode.Accepted);
        var process = await EndOfProcessAsync(accepted.GetProperty("processId").GetInt64());
        Assert.Equal("completed", process.GetProperty("status").GetString());
        return process.GetProperty("info").GetProperty("import");
    }

    /// <summary>Asks until the process has ended; <paramref name="meanwhile"/> may move a fake clock.</summary>
    public async Task<JsonElement> EndOfProcessAsync(long processId, Action? meanwhile = null)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var process = (await GetAsync($"processes/{processId}")).Expect(HttpStatusCode.OK);
            if (process.GetProperty("status").GetString() is not ("queued" or "processing"))
                return process;
            meanwhile?.Invoke();
        }
    }

    /// <summary>The lines of a report, fetched without a key.</summary>
    public static async Task<string[]> ReportAsync(JsonElement import, string cause)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(import.GetProperty(cause).GetString(), TestContext.Current.CancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Emulator.DisposeAsync();
    }
}
