using System.Net;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class WorkflowTests
{
    private static readonly string[] s_members =
    [
        "cancelRequested",
        "createdAt",
        "done",
        "finishedAt",
        "id",
        "index",
        "params",
        "poolId",
        "project",
        "retryAttemptName",
        "sessionId",
        "sessionTime",
        "sessionUuid",
        "status",
        "success",
        "workflow",
    ];

    [Fact]
    public async Task Start_FollowsTheReference_ARepeatAnswers409WithTheSameAttempt()
    {
        // reference §11; examples/workflow_start_attempt.json
        await using var server = await TdServer.StartAsync();
        var release = new TaskCompletionSource();
        var workflow = server.Td.AddWorkflow("sync", "export", token => release.Task.WaitAsync(token));
        var started = await StartAsync(server, workflow, "2024-10-01T00:00:00+00:00", ""","params":{"a":1}""");
        var attempt = await started.JsonAsync();
        var repeated = await StartAsync(server, workflow, "2024-10-01T00:00:00Z");
        var running = await server.GetJsonAsync("/api/attempts/" + attempt.Text("id"));
        release.SetResult();
        var done = await WaitAsync(server, attempt.Text("id"));
        var retry = await StartAsync(server, workflow, "2024-10-01T00:00:00Z", ""","retryAttemptName":"again" """);
        var retried = await retry.JsonAsync();
        var retries = (await server.GetJsonAsync($"/api/attempts/{attempt.Text("id")}/retries")).GetProperty("attempts");

        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        Assert.Equal(s_members, attempt.Names());
        Assert.Equal("running", attempt.Text("status"));
        Assert.Equal("2024-10-01T00:00:00+00:00", attempt.Text("sessionTime"));
        Assert.Equal("sync", attempt.GetProperty("project").Text("name"));
        Assert.Equal(workflow, attempt.GetProperty("workflow").Text("id"));
        Assert.Equal("""{"a":1}""", attempt.GetProperty("params").GetRawText());
        Assert.Equal(HttpStatusCode.Conflict, repeated.StatusCode);
        Assert.Equal(attempt.Text("id"), (await repeated.JsonAsync()).Text("id"));
        Assert.False(running.GetProperty("done").GetBoolean());
        Assert.True(done.GetProperty("success").GetBoolean());
        Assert.Equal("success", done.Text("status"));
        Assert.Equal(2, retried.GetProperty("index").GetInt32());
        Assert.Equal(attempt.Text("sessionId"), retried.Text("sessionId"));
        Assert.Equal(2, retries.GetArrayLength());
    }

    [Fact]
    public async Task Start_ByTheNamesOfProjectAndWorkflow_FindsIt()
    {
        await using var server = await TdServer.StartAsync();
        var workflow = server.Td.AddWorkflow("sync", "export");
        var started = await SendAsync(server, """{"projectName":"sync","workflowName":"export","sessionTime":"2024-10-01T00:00:00Z"}""");
        var unknown = await SendAsync(server, """{"projectName":"sync","workflowName":"import","sessionTime":"2024-10-01T00:00:00Z"}""");
        var nameless = await SendAsync(server, """{"projectName":"sync","sessionTime":"2024-10-01T00:00:00Z"}""");
        Assert.Equal(workflow, (await started.JsonAsync()).GetProperty("workflow").Text("id"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);

        static Task<HttpResponseMessage> SendAsync(TdServer server, string json) =>
            server.SendAsync(HttpMethod.Put, "/api/attempts", new StringContent(json, Encoding.UTF8, "application/json"));
    }

    [Fact]
    public async Task Attempt_ThatThrows_Fails_ThatIsKilled_Stops()
    {
        // reference §11: attempts/{id}/kill, tasks
        await using var server = await TdServer.StartAsync();
        var failing = server.Td.AddWorkflow("sync", "failing", _ => throw new InvalidOperationException("no"));
        var endless = server.Td.AddWorkflow("sync", "endless", token => Task.Delay(Timeout.Infinite, token));
        var failed = (await (await StartAsync(server, failing, "2024-10-01T00:00:00Z")).JsonAsync()).Text("id");
        var stopped = (await (await StartAsync(server, endless, "2024-10-01T00:00:00Z")).JsonAsync()).Text("id");
        var kill = await server.PostAsync($"/api/attempts/{stopped}/kill");
        var error = await WaitAsync(server, failed);
        var killed = await WaitAsync(server, stopped);
        Assert.Equal("error", error.Text("status"));
        Assert.False(error.GetProperty("success").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, kill.StatusCode);
        Assert.True(killed.GetProperty("cancelRequested").GetBoolean());
        Assert.Equal("killed", killed.Text("status"));
        Assert.Equal("+endless", (await server.GetJsonAsync($"/api/attempts/{stopped}/tasks")).GetProperty("tasks")[0].Text("fullName"));
    }

    [Fact]
    public async Task Lists_TellWhatThereIs()
    {
        // reference §11: projects, workflows, sessions/{id}/attempts; paging by last_id
        await using var server = await TdServer.StartAsync();
        var export = server.Td.AddWorkflow("sync", "export");
        server.Td.AddWorkflow("other", "report");
        var first = await (await StartAsync(server, export, "2024-10-01T00:00:00Z")).JsonAsync();
        var second = await (await StartAsync(server, export, "2024-10-02T00:00:00Z")).JsonAsync();
        var projects = (await server.GetJsonAsync("/api/projects")).GetProperty("projects");
        var workflows = (await server.GetJsonAsync($"/api/projects/{projects[0].Text("id")}/workflows")).GetProperty("workflows");
        var attempts = (await server.GetJsonAsync("/api/attempts?project=sync&page_size=1")).GetProperty("attempts");
        var older = (await server.GetJsonAsync($"/api/attempts?last_id={second.Text("id")}")).GetProperty("attempts");
        var session = (await server.GetJsonAsync($"/api/sessions/{first.Text("sessionId")}/attempts")).GetProperty("attempts");
        Assert.Equal(["sync", "other"], projects.EnumerateArray().Select(project => project.Text("name")));
        Assert.Equal(export, Assert.Single(workflows.EnumerateArray()).Text("id"));
        Assert.Equal("export", (await server.GetJsonAsync("/api/workflows/" + export)).Text("name"));
        Assert.Equal(second.Text("id"), Assert.Single(attempts.EnumerateArray()).Text("id"));
        Assert.Equal(first.Text("id"), Assert.Single(older.EnumerateArray()).Text("id"));
        Assert.Equal(first.Text("id"), Assert.Single(session.EnumerateArray()).Text("id"));
    }

    [Fact]
    public async Task SomethingWrong_IsRefused()
    {
        await using var server = await TdServer.StartAsync();
        var workflow = server.Td.AddWorkflow("sync", "export");
        Assert.Equal(HttpStatusCode.NotFound, (await StartAsync(server, "7", "2024-10-01T00:00:00Z")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await StartAsync(server, workflow, "tomorrow")).StatusCode);
        Assert.Equal(["message", "status"], (await (await server.GetAsync("/api/attempts/7")).JsonAsync()).Names());
        Assert.Equal(HttpStatusCode.NotImplemented, (await server.GetAsync("/api/logs/1/files")).StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, (await server.GetAsync("/api/schedules")).StatusCode);
    }

    [Fact]
    public async Task Folder_AfterARestart_AttemptsThatRanHaveFailed()
    {
        var folder = Directory.CreateTempSubdirectory("td-emulator-").FullName;
        try
        {
            string workflow;
            string attempt;
            await using (var server = await TdServer.StartAsync(new ConnectorEmulatorOptions { Folder = folder }))
            {
                workflow = server.Td.AddWorkflow("sync", "endless", token => Task.Delay(Timeout.Infinite, token));
                attempt = (await (await StartAsync(server, workflow, "2024-10-01T00:00:00Z")).JsonAsync()).Text("id");
            }

            await using (var server = await TdServer.StartAsync(new ConnectorEmulatorOptions { Folder = folder }))
            {
                Assert.False((await server.GetJsonAsync("/api/attempts/" + attempt)).GetProperty("success").GetBoolean());
                Assert.Equal(workflow, server.Td.AddWorkflow("sync", "endless"));
                Assert.Equal(HttpStatusCode.Conflict, (await StartAsync(server, workflow, "2024-10-01T00:00:00Z")).StatusCode);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<HttpResponseMessage> StartAsync(TdServer server, string workflow, string time, string members = "") =>
        server.SendAsync(
            HttpMethod.Put,
            "/api/attempts",
            new StringContent($$"""{"workflowId":"{{workflow}}","sessionTime":"{{time}}"{{members}}}""", Encoding.UTF8, "application/json")
        );

    private static async Task<JsonElement> WaitAsync(TdServer server, string attempt)
    {
        while (true)
        {
            var state = await server.GetJsonAsync("/api/attempts/" + attempt);
            if (state.GetProperty("done").GetBoolean())
                return state;
            await Task.Yield();
        }
    }
}
