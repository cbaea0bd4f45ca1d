using System.Net;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class ConnectorTests
{
    private const string Config = """{"in":{"type":"s3","bucket":"b"},"out":{"mode":"append"}}""";

    [Fact]
    public async Task Session_FromCreateToDelete_FollowsTheReference()
    {
        // operations.csv: /v3/bulk_loads; reference §13
        await using var server = await StartAsync();
        var created = await CreateAsync(server, "daily_import");
        var again = await server.PostJsonAsync("/v3/bulk_loads", Body("daily_import"));
        var list = await server.GetJsonAsync("/v3/bulk_loads");
        var updated = await (
            await SendAsync(server, HttpMethod.Put, "/v3/bulk_loads/daily_import", """{"cron":"@hourly","delay":5}""")
        ).JsonAsync();
        var deleted = await (await server.SendAsync(HttpMethod.Delete, "/v3/bulk_loads/daily_import", null)).JsonAsync();
        Assert.Equal("daily_import", created.Text("name"));
        Assert.Equal(JsonValueKind.Object, created.GetProperty("config").ValueKind);
        Assert.Equal("s3", created.GetProperty("config").GetProperty("in").Text("type"));
        Assert.Equal("@daily", created.Text("cron"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(JsonValueKind.Array, list.ValueKind);
        Assert.Equal(created.GetRawText(), list[0].GetRawText());
        Assert.Equal("@hourly", updated.Text("cron"));
        Assert.Equal(5, updated.GetProperty("delay").GetInt32());
        Assert.Equal("b", updated.GetProperty("config").GetProperty("in").Text("bucket"));
        Assert.Equal("daily_import", deleted.Text("name"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/v3/bulk_loads/daily_import")).StatusCode);
    }

    [Fact]
    public async Task Run_IsAJobThatFailsAndSaysWhy_AndIsInTheHistory()
    {
        // operations.csv: /v3/bulk_loads/{name}/jobs
        await using var server = await StartAsync();
        await CreateAsync(server, "daily_import");
        var run = await (
            await server.PostJsonAsync("/v3/bulk_loads/daily_import/jobs", """{"scheduled_time":1727740800,"domain_key":"k1"}""")
        ).JsonAsync();
        var id = run.Text("job_id");
        var status = await server.WaitAsync(id);
        var show = await server.GetJsonAsync($"/v3/job/show/{id}");
        var again = await server.PostJsonAsync("/v3/bulk_loads/daily_import/jobs", """{"domain_key":"k1"}""");
        var history = await server.GetJsonAsync("/v3/bulk_loads/daily_import/jobs");
        Assert.Equal("error", status.Text("status"));
        Assert.Contains("not supported by the emulator", show.GetProperty("debug").Text("stderr"), StringComparison.Ordinal);
        Assert.Equal("bulkload", show.Text("type"));
        Assert.Equal(JsonValueKind.Object, show.GetProperty("query").ValueKind);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        var item = Assert.Single(history.EnumerateArray());
        Assert.Equal(id, item.GetProperty("job_id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("crm_raw", item.GetProperty("database").Text("name"));
        Assert.Equal(JsonValueKind.Number, item.GetProperty("start_at").ValueKind);
    }

    [Fact]
    public async Task GuessPreviewAndIssue_OfABucketThatIsAFolder_LoadItsFiles()
    {
        // operations.csv: bulk_loads/guess, bulk_loads/preview, job/issue/bulkload; reference §13
        await using var server = await StartAsync();
        var folder = Directory.CreateTempSubdirectory("td-bucket-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "daily"));
            await File.WriteAllTextAsync(
                Path.Combine(folder, "daily", "a.csv"),
                "id,email,score,at\n1,a@example.com,0.5,2024-10-01 00:00:00\n"
            );
            await File.WriteAllBytesAsync(
                Path.Combine(folder, "daily", "b.csv.gz"),
                TdServer.Gzip(Encoding.UTF8.GetBytes("id,email,score,at\n2,,1,2024-10-02 00:00:00\n"))
            );
            await File.WriteAllTextAsync(Path.Combine(folder, "other.csv"), "x\n1\n");
            server.Td.AddConnectorBucket("crm", folder);
            const string In = """{"type":"s3","bucket":"crm","path_prefix":"daily/","access_key_id":"k"}""";
            var guessed = await (await server.PostJsonAsync("/v3/bulk_loads/guess", $$$"""{"config":{"in":{{{In}}}}}""")).JsonAsync();
            var config = guessed.GetProperty("config").GetRawText();
            var preview = await (await server.PostJsonAsync("/v3/bulk_loads/preview", $$"""{"config":{{config}}}""")).JsonAsync();
            var issued = await server.PostJsonAsync(
                "/v3/job/issue/bulkload/crm_raw",
                $$"""{"config":{{config}},"database":"crm_raw","table":"contacts","time_column":"at"}"""
            );
            var job = (await issued.JsonAsync()).Text("job_id");
            var status = await server.WaitAsync(job);

            var parser = guessed.GetProperty("config").GetProperty("in").GetProperty("parser");
            Assert.Equal("csv", parser.Text("type"));
            Assert.Equal(
                """[{"name":"id","type":"long"},{"name":"email","type":"string"},{"name":"score","type":"double"},{"name":"at","type":"string"}]""",
                parser.GetProperty("columns").GetRawText()
            );
            Assert.Equal("k", guessed.GetProperty("config").GetProperty("in").Text("access_key_id"));
            Assert.Equal("append", guessed.GetProperty("config").GetProperty("out").Text("mode"));
            Assert.Equal(["records", "schema"], preview.Names());
            Assert.Equal("""{"index":1,"name":"email","type":"string"}""", preview.GetProperty("schema")[1].GetRawText());
            Assert.Equal("""[[1,"a@example.com",0.5,"2024-10-01 00:00:00"]]""", preview.GetProperty("records").GetRawText());
            Assert.Equal("success", status.Text("status"));
            Assert.Equal("2", (await server.GetJsonAsync($"/v3/job/statistics/{job}")).Text("records_inserted"));
            Assert.Equal(
                "[1727740800,1,\"a@example.com\",0.5]\n[1727827200,2,null,1.0]\n",
                await server.QueryAsync("crm_raw", "SELECT time, id, email, score FROM contacts ORDER BY id")
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{"in":{"type":"mysql","host":"db"}}""", 501)]
    [InlineData("""{"in":{"type":"s3","bucket":"unknown"}}""", 501)]
    [InlineData("""{"in":{"type":"s3"}}""", 422)]
    [InlineData("""{}""", 422)]
    public async Task GuessAndPreview_OfASourceThatIsNotThere_AreRefused(string config, int status)
    {
        await using var server = await StartAsync();
        foreach (var call in (string[])["guess", "preview"])
        {
            var response = await server.PostJsonAsync("/v3/bulk_loads/" + call, $$"""{"config":{{config}}}""");
            Assert.Equal(status, (int)response.StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostJsonAsync("/v3/bulk_loads/guess", "{}")).StatusCode);
    }

    [Fact]
    public async Task IssueBulkload_JavaAndRuby_PutTheirParametersElsewhere()
    {
        // operations.csv: job/issue/bulkload: Java's are in the query string beside {"config":…}; Ruby's all in the body
        await using var server = await StartAsync();
        var java = await server.PostJsonAsync(
            "/v3/job/issue/bulkload/crm_raw?table=contacts&domain_key=j1&version=0.9.9",
            $$"""{"config":{{Config}}}"""
        );
        var ruby = await server.PostJsonAsync(
            "/v3/job/issue/bulkload/crm_raw",
            $$"""{"config":{{Config}},"database":"crm_raw","table":"contacts"}"""
        );
        var noTable = await server.PostJsonAsync("/v3/job/issue/bulkload/crm_raw", $$"""{"config":{{Config}}}""");
        Assert.Equal(["database", "job", "job_id"], (await java.JsonAsync()).Names());
        Assert.Equal(HttpStatusCode.OK, ruby.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, noTable.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"x","database":"crm_raw","table":"contacts"}""", 400)]
    [InlineData("""{"name":"x","database":"crm_raw","table":"contacts","config":7}""", 422)]
    [InlineData("""{"name":"x","database":"crm_raw","table":"nothing","config":{}}""", 404)]
    [InlineData("""{"database":"crm_raw","table":"contacts","config":{}}""", 400)]
    [InlineData("""{"name":"x","database":"crm_raw","table":"contacts","config":{},"cron":"soon"}""", 422)]
    public async Task Create_SomethingWrong_IsRefused(string body, int status)
    {
        await using var server = await StartAsync();
        Assert.Equal(status, (int)(await server.PostJsonAsync("/v3/bulk_loads", body)).StatusCode);
    }

    private static async Task<TdServer> StartAsync()
    {
        var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "contacts");
        return server;
    }

    private static string Body(string name) =>
        $$"""{"name":"{{name}}","database":"crm_raw","table":"contacts","cron":"@daily","config":{{Config}}}""";

    private static async Task<JsonElement> CreateAsync(TdServer server, string name)
    {
        var response = await server.PostJsonAsync("/v3/bulk_loads", Body(name));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private static Task<HttpResponseMessage> SendAsync(TdServer server, HttpMethod method, string path, string json) =>
        server.SendAsync(method, path, new StringContent(json, Encoding.UTF8, "application/json"));
}
