using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class IngestionTests
{
    private const string Batch = "application/vnd.treasuredata.v1+json";
    private const string Single = "application/vnd.treasuredata.v1.single+json";

    [Theory]
    [InlineData("events")]
    [InlineData("records")]
    public async Task Batch_OfRecords_AnswersAReceiptForEach(string wrapper)
    {
        // examples/ingest_batch.json; reference §9.4: both wrappers are in use
        await using var server = await StartAsync();
        var body = $$"""
            {"{{wrapper}}":[{"time":1727740800,"email":"a@example.com","event":"opened"},{"time":1727740801,"email":"b@example.com","event":"clicked"}]}
            """;
        var response = await PostAsync(server, body, Batch, key: server.Td.WriteOnlyApiKey);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"receipts":[{"success":true},{"success":true}]}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(
            "[1727740800,\"a@example.com\",\"opened\"]\n[1727740801,\"b@example.com\",\"clicked\"]\n",
            await server.QueryAsync("crm_raw", "SELECT time, email, event FROM events ORDER BY time")
        );
    }

    [Fact]
    public async Task Single_Record_IsStored_WithoutTimeAtArrival()
    {
        // examples/ingest_single.json; reference §9.4: time defaults to now
        await using var server = await StartAsync();
        var response = await PostAsync(server, """{"email":"a@example.com"}""", Single);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
        Assert.Equal(
            "[\"a@example.com\",true]\n",
            await server.QueryAsync("crm_raw", "SELECT email, time > to_unixtime(now()) - 600 FROM events")
        );
    }

    [Fact]
    public async Task Batch_Compressed_IsUnpacked()
    {
        // reference §9.4: Content-Encoding: gzip, as the mobile SDKs send it
        await using var server = await StartAsync();
        var content = new ByteArrayContent(TdServer.Gzip(Encoding.UTF8.GetBytes("""{"events":[{"a":1}]}""")));
        content.Headers.ContentType = new MediaTypeHeaderValue(Batch);
        content.Headers.ContentEncoding.Add("gzip");
        var response = await server.SendAsync(HttpMethod.Post, "/crm_raw/events", content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task Batch_WithABadRecord_StoresTheOthers_AndSaysWhichWasNot()
    {
        await using var server = await StartAsync();
        var body = $$"""{"events":[{"a":1},7,{"time":"soon"},{"a":"{{new string('x', 1024 * 1024)}}"},{"a":2}]}""";
        var response = await PostAsync(server, body, Batch);
        var receipts = (await response.JsonAsync()).GetProperty("receipts");
        Assert.Equal(
            [true, false, false, false, true],
            receipts.EnumerateArray().Select(receipt => receipt.GetProperty("success").GetBoolean())
        );
        Assert.NotEmpty(receipts[1].Text("error"));
        Assert.Equal("[1]\n[2]\n", await server.QueryAsync("crm_raw", "SELECT a FROM events ORDER BY a"));
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(500, 200)]
    [InlineData(501, 400)]
    public async Task Batch_Size_IsLimited(int records, int status)
    {
        // reference §16: 500 records
        await using var server = await StartAsync();
        var body = "{\"events\":[" + string.Join(',', Enumerable.Repeat("{\"a\":1}", records)) + "]}";
        var response = await PostAsync(server, body, Batch);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? records : 0, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task Batch_LargerThanFiveMegabytes_Answers413()
    {
        // reference §16: 5 MB batch
        await using var server = await StartAsync();
        var record = "{\"a\":\"" + new string('x', 1_000_000) + "\"}";
        var response = await PostAsync(server, "{\"events\":[" + string.Join(',', Enumerable.Repeat(record, 6)) + "]}", Batch);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(0, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Theory]
    [InlineData("/crm_raw/nothing", """{"events":[{"a":1}]}""", Batch, 404)]
    [InlineData("/crm_raw/events", """{"events":{"a":1}}""", Batch, 400)]
    [InlineData("/crm_raw/events", "{", Batch, 400)]
    [InlineData("/crm_raw/events", "[1]", Single, 400)]
    [InlineData("/crm_raw/events", """{"events":[{"a":1}]}""", "application/json", 415)]
    [InlineData("/crm_raw/events", """{"events":[{"a":1}]}""", "application/vnd.treasuredata.v1.mobile+json", 501)]
    public async Task AnythingWrong_IsRefused(string path, string body, string type, int status)
    {
        // reference §9.4: the table must exist
        await using var server = await StartAsync();
        Assert.Equal(status, (int)(await PostAsync(server, body, type, path)).StatusCode);
    }

    [Fact]
    public async Task NoKey_Answers401()
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(server, """{"events":[{"a":1}]}""", Batch, key: "1/0")).StatusCode);
    }

    private static async Task<TdServer> StartAsync()
    {
        var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        return server;
    }

    private static Task<HttpResponseMessage> PostAsync(
        TdServer server,
        string body,
        string type,
        string path = "/crm_raw/events",
        string? key = null
    )
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return server.SendAsync(HttpMethod.Post, path, content, ("Authorization", "TD1 " + (key ?? server.Td.ApiKey)));
    }
}
