using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class ScheduleTests
{
    private static readonly string[] s_created =
    [
        "created_at",
        "cron",
        "database",
        "delay",
        "id",
        "name",
        "priority",
        "query",
        "result",
        "retry_limit",
        "start",
        "timezone",
        "type",
        "user_name",
    ];

    [Fact]
    public async Task CreateAndList_Always_HaveTheMembersOfTheReference()
    {
        // operations.csv: schedule/create, schedule/list; examples/schedule_create.json, schedule_list.json
        await using var server = await StartAsync();
        var created = await CreateAsync(server, "daily_contacts", ("cron", "@daily"), ("timezone", "UTC"));
        var adhoc = await CreateAsync(server, "adhoc", ("cron", ""));
        var list = (await server.GetJsonAsync("/v3/schedule/list")).GetProperty("schedules");
        Assert.Equal(s_created, created.Names());
        Assert.Equal(JsonValueKind.Number, created.GetProperty("id").ValueKind);
        Assert.Equal("2024-10-02 00:00:00 UTC", created.Text("start"));
        Assert.Equal("2024-10-01T12:00:00Z", created.Text("created_at"));
        Assert.Equal(JsonValueKind.Null, adhoc.GetProperty("start").ValueKind);
        Assert.Equal(JsonValueKind.Null, adhoc.GetProperty("cron").ValueKind);
        Assert.Equal("2024-10-02T00:00:00Z", list[0].Text("next_time"));
        Assert.Equal(JsonValueKind.Null, list[1].GetProperty("next_time").ValueKind);
        Assert.Equal(created.GetProperty("id").GetInt64(), list[0].GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Create_JsonBody_IsTakenLikeAForm_TakenName_Answers409()
    {
        // reference §7: form (Python, Ruby, Node, Go) or JSON (Java)
        await using var server = await StartAsync();
        const string Body = """{"type":"trino","database":"crm_raw","query":"SELECT 1","delay":60,"priority":-1,"cron":null}""";
        var created = await (await server.PostJsonAsync("/v3/schedule/create/java", Body)).JsonAsync();
        var again = await server.PostJsonAsync("/v3/schedule/create/java", Body);
        Assert.Equal(60, created.GetProperty("delay").GetInt32());
        Assert.Equal(-1, created.GetProperty("priority").GetInt32());
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Theory]
    [InlineData("cron", "every day")]
    [InlineData("cron", "61 * * * *")]
    [InlineData("timezone", "Mars/Olympus")]
    [InlineData("type", "pig")]
    [InlineData("priority", "3")]
    [InlineData("result", "carrier-pigeon://x")]
    public async Task Create_ValueThatBreaksARule_Answers422(string name, string value)
    {
        await using var server = await StartAsync();
        var response = await server.PostFormAsync(
            "/v3/schedule/create/wrong",
            [("type", "presto"), ("database", "crm_raw"), ("query", "SELECT 1"), (name, value)]
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Empty((await server.GetJsonAsync("/v3/schedule/list")).GetProperty("schedules").EnumerateArray());
    }

    [Fact]
    public async Task Update_OneField_LeavesTheOthers_NameRenames()
    {
        // operations.csv: schedule/update; reference §7: partial update
        await using var server = await StartAsync();
        await CreateAsync(server, "daily_contacts", ("cron", "@daily"), ("delay", "30"));
        var updated = await (
            await server.PostFormAsync("/v3/schedule/update/daily_contacts", ("cron", "30 4 * * 1"), ("timezone", "Asia/Tokyo"))
        ).JsonAsync();
        var renamed = await (await server.PostFormAsync("/v3/schedule/update/daily_contacts", ("name", "weekly"))).JsonAsync();
        Assert.Equal(s_created, updated.Names());
        Assert.Equal(30, updated.GetProperty("delay").GetInt32());
        // Monday 04:30 in Tokyo is Sunday 19:30 in UTC.
        Assert.Equal("2024-10-06 19:30:00 UTC", updated.Text("start"));
        Assert.Equal("weekly", renamed.Text("name"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await server.PostFormAsync("/v3/schedule/update/daily_contacts", ("delay", "1"))).StatusCode
        );
    }

    [Fact]
    public async Task Delete_Always_AnswersWithWhatItWas()
    {
        // operations.csv: schedule/delete; the Go client reads exactly these
        await using var server = await StartAsync();
        await CreateAsync(server, "daily_contacts", ("cron", "@daily"));
        var deleted = await (await server.PostAsync("/v3/schedule/delete/daily_contacts")).JsonAsync();
        Assert.Equal(["created_at", "cron", "database", "delay", "name", "query", "timezone", "type", "user_name"], deleted.Names());
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync("/v3/schedule/delete/daily_contacts")).StatusCode);
    }

    [Fact]
    public async Task Run_ForATime_IsAJobWithThatScheduledTime_AndInTheHistory()
    {
        // examples/schedule_run.json: job_id is a number; schedule_history.json
        await using var server = await StartAsync();
        await CreateAsync(server, "daily_contacts", ("cron", "@daily"), ("query", "SELECT TD_SCHEDULED_TIME() AS t"));
        var run = await (
            await server.PostFormAsync("/v3/schedule/run/daily_contacts/1727740800", ("num", "1"), ("domain_key", "run-20241001"))
        ).JsonAsync();
        var job = run.GetProperty("jobs")[0];
        var id = job.GetProperty("job_id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        await server.WaitAsync(id);
        var rows = await (await server.GetAsync($"/v3/job/result/{id}?format=json")).Content.ReadAsStringAsync();
        var again = await server.PostFormAsync("/v3/schedule/run/daily_contacts/1727740800", ("domain_key", "run-20241001"));
        var history = await server.GetJsonAsync("/v3/schedule/history/daily_contacts?from=0&to=20");
        string[] members =
        [
            "cpu_time",
            "created_at",
            "database",
            "duration",
            "end_at",
            "hive_result_schema",
            "job_id",
            "num_records",
            "organization",
            "priority",
            "query",
            "result",
            "result_size",
            "retry_limit",
            "scheduled_at",
            "start_at",
            "status",
            "type",
            "updated_at",
            "url",
            "user_name",
        ];

        Assert.Equal(["job_id", "scheduled_at", "type"], job.Names());
        Assert.Equal("2024-10-01 00:00:00 UTC", job.Text("scheduled_at"));
        Assert.Equal("[1727740800]\n", rows);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(id, (await again.JsonAsync()).GetProperty("details").Text("conflicts_with"));
        Assert.Equal(["count", "from", "history", "to"], history.Names());
        Assert.Equal(1, history.GetProperty("count").GetInt32());
        Assert.Equal(members, history.GetProperty("history")[0].Names());
        Assert.Equal(id, history.GetProperty("history")[0].Text("job_id"));
        Assert.Equal("2024-10-01 00:00:00 UTC", history.GetProperty("history")[0].Text("scheduled_at"));
    }

    [Fact]
    public async Task Run_SeveralTimes_FollowsTheCron()
    {
        // reference §7: num
        await using var server = await StartAsync();
        await CreateAsync(server, "hourly", ("cron", "@hourly"));
        var jobs = (await (await server.PostFormAsync("/v3/schedule/run/hourly/1727740800", ("num", "3"))).JsonAsync()).GetProperty("jobs");
        var tooMany = await server.PostFormAsync("/v3/schedule/run/hourly/1727740800", ("num", "11"));
        Assert.Equal(
            ["2024-10-01 00:00:00 UTC", "2024-10-01 01:00:00 UTC", "2024-10-01 02:00:00 UTC"],
            jobs.EnumerateArray().Select(job => job.Text("scheduled_at"))
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMany.StatusCode);
    }

    [Fact]
    public async Task RunById_V4_AnswersWithAnIdAsText()
    {
        // examples/saved_query_run_v4.json
        await using var server = await StartAsync();
        var created = await CreateAsync(server, "daily_contacts");
        var path = $"/v4/queries/{created.GetProperty("id").GetInt64()}/jobs";
        const string Body = """{"scheduled_time":"2024-10-01T00:00:00Z","domain_key":"run-20241001"}""";
        var run = await (await server.PostJsonAsync(path, Body)).JsonAsync();
        var again = await server.PostJsonAsync(path, Body);
        Assert.Equal(["id"], run.Names());
        Assert.Equal("success", (await server.WaitAsync(run.Text("id"))).Text("status"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostJsonAsync("/v4/queries/1/jobs", Body)).StatusCode);
    }

    [Fact]
    public async Task Folder_AfterARestart_HasSchedulesAndTheirHistory()
    {
        var folder = Directory.CreateTempSubdirectory("td-emulator-").FullName;
        try
        {
            await using (var server = await TdServer.StartAsync(new ConnectorEmulatorOptions { Folder = folder }, "crm_raw"))
            {
                await CreateAsync(server, "one", ("cron", "@daily"));
                await CreateAsync(server, "two");
                await server.PostAsync("/v3/schedule/delete/two");
                await server.PostAsync("/v3/schedule/run/one/1727740800");
            }

            await using (var server = await TdServer.StartAsync(new ConnectorEmulatorOptions { Folder = folder }))
            {
                var schedule = Assert.Single((await server.GetJsonAsync("/v3/schedule/list")).GetProperty("schedules").EnumerateArray());
                Assert.Equal("one", schedule.Text("name"));
                Assert.Equal(1, (await server.GetJsonAsync("/v3/schedule/history/one")).GetProperty("count").GetInt32());
                Assert.True((await CreateAsync(server, "two")).GetProperty("id").GetInt64() > schedule.GetProperty("id").GetInt64() + 1);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<TdServer> StartAsync() =>
        TdServer.StartAsync(
            new ConnectorEmulatorOptions { TimeProvider = new FakeTimeProvider(new DateTimeOffset(2024, 10, 1, 12, 0, 0, TimeSpan.Zero)) },
            "crm_raw"
        );

    private static async Task<JsonElement> CreateAsync(TdServer server, string name, params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string>
        {
            ["type"] = "presto",
            ["database"] = "crm_raw",
            ["query"] = "SELECT 1 AS a",
        };
        foreach (var (key, value) in fields)
            all[key] = value;
        var response = await server.PostFormAsync("/v3/schedule/create/" + name, [.. all.Select(pair => (pair.Key, pair.Value))]);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }
}
