using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

/// <summary>An emulator with one parent segment: four customers, their countries in a table beside, and their orders.</summary>
internal sealed class CdpServer : IAsyncDisposable
{
    private CdpServer(TdServer server, string audience)
    {
        Server = server;
        Audience = audience;
    }

    public TdServer Server { get; }

    public string Audience { get; }

    public static async Task<CdpServer> StartAsync(ConnectorEmulatorOptions? options = null)
    {
        var server = await TdServer.StartAsync(options);
        await server.Td.LoadJsonAsync(
            "crm_raw",
            "contacts",
            [
                """{"time":1,"external_id":"C-1","email":"a@example.com","score":1}""",
                """{"time":2,"external_id":"C-2","email":"b@example.com","score":5}""",
                """{"time":3,"external_id":"C-3","email":"o'neil@example.org","score":9}""",
                """{"time":4,"external_id":"C-4","score":null}""",
            ]
        );
        await server.Td.LoadJsonAsync(
            "crm_raw",
            "contacts_attr",
            [
                """{"external_id":"C-1","country":"DE"}""",
                """{"external_id":"C-2","country":"FR"}""",
                """{"external_id":"C-3","country":"DE"}""",
            ]
        );
        await server.Td.LoadJsonAsync(
            "crm_raw",
            "orders",
            [
                """{"external_id":"C-1","amount":10.5,"category":"A"}""",
                """{"external_id":"C-1","amount":20,"category":"B"}""",
                """{"external_id":"C-2","amount":5,"category":"A"}""",
            ]
        );
        return new CdpServer(server, await server.Td.CreateParentSegmentAsync(Definition));
    }

    public static TreasureDataEmulatorParentSegment Definition { get; } =
        new()
        {
            Name = "Customer 360",
            Database = "crm_raw",
            Table = "contacts",
            KeyColumn = "external_id",
            Attributes = [new("Country", "contacts_attr", "country", "external_id", "external_id")],
            Behaviors = [new("Purchases", "orders", "external_id", "external_id")],
        };

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null) =>
        Server.SendAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Posts below the audience.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        SendAsync(HttpMethod.Post, $"/audiences/{Audience}{path}", json);

    /// <summary>Gets below the audience.</summary>
    public Task<JsonElement> GetAsync(string path) => Server.GetJsonAsync($"/audiences/{Audience}{path}");

    public async Task<JsonElement> CreateSegmentAsync(string name, string? rule, string members = "")
    {
        var response = await PostAsync("/segments", $$"""{"name":"{{name}}","rule":{{rule ?? "null"}}{{members}}}""");
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    public async Task<JsonElement> WaitForAttemptAsync(string attempt)
    {
        while (true)
        {
            var state = await Server.GetJsonAsync("/api/attempts/" + attempt);
            if (state.GetProperty("done").GetBoolean())
                return state;
            await Task.Yield();
        }
    }

    /// <summary>A rule in the service's shape: one group of one group of one condition.</summary>
    public static string Rule(string column, string operation) =>
        $$"""
            {"type":"And","conditions":[{"type":"And","description":"","conditions":[{"type":"Value","exclude":false,"leftValue":{"name":"{{column}}"},"operator":{{operation}},"arrayMatching":null}]}]}
            """;

    public static string Equal(string column, string value) => Rule(column, $$"""{"type":"Equal","not":false,"rightValue":"{{value}}"}""");
}
