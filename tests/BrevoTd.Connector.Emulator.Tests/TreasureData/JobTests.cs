using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class JobTests
{
    private static readonly string[] s_statusMembers =
    [
        "cpu_time",
        "created_at",
        "duration",
        "end_at",
        "job_id",
        "num_records",
        "result_size",
        "start_at",
        "status",
        "updated_at",
    ];

    private static readonly string[] s_jobMembers =
    [
        "cpu_time",
        "created_at",
        "database",
        "duration",
        "end_at",
        "hive_result_schema",
        "job_id",
        "linked_result_export_job_id",
        "num_records",
        "organization",
        "priority",
        "query",
        "result",
        "result_export_target_job_id",
        "result_size",
        "retry_limit",
        "start_at",
        "status",
        "type",
        "updated_at",
        "url",
        "user_name",
    ];

    [Theory]
    [InlineData("trino")]
    [InlineData("presto")]
    public async Task Issue_FormOrJson_RunsAndShowsWhatItDid(string type)
    {
        // reference §6.1, §6.2; examples/job_issue.json, job_status_success.json, job_show.json
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync(
            "crm_raw",
            "contacts",
            ["""{"email":"a@example.com","score":0.5}""", """{"email":"b@example.com"}"""]
        );
        const string Query = "SELECT email, score FROM contacts ORDER BY email";
        var issued = await (await server.PostFormAsync($"/v3/job/issue/{type}/crm_raw", ("query", Query), ("priority", "-1"))).JsonAsync();
        var id = issued.Text("job_id");
        var status = await server.WaitAsync(id);
        var show = await server.GetJsonAsync($"/v3/job/show/{id}");
        var json = await (
            await server.PostJsonAsync($"/v3/job/issue/{type}/crm_raw", $$"""{"query":"{{Query}}","priority":1}""")
        ).JsonAsync();

        Assert.Equal($$"""{"job":"{{id}}","job_id":"{{id}}","database":"crm_raw"}""", issued.GetRawText());
        Assert.Equal(s_statusMembers, status.Names());
        Assert.Equal("success", status.Text("status"));
        Assert.Equal(2, status.GetProperty("num_records").GetInt32());
        Assert.Equal([.. s_jobMembers, "debug"], show.Names().OrderBy(n => n == "debug").ToArray());
        Assert.Equal(type, show.Text("type"));
        Assert.Equal(-1, show.GetProperty("priority").GetInt32());
        Assert.Equal(Query, show.Text("query"));
        // §0 #10: JSON encoded as a string
        Assert.Equal("""[["email","varchar"],["score","double"]]""", show.Text("hive_result_schema"));
        Assert.Equal(["cmdout", "stderr"], show.GetProperty("debug").Names());
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$", show.Text("end_at"));
        Assert.Equal("success", (await server.WaitAsync(json.Text("job_id"))).Text("status"));
    }

    [Fact]
    public async Task StatusByDomainKey_KeyWithASlash_FindsItsJob()
    {
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var job = await server.IssueAsync("crm_raw", "SELECT 1 AS a", ("domain_key", "sync/2026-11"));

        var byKey = await server.GetJsonAsync("/v3/job/status_by_domain_key/sync%2F2026-11");

        Assert.Equal(job, byKey.Text("job_id"));
    }

    [Fact]
    public async Task Issue_DomainKeyTaken_Answers409WithTheJobThatHasIt()
    {
        // reference §0 #1, examples/job_issue_conflict.json
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        await server.PostAsync("/v3/database/create/other_db");
        var first = await server.IssueAsync("crm_raw", "SELECT 1 AS a", ("domain_key", "sync-0001"));
        var conflict = await server.PostFormAsync("/v3/job/issue/trino/other_db", ("query", "SELECT 2 AS b"), ("domain_key", "sync-0001"));
        var body = await conflict.JsonAsync();
        var byKey = await server.GetJsonAsync("/v3/job/status_by_domain_key/sync-0001");
        var unknown = await server.GetAsync("/v3/job/status_by_domain_key/other");
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Equal(first, body.GetProperty("details").Text("conflicts_with"));
        Assert.Equal(first, byKey.Text("job_id"));
        Assert.Equal(s_statusMembers, byKey.Names());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Issue_WithoutDomainKey_RunsTwice()
    {
        // reference §0 #1: not idempotent
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var first = await server.IssueAsync("crm_raw", "SELECT 1 AS a");
        var second = await server.IssueAsync("crm_raw", "SELECT 1 AS a");
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("crm_raw", "", 400)]
    [InlineData("no_such_db", "SELECT 1", 404)]
    public async Task Issue_QueryOrDatabaseMissing_IsRefused(string database, string query, int status)
    {
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var response = await server.PostFormAsync($"/v3/job/issue/trino/{database}", ("query", query));
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("priority", "3")]
    [InlineData("retry_limit", "33")]
    public async Task Issue_ParameterOutOfRange_Answers422(string name, string value)
    {
        // reference §6.1: priority -2…2, retry_limit 0…32
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var response = await server.PostFormAsync("/v3/job/issue/trino/crm_raw", ("query", "SELECT 1"), (name, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task Issue_QueryOverAMillionCharacters_Answers422()
    {
        // reference §6.1
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var response = await server.PostFormAsync("/v3/job/issue/trino/crm_raw", ("query", "SELECT 1 --" + new string('x', 1_000_000)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task Issue_ResultModeThatTheEmulatorLacks_IsRefusedByName_Empty_IsNot()
    {
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var export = await server.PostFormAsync(
            "/v3/job/issue/trino/crm_raw",
            ("query", "SELECT 1"),
            ("result", "td://@/crm_raw/copy?mode=update")
        );
        var none = await server.PostFormAsync("/v3/job/issue/trino/crm_raw", ("query", "SELECT 1"), ("result", ""));
        Assert.Equal(HttpStatusCode.NotImplemented, export.StatusCode);
        Assert.Contains("mode=update", (await export.JsonAsync()).Text("error"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
    }

    [Fact]
    public async Task Show_SqlError_IsAJobWithTheTextInDebug()
    {
        // reference §6.2, examples/job_show_error.json
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var id = await server.IssueAsync("crm_raw", "SELECT email FROM contactz");
        var status = await server.WaitAsync(id);
        var show = await server.GetJsonAsync($"/v3/job/show/{id}");
        var result = await server.GetAsync($"/v3/job/result/{id}?format=msgpack.gz");
        Assert.Equal("error", status.Text("status"));
        Assert.Equal(0, status.GetProperty("result_size").GetInt32());
        Assert.Equal(0, status.GetProperty("num_records").GetInt32());
        Assert.Equal(JsonValueKind.Null, show.GetProperty("hive_result_schema").ValueKind);
        Assert.Matches(@"^Query \S+ failed: .*contactz.*does not exist", show.GetProperty("debug").Text("stderr"));
        Assert.Equal(HttpStatusCode.NotFound, result.StatusCode);
    }

    [Fact]
    public async Task Show_UnknownId_Answers404_NoNumber_Answers500()
    {
        // examples/error_bodies.json
        await using var server = await TdServer.StartAsync();
        var unknown = await server.GetAsync("/v3/job/show/900");
        var noNumber = await server.GetAsync("/v3/job/show/abc");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("Couldn't find Job with account_id = 1, id = 900", (await unknown.JsonAsync()).Text("message"));
        Assert.Equal(HttpStatusCode.InternalServerError, noNumber.StatusCode);
        Assert.Equal("'job_id' parameter is required but missing", (await noNumber.JsonAsync()).Text("message"));
    }

    [Fact]
    public async Task Status_QueueTime_PassesByTheEmulatorsClock()
    {
        // examples/job_status_queued.json
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 10, 1, 0, 0, 1, TimeSpan.Zero));
        await using var server = await TdServer.StartAsync(
            new ConnectorEmulatorOptions { TimeProvider = clock, TreasureDataQueueTime = TimeSpan.FromSeconds(10) },
            "crm_raw"
        );
        var id = await server.IssueAsync("crm_raw", "SELECT 1 AS a");
        var queued = await server.GetJsonAsync($"/v3/job/status/{id}");
        var result = await server.GetAsync($"/v3/job/result/{id}?format=msgpack.gz");
        clock.Advance(TimeSpan.FromSeconds(10));
        var done = await server.WaitAsync(id);

        Assert.Equal("queued", queued.Text("status"));
        Assert.Equal("2024-10-01 00:00:01 UTC", queued.Text("created_at"));
        foreach (var name in (string[])["start_at", "end_at", "duration", "result_size", "num_records"])
            Assert.Equal(JsonValueKind.Null, queued.GetProperty(name).ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, result.StatusCode);
        Assert.Equal("success", done.Text("status"));
        Assert.Equal("2024-10-01 00:00:11 UTC", done.Text("start_at"));
    }

    [Fact]
    public async Task Kill_QueuedJob_NeverRuns_AndASecondKillChangesNothing()
    {
        // reference §4.3, examples/job_kill.json
        var clock = new FakeTimeProvider();
        await using var server = await TdServer.StartAsync(
            new ConnectorEmulatorOptions { TimeProvider = clock, TreasureDataQueueTime = TimeSpan.FromSeconds(10) },
            "crm_raw"
        );
        var id = await server.IssueAsync("crm_raw", "SELECT 1 AS a");
        var first = await (await server.PostAsync($"/v3/job/kill/{id}")).JsonAsync();
        var second = await (await server.PostAsync($"/v3/job/kill/{id}")).JsonAsync();
        Assert.Equal($$"""{"job_id":"{{id}}","former_status":"queued"}""", first.GetRawText());
        Assert.Equal("killed", second.Text("former_status"));
        Assert.Equal("killed", (await server.GetJsonAsync($"/v3/job/status/{id}")).Text("status"));
    }

    [Fact]
    public async Task Kill_RunningJob_StopsTheStatement()
    {
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "numbers", Enumerable.Range(0, 10_000).Select(i => $$"""{"i":{{i}}}"""));
        var id = await server.IssueAsync(
            "crm_raw",
            "SELECT sum(a.i + b.i + c.i) AS s FROM numbers a CROSS JOIN numbers b CROSS JOIN numbers c"
        );
        while ((await server.GetJsonAsync($"/v3/job/status/{id}")).Text("status") == "queued")
            await Task.Yield();
        var killed = await (await server.PostAsync($"/v3/job/kill/{id}")).JsonAsync();
        Assert.Equal("running", killed.Text("former_status"));
        Assert.Equal("killed", (await server.GetJsonAsync($"/v3/job/status/{id}")).Text("status"));
    }

    [Fact]
    public async Task List_FromAndTo_AreIndicesNewestFirst_ToIncluded()
    {
        // reference §6.2: default first 20; examples/job_list.json
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var ids = new List<string>();
        for (var i = 0; i < 22; i++)
            ids.Add(await server.IssueAsync("crm_raw", i == 0 ? "SELECT nonsense" : $"SELECT {i} AS a"));
        foreach (var id in ids)
            await server.WaitAsync(id);
        var page = await server.GetJsonAsync("/v3/job/list?from=1&to=2");
        var all = await server.GetJsonAsync("/v3/job/list/");
        var failed = await server.GetJsonAsync("/v3/job/list?status=error");
        var jobs = page.GetProperty("jobs");
        Assert.Equal([ids[20], ids[19]], jobs.EnumerateArray().Select(job => job.Text("job_id")));
        Assert.Equal(s_jobMembers, jobs[0].Names());
        Assert.Equal(["count", "from", "jobs", "to"], page.Names());
        Assert.Equal(20, all.GetProperty("jobs").GetArrayLength());
        Assert.Equal([ids[0]], failed.GetProperty("jobs").EnumerateArray().Select(job => job.Text("job_id")));
    }

    [Fact]
    public async Task Job_ThatWrites_ChangesTableSchemaAndCount()
    {
        // reference §9: INSERT INTO through a Trino job; §15 writes and DELETE
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "contacts", ["""{"email":"a","score":1}""", """{"email":"b","score":2}"""]);
        var create = await server.IssueAsync("crm_raw", "CREATE TABLE best AS SELECT time, email, score FROM contacts");
        Assert.Equal("success", (await server.WaitAsync(create)).Text("status"));
        var insert = await server.IssueAsync("crm_raw", "INSERT INTO best SELECT time, email, score + 10 FROM contacts");
        Assert.Equal("success", (await server.WaitAsync(insert)).Text("status"));
        var inserted = await server.GetJsonAsync($"/v3/job/statistics/{insert}");
        var delete = await server.IssueAsync("crm_raw", "DELETE FROM best WHERE score = 11");
        Assert.Equal("success", (await server.WaitAsync(delete)).Text("status"));
        var table = await server.GetJsonAsync("/v3/table/show/crm_raw/best");
        Assert.Equal("""{"records_inserted":"2"}""", inserted.GetRawText());
        Assert.Equal("""[["email","string","email"],["score","long","score"]]""", table.Text("schema"));
        Assert.Equal(3, table.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Issue_ScheduledTime_IsWhatTheQuerySees()
    {
        // reference §6.1: Java sends epoch seconds, the spec says ISO-8601
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        foreach (var text in (string[])["1727740800", "2024-10-01T00:00:00Z", "2024-10-01 00:00:00 UTC"])
        {
            var id = await server.IssueAsync("crm_raw", "SELECT TD_SCHEDULED_TIME() AS t", ("scheduled_time", text));
            Assert.Equal("success", (await server.WaitAsync(id)).Text("status"));
            var rows = await (await server.GetAsync($"/v3/job/result/{id}?format=json")).Content.ReadAsStringAsync();
            Assert.Equal(1_727_740_800, long.Parse(rows.Trim('[', ']', '\n'), CultureInfo.InvariantCulture));
        }
    }
}
