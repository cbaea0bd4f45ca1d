using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

/// <summary>The everyday calls of the official clients, byte for byte as their sources make them.</summary>
public class ClientRequestTests
{
    [Fact]
    public async Task Python_QueryWithOptions_ArrivesAsMultipartForm()
    {
        // td-client-python hands its fields to urllib3, which encodes them as multipart/form-data.
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "contacts", ["""{"email":"a@example.com"}"""]);
        const string Boundary = "0123456789abcdef0123456789abcdef";
        const string Body =
            "--0123456789abcdef0123456789abcdef\r\nContent-Disposition: form-data; name=\"query\"\r\n\r\nSELECT email FROM contacts WHERE email <> 'é&='\r\n"
            + "--0123456789abcdef0123456789abcdef\r\nContent-Disposition: form-data; name=\"priority\"\r\n\r\n1\r\n"
            + "--0123456789abcdef0123456789abcdef\r\nContent-Disposition: form-data; name=\"domain_key\"\r\n\r\npy-1\r\n"
            + "--0123456789abcdef0123456789abcdef--\r\n";
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + Boundary);
        var issued = await (
            await server.SendAsync(
                HttpMethod.Post,
                "/v3/job/issue/presto/crm_raw",
                content,
                ("User-Agent", "TD-Client-Python/1.7.0"),
                ("Date", "Tue, 01 Oct 2024 00:00:00 -0000")
            )
        ).JsonAsync();
        var job = issued.Text("job_id");
        await server.WaitAsync(job);
        var show = await server.GetJsonAsync($"/v3/job/show/{job}");
        var result = await server.GetAsync($"/v3/job/result/{job}?format=msgpack", ("Accept-Encoding", "deflate, gzip"));
        Assert.Equal(1, show.GetProperty("priority").GetInt32());
        Assert.Equal("SELECT email FROM contacts WHERE email <> 'é&='", show.Text("query"));
        Assert.Equal(
            "91ad61406578616d706c652e636f6d",
            Convert.ToHexString(TdServer.Gunzip(await result.Content.ReadAsByteArrayAsync())).ToLowerInvariant()
        );
        Assert.Equal(job, (await server.GetJsonAsync("/v3/job/status_by_domain_key/py-1")).Text("job_id"));
    }

    [Fact]
    public async Task Python_ParallelRanges_AddUpToTheWhole()
    {
        // download_job_result: ranges over result_size, each must be 206
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "contacts", Enumerable.Range(0, 1000).Select(i => $$"""{"n":{{i * 7919}}}"""));
        var job = await server.IssueAsync("crm_raw", "SELECT n FROM contacts");
        var size = (await server.WaitAsync(job)).GetProperty("result_size").GetInt64();
        var path = $"/v3/job/result/{job}?format=msgpack.gz";
        var parts = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async i =>
                {
                    var (from, to) = (i * size / 4, ((i + 1) * size / 4) - 1);
                    var part = await server.GetAsync(path, ("Range", $"bytes={from}-{to}"), ("Accept-Encoding", "deflate, gzip"));
                    Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
                    return await part.Content.ReadAsByteArrayAsync();
                })
        );
        Assert.Equal(await (await server.GetAsync(path)).Content.ReadAsByteArrayAsync(), parts.SelectMany(part => part));
    }

    [Fact]
    public async Task Ruby_Resume_CountsEncodedBytes()
    {
        // job_result_download: Accept-Encoding on every request; after a break If-Range and Range continue the encoded bytes
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "contacts", ["""{"email":"a@example.com"}"""]);
        var job = await server.IssueAsync("crm_raw", "SELECT email FROM contacts");
        await server.WaitAsync(job);
        var path = $"/v3/job/result/{job}?format=msgpack";
        var first = await server.GetAsync(path, ("Accept-Encoding", "deflate, gzip"));
        var whole = await first.Content.ReadAsByteArrayAsync();
        var rest = await server.GetAsync(
            path,
            ("Accept-Encoding", "deflate, gzip"),
            ("If-Range", first.Headers.ETag!.ToString()),
            ("Range", "bytes=5-")
        );
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(whole[5..], await rest.Content.ReadAsByteArrayAsync());
        Assert.Equal(whole.Length, rest.Content.Headers.ContentRange!.Length);
    }

    [Fact]
    public async Task Java_Import_SendsOctetStreamAndReadsTheAnswer()
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var answer = await server.PutAsync(
            "/v3/table/import_with_id/crm_raw/events/00ff/msgpack.gz",
            Rows.PackGzip(Rows.Row(("time", 1), ("a", 1))),
            ("User-Agent", "td-client-java 1.1.0,unknown"),
            ("Date", "Tue, 01 Oct 2024 00:00:00 +0000")
        );
        Assert.Equal("00ff", (await answer.JsonAsync()).Text("unique_id"));
    }

    [Fact]
    public async Task Java_CreateTable_RetriedWithItsIdempotentKey_Succeeds()
    {
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var first = await server.PostFormAsync("/v3/table/create/crm_raw/events/log", ("idempotent_key", "k1"));
        var retried = await server.PostFormAsync("/v3/table/create/crm_raw/events/log", ("idempotent_key", "k1"));
        var other = await server.PostFormAsync("/v3/table/create/crm_raw/events/log", ("idempotent_key", "k2"));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    [Fact]
    public async Task Java_PerformWithPool_SendsJsonAndThePriorityInTheQuery()
    {
        // reference §9.3
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        await server.PostAsync("/v3/bulk_import/create/s1/crm_raw/events");
        var performed = await server.PostJsonAsync("/v3/bulk_import/perform/s1?priority=1", """{"pool_name":"default"}""");
        var job = (await performed.JsonAsync()).GetProperty("job_id").GetInt64();
        Assert.Equal(1, (await server.GetJsonAsync($"/v3/job/show/{job}")).GetProperty("priority").GetInt32());
    }

    [Fact]
    public async Task Java_ListByIds_FiltersJobs()
    {
        // TDClient.listJobs(from, to) sends from_id and to_id
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var first = await server.IssueAsync("crm_raw", "SELECT 1 AS a");
        var second = await server.IssueAsync("crm_raw", "SELECT 2 AS a");
        var jobs = (await server.GetJsonAsync($"/v3/job/list?from_id={second}&to_id={second}")).GetProperty("jobs");
        Assert.NotEqual(first, second);
        Assert.Equal([second], jobs.EnumerateArray().Select(job => job.Text("job_id")));
    }

    [Theory]
    [InlineData("""[["a","string"]]""")]
    [InlineData("""{"schema":"[[\"a\",\"string\"]]"}""")]
    [InlineData("\"[[\\\"a\\\",\\\"string\\\"]]\"")]
    public async Task Node_UpdateSchema_SendsWhateverItIsGivenAsJson(string body)
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "contacts");
        (await server.PostJsonAsync("/v3/table/update-schema/crm_raw/contacts", body)).EnsureSuccessStatusCode();
        Assert.Equal("""[["a","string","a"]]""", (await server.GetJsonAsync("/v3/table/show/crm_raw/contacts")).Text("schema"));
    }

    [Fact]
    public async Task Node_PostWithoutBodyButJsonAccept_IsTaken()
    {
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var content = new ByteArrayContent([]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var created = await server.SendAsync(
            HttpMethod.Post,
            "/v3/table/create/crm_raw/contacts/log",
            content,
            ("Accept", "application/json")
        );
        Assert.Equal(HttpStatusCode.OK, created.StatusCode);
    }

    [Fact]
    public async Task Go_GetWithOctetStreamType_IsTaken()
    {
        // The Go client puts a Content-Type on every request and the date in RFC 822.
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var response = await server.GetAsync("/v3/database/list", ("Date", "01 Oct 24 00:00 UTC"), ("User-Agent", "TD-Client-Go/0.0.0"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Go_Lists_HaveExactlyTheMembersThatItKnows()
    {
        // The Go client fails on a member that is missing and on one that it does not know.
        // operations.csv: database/list, result/list, account/show; all other clients get what the reference shows.
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        await server.PostFormAsync("/v3/result/create/warehouse", ("url", "postgresql://db.example.com/out/contacts"));
        (string, string) go = ("User-Agent", "TD-Client-Go: 0.0.0");
        var databases = (await (await server.GetAsync("/v3/database/list", go)).JsonAsync()).GetProperty("databases");
        var results = (await (await server.GetAsync("/v3/result/list", go)).JsonAsync()).GetProperty("results");
        var account = (await (await server.GetAsync("/v3/account/show", go)).JsonAsync()).GetProperty("account");
        string[] forEverybody = ["count", "created_at", "delete_protected", "name", "organization", "permission", "updated_at"];
        Assert.Equal([.. forEverybody.Concat(["description", "id", "user_id"]).Order(StringComparer.Ordinal)], databases[0].Names());
        Assert.Equal(System.Text.Json.JsonValueKind.String, databases[0].GetProperty("id").ValueKind);
        Assert.Equal(["name", "url"], results[0].Names());
        Assert.Equal(["created_at", "guaranteed_cores", "id", "maximum_cores", "plan", "presto_plan", "storage_size"], account.Names());
        Assert.Equal(forEverybody, (await server.GetJsonAsync("/v3/database/list")).GetProperty("databases")[0].Names());
    }

    [Fact]
    public async Task Go_Tail_PostsItsFormAndReadsMaps()
    {
        // operations.csv: POST table/tail, the deviation of the Go client; reference §5.1: to and from no longer work
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "events", ["""{"time":1,"a":1}""", """{"time":2,"a":2}"""]);
        var tail = await server.PostFormAsync(
            "/v3/table/tail/crm_raw/events",
            ("count", "1"),
            ("to", "2024-10-01 00:00:00 UTC"),
            ("from", "2024-09-01 00:00:00 UTC")
        );
        Assert.Equal("82A474696D6502A16102", Convert.ToHexString(await tail.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Node_EverydayCalls_WithJsonBodies_AreTaken()
    {
        // The npm package td 0.5.0: json:true bodies everywhere, num of schedule/run in the query, a slash behind job/list,
        // a format in job/result only when it is given, and url in result/delete.
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        await server.PostJsonAsync(
            "/v3/schedule/create/s1",
            """{"cron":"0 * * * *","query":"select 1 as a","database":"crm_raw","type":"hive"}"""
        );
        await server.PostJsonAsync("/v3/schedule/update/s1", """{"cron":"@daily","type":"presto"}""");
        var runs = await (await server.PostAsync("/v3/schedule/run/s1/1700000000?num=2")).JsonAsync();
        await server.PostJsonAsync("/v3/result/create/r1", """{"url":"td://@/crm_raw/out"}""");
        var deleted = await server.PostJsonAsync("/v3/result/delete/r1", """{"url":"x"}""");
        var export = await server.PostJsonAsync(
            "/v3/job/issue/trino/crm_raw",
            """{"priority":1,"retry_limit":2,"result":"td://@/crm_raw/out?mode=replace","query":"select 1 as a"}"""
        );
        var job = (await export.JsonAsync()).Text("job_id");
        await server.WaitAsync(job);
        Assert.Equal(2, runs.GetProperty("jobs").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal("1\n", await (await server.GetAsync($"/v3/job/result/{job}?format=tsv")).Content.ReadAsStringAsync());
        Assert.Equal(
            "success",
            (await server.GetJsonAsync("/v3/job/list/?from=0&to=10&status=success")).GetProperty("jobs")[0].Text("status")
        );
        Assert.Equal("[1]\n", await server.QueryAsync("crm_raw", "select a from out"));
    }

    [Fact]
    public async Task Node_UploadPart_StreamsWithoutALength()
    {
        // operations.csv: bulk_import/upload_part; the Node client pipes a stream, so the body is chunked and has no type
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        await server.PostAsync("/v3/bulk_import/create/s1/crm_raw/events");
        var content = new ByteArrayContent(Rows.PackGzip(Rows.Row(("time", 1), ("a", 1))));
        var request = new HttpRequestMessage(HttpMethod.Put, "/v3/bulk_import/upload_part/s1/p1") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        var uploaded = await server.Http.SendAsync(request);
        Assert.Equal(["bulk_import", "name"], (await uploaded.JsonAsync()).Names());
        Assert.Equal("p1", (await server.GetJsonAsync("/v3/bulk_import/list_parts/s1")).GetProperty("parts")[0].GetString());
    }

    [Fact]
    public async Task AnyClient_BodyThatIsNotWhatItSays_Answers400()
    {
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var response = await server.PostJsonAsync("/v3/job/issue/presto/crm_raw", "{\"query\":");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
