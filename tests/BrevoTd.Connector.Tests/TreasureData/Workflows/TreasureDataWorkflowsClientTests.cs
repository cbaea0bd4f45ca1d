using System.Net;
using System.Text.Json.Nodes;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataWorkflowsClientTests
{
    private static readonly TdWorkflowStartRequest s_request = new()
    {
        WorkflowId = new TdWorkflowId(31),
        SessionTime = new DateTimeOffset(2024, 10, 1, 0, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public async Task StartAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var rig = new CdpRig().Answers(Attempt("running"));

        var started = await rig.Client.Workflows.StartAsync(s_request);

        Assert.Equal([$"PUT {CdpRig.Workflow}api/attempts"], rig.Seen);
        Assert.StartsWith("TD1 ", rig.Last.Headers["Authorization"], StringComparison.Ordinal);
        CdpRig.SameJson("""{"workflowId":"31","sessionTime":"2024-10-01T00:00:00+00:00","params":{}}""", rig.Last.Body);
        Assert.False(started.WasAdopted);
        var attempt = started.Attempt;
        Assert.Equal(CdpRig.Attempt, attempt.Id);
        Assert.Equal(1, attempt.Index);
        Assert.Equal(("12", "sync"), (attempt.Project!.Id, attempt.Project.Name));
        Assert.Equal(("31", "export"), (attempt.Workflow!.Id, attempt.Workflow.Name));
        Assert.Equal(new TdWorkflowSessionId(9100), attempt.SessionId);
        Assert.Equal("2b91a014-076e-4c6d-8b51-f4f91089cab2", attempt.SessionUuid);
        Assert.Equal(s_request.SessionTime, attempt.SessionTime);
        Assert.Null(attempt.RetryAttemptName);
        Assert.Equal(TdWorkflowStatus.Running, attempt.Status);
        Assert.False(attempt.IsFinished);
        Assert.Equal("42", attempt.PoolId);
        Assert.Null(attempt.FinishedAt);
    }

    [Fact]
    public async Task StartAsync_ByNames_SendsAllThatWasSet()
    {
        await using var rig = new CdpRig().Answers(Attempt("queued"));

        await rig.Client.Workflows.StartAsync(
            new TdWorkflowStartRequest
            {
                ProjectName = "sync",
                WorkflowName = "export",
                SessionTime = new DateTimeOffset(2024, 10, 1, 9, 0, 0, TimeSpan.FromHours(9)),
                RetryAttemptName = "again",
                Parameters = new JsonObject { ["day"] = "2024-10-01", ["limit"] = 5 },
                Resume = new TdWorkflowResume { AttemptId = new TdWorkflowAttemptId(9100), FromTask = "+load" },
                AllowQueueing = true,
            }
        );

        CdpRig.SameJson(
            """
            {"projectName":"sync","workflowName":"export","sessionTime":"2024-10-01T09:00:00+09:00","retryAttemptName":"again",
             "params":{"day":"2024-10-01","limit":5},"resume":{"mode":"from","attemptId":"9100","from":"+load"},"allowQueueing":true}
            """,
            rig.Last.Body
        );
    }

    [Fact]
    public async Task StartAsync_OfWhatWasStartedBefore_AdoptsTheAttempt()
    {
        await using var rig = new CdpRig().Answers(Attempt("success", done: true), HttpStatusCode.Conflict);

        var started = await rig.Client.Workflows.StartAsync(s_request);

        Assert.True(started.WasAdopted);
        Assert.Equal(CdpRig.Attempt, started.Attempt.Id);
        Assert.True(started.Attempt.IsFinished);
    }

    [Fact]
    public async Task StartAsync_AnswerLost_IsRepeatedWithTheSameIdentity()
    {
        await using var rig = new CdpRig().Loses().Answers(Attempt("running"), HttpStatusCode.Conflict);

        var started = await rig.Client.Workflows.StartAsync(s_request);

        Assert.Equal(CdpRig.Attempt, started.Attempt.Id);
        Assert.True(started.WasAdopted);
        Assert.Equal(2, rig.Seen.Count);
        Assert.Equal(rig.Pipeline.Handler.Seen[0].Body, rig.Pipeline.Handler.Seen[1].Body);
    }

    [Fact]
    public async Task StartAsync_ConflictAboutSomethingElse_IsARefusal()
    {
        await using var rig = new CdpRig().Answers("""{"message":"Too many attempts running","status":409}""", HttpStatusCode.Conflict);

        var e = await Assert.ThrowsAsync<ServiceException>(() => rig.Client.Workflows.StartAsync(s_request));

        Assert.Equal(HttpStatusCode.Conflict, e.StatusCode);
        Assert.Equal("Too many attempts running", e.ServiceMessage);
    }

    [Fact]
    public async Task StartAsync_OfAnImpossibleRequest_SendsNothing()
    {
        await using var rig = new CdpRig();
        TdWorkflowStartRequest[] impossible =
        [
            s_request with
            {
                WorkflowId = null,
            },
            s_request with
            {
                WorkflowId = null,
                ProjectName = "sync",
            },
            s_request with
            {
                ProjectName = "sync",
                WorkflowName = "export",
            },
            s_request with
            {
                WorkflowId = new TdWorkflowId("export"),
            },
            s_request with
            {
                RetryAttemptName = " ",
            },
        ];

        foreach (var request in impossible)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.Workflows.StartAsync(request));
        }

        Assert.Empty(rig.Seen);
    }

    [Fact]
    public async Task RunAsync_UntilTheEnd_LooksEverMoreRarely()
    {
        var clock = new InstantTime();
        await using var rig = new CdpRig(clock)
            .Answers(Attempt("queued"))
            .Answers(Attempt("blocked"))
            .Answers(Attempt("unheard_of"))
            .Answers(Attempt("success", done: true, success: true));
        var seen = new List<string?>();

        var attempt = await rig.Client.Workflows.RunAsync(s_request, new TdWorkflowRunOptions { Progress = new Reports(seen) });

        Assert.True(attempt.IsSuccess);
        Assert.Equal(["blocked", "unheard_of", "success"], seen);
        Assert.Equal($"GET {CdpRig.Workflow}api/attempts/9200", rig.Seen[1]);
        Assert.All(clock.Pauses.Zip([1, 2]), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second * 0.8, pair.Second * 1.2));
        Assert.Equal(2, clock.Pauses.Count);
    }

    [Fact]
    public async Task WaitAsync_OfAFailedAttempt_TellsWhatItsTasksSaid()
    {
        await using var rig = new CdpRig()
            .Answers(Attempt("error", done: true))
            .Answers(
                """
                {"tasks":[{"id":"1","fullName":"+export","group":true,"state":"group_error","error":{"message":"a group"},"upstreams":[]},
                          {"id":2,"fullName":"+export+load","parentId":"1","group":false,"state":"error","config":{"td>":"q.sql"},
                           "error":{"message":"no column ada@example.com","stacktrace":"x"},"upstreams":[3],"updatedAt":"2023-08-18T06:52:33Z"},
                          {"id":"3","fullName":"+export+begin","group":false,"state":"success","error":{},"upstreams":[]}]}
                """
            );

        var e = await Assert.ThrowsAsync<TreasureDataWorkflowFailedException>(() => rig.Client.Workflows.WaitAsync(CdpRig.Attempt));

        Assert.Equal(TdWorkflowStatus.Error, e.Status);
        Assert.Equal("+export+load: no column ada@example.com", e.ServiceMessage);
        Assert.DoesNotContain("ada@example.com", e.ToString(), StringComparison.Ordinal);
        Assert.Contains("9200", e.Message, StringComparison.Ordinal);
        Assert.Equal($"GET {CdpRig.Workflow}api/attempts/9200/tasks", rig.Seen[1]);
    }

    [Fact]
    public async Task WaitAsync_OfAFailedAttemptWhoseTasksCannotBeRead_StillSaysThatItFailed()
    {
        await using var rig = new CdpRig().Answers(Attempt("error", done: true)).Answers("{}", HttpStatusCode.Forbidden);

        var e = await Assert.ThrowsAsync<TreasureDataWorkflowFailedException>(() => rig.Client.Workflows.WaitAsync(CdpRig.Attempt));

        Assert.Null(e.ServiceMessage);
    }

    [Fact]
    public async Task WaitAsync_OfAStoppedAttempt_SaysSo()
    {
        await using var rig = new CdpRig().Answers(Attempt("killed", done: true));

        var e = await Assert.ThrowsAsync<TreasureDataWorkflowFailedException>(() => rig.Client.Workflows.WaitAsync(CdpRig.Attempt));

        Assert.Equal(TdWorkflowStatus.Killed, e.Status);
        Assert.Contains("stopped", e.Message, StringComparison.Ordinal);
        Assert.Single(rig.Seen);
    }

    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(true, true, 0)]
    [InlineData(false, false, 0)]
    public async Task RunAsync_Cancelled_StopsOnlyWhatItStartedAndOnlyWhenAskedTo(bool kill, bool adopted, int kills)
    {
        var clock = new InstantTime { StopAt = 0 };
        await using var rig = new CdpRig(clock).Answers(Attempt("running"), adopted ? HttpStatusCode.Conflict : HttpStatusCode.OK);
        rig.Pipeline.Handler.Otherwise = static (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.OK, Attempt("running")));
        using var cancellation = new CancellationTokenSource();

        var run = rig.Client.Workflows.RunAsync(s_request, new TdWorkflowRunOptions { KillOnCancellation = kill }, cancellation.Token);
        await clock.Stopped.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(kills, rig.Seen.Count(static request => request == $"POST {CdpRig.Workflow}api/attempts/9200/kill"));
    }

    [Fact]
    public async Task RunAsync_BeyondItsLimit_TimesOutAndLetsTheAttemptRun()
    {
        await using var rig = new CdpRig().Answers(Attempt("running"));
        rig.Pipeline.Handler.Otherwise = static (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.OK, Attempt("running")));
        var options = new TdWorkflowRunOptions { Wait = new TdWaitOptions { Timeout = TimeSpan.FromSeconds(3) } };

        await Assert.ThrowsAsync<TimeoutException>(() => rig.Client.Workflows.RunAsync(s_request, options));

        Assert.DoesNotContain(rig.Seen, static request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KillAsync_OfAnAttempt_NeedsNoBodyInTheAnswer()
    {
        await using var rig = new CdpRig().Answers("", HttpStatusCode.NoContent);

        await rig.Client.Workflows.KillAsync(CdpRig.Attempt);

        Assert.Equal([$"POST {CdpRig.Workflow}api/attempts/9200/kill"], rig.Seen);
    }

    [Fact]
    public async Task ListAttemptsAsync_OverPages_GoesOnAfterTheLastId()
    {
        await using var rig = new CdpRig()
            .Answers("""{"attempts":[{"id":"9200","status":"success"},{"id":9150}]}""")
            .Answers("""{"attempts":[{"id":"9100"}]}""")
            .Answers("""{"attempts":[]}""");

        var ids = new List<string>();
        await foreach (var attempt in rig.Client.Workflows.ListAttemptsAsync("sync", "export", includeRetried: true))
        {
            ids.Add(attempt.Id!.Value.Value);
        }

        Assert.Equal(["9200", "9150", "9100"], ids);
        const string First = $"GET {CdpRig.Workflow}api/attempts?project=sync&workflow=export&include_retried=true";
        Assert.Equal([$"{First}&page_size=100", $"{First}&last_id=9150&page_size=100", $"{First}&last_id=9100&page_size=100"], rig.Seen);
    }

    [Fact]
    public async Task Listings_OfAServiceThatIgnoresTheLastId_End()
    {
        await using var rig = new CdpRig();
        rig.Pipeline.Handler.Otherwise = static (_, _) =>
            Task.FromResult(
                ScriptedHandler.Json(HttpStatusCode.OK, """{"projects":[{"id":"12","name":"sync","revision":"r1","archiveMd5":"x=="}]}""")
            );

        var projects = new List<TdWorkflowProject>();
        await foreach (var project in rig.Client.Workflows.ListProjectsAsync("sync"))
        {
            projects.Add(project);
        }

        Assert.Equal("sync", Assert.Single(projects).Name);
        Assert.Equal($"GET {CdpRig.Workflow}api/projects?name=sync&count=100", rig.Seen[0]);
        Assert.Equal(2, rig.Seen.Count);
    }

    [Fact]
    public async Task ReadingCalls_OfWorkflows_GoToTheirPaths()
    {
        await using var rig = new CdpRig()
            .Answers(
                """{"workflows":[{"id":"31","name":"export","project":{"id":"12","name":"sync"},"timezone":"UTC","config":{"+a":{}}}]}"""
            )
            .Answers("""{"workflows":[]}""")
            .Answers("""{"id":31,"name":"export"}""")
            .Answers(
                """{"sessions":[{"id":"9100","sessionTime":"2024-10-01T00:00:00+00:00","lastAttempt":{"id":"9200","done":true,"success":true}}]}"""
            )
            .Answers("""{"sessions":[]}""")
            .Answers("""{"attempts":[]}""")
            .Answers("""{"attempts":[{"id":"9200","retryAttemptName":"again"}]}""");
        var workflows = rig.Client.Workflows;

        var workflow = Assert.Single(await workflows.ListInProjectAsync(new TdWorkflowProjectId(12)));
        Assert.Equal(("export", "sync"), (workflow.Name, workflow.Project!.Name));
        Assert.Empty(await ToListAsync(workflows.ListAsync("exp ort")));
        Assert.Equal(new TdWorkflowId(31), (await workflows.GetAsync(new TdWorkflowId(31))).Id);
        var session = Assert.Single(await ToListAsync(workflows.ListSessionsAsync()));
        Assert.True(session.LastAttempt!.IsFinished);
        Assert.Empty(await ToListAsync(workflows.ListSessionAttemptsAsync(session.Id!.Value)));
        Assert.Equal("again", Assert.Single(await workflows.ListRetriesAsync(CdpRig.Attempt)).RetryAttemptName);

        Assert.Equal(
            [
                $"GET {CdpRig.Workflow}api/projects/12/workflows",
                $"GET {CdpRig.Workflow}api/workflows?name_pattern=exp%20ort&count=100",
                $"GET {CdpRig.Workflow}api/workflows/31",
                $"GET {CdpRig.Workflow}api/sessions?page_size=100",
                $"GET {CdpRig.Workflow}api/sessions?last_id=9100&page_size=100",
                $"GET {CdpRig.Workflow}api/sessions/9100/attempts?page_size=100",
                $"GET {CdpRig.Workflow}api/attempts/9200/retries",
            ],
            rig.Seen
        );
    }

    [Fact]
    public async Task LogFiles_OfAnAttempt_AreListedAndDownloadedAsTheyAre()
    {
        const string Name = "+wf1+t1@64e44ee12f7e43a0.452660@ip-10-20-161-114.log.gz";
        byte[] log = [0x1f, 0x8b, 8, 0, 1, 2, 3];
        await using var rig = new CdpRig().Answers(
            $$"""{"files":[{"fileName":"{{Name}}","taskName":"+wf1+t1","fileSize":"65535","fileTime":"2023-08-18T06:52:33Z","agentId":"a","direct":null}]}"""
        );
        rig.Pipeline.Handler.ThenBody(HttpStatusCode.OK, new MemoryStream(log));

        var file = Assert.Single(await rig.Client.Workflows.ListLogFilesAsync(CdpRig.Attempt, "+wf1"));
        using var copy = new MemoryStream();
        await rig.Client.Workflows.DownloadLogFileAsync(CdpRig.Attempt, file.FileName!, copy);

        Assert.Equal((Name, "+wf1+t1", 65_535L), (file.FileName, file.TaskName, file.FileSize));
        Assert.Equal(log, copy.ToArray());
        Assert.Equal(
            [
                $"GET {CdpRig.Workflow}api/logs/9200/files?task=%2Bwf1",
                $"GET {CdpRig.Workflow}api/logs/9200/files/{Uri.EscapeDataString(Name)}",
            ],
            rig.Seen
        );
    }

    private static string Attempt(string status, bool done = false, bool success = false) =>
        $$"""
            {"id":"9200","index":1,"project":{"id":"12","name":"sync"},"workflow":{"id":"31","name":"export"},"sessionId":"9100",
             "sessionUuid":"2b91a014-076e-4c6d-8b51-f4f91089cab2","sessionTime":"2024-10-01T00:00:00+00:00","retryAttemptName":null,
             "done":{{(done ? "true" : "false")}},"success":{{(
                success ? "true" : "false"
            )}},"cancelRequested":false,"params":{},"poolId":"42",
             "status":"{{status}}","createdAt":"2024-10-01T00:00:02Z","finishedAt":null}
            """;

    private static async Task<List<T>> ToListAsync<T>(AsyncPageable<T> pages)
    {
        var all = new List<T>();
        await foreach (var value in pages)
        {
            all.Add(value);
        }

        return all;
    }

    private sealed class Reports(List<string?> seen) : IProgress<TdWorkflowAttempt>
    {
        public void Report(TdWorkflowAttempt value) => seen.Add(value.Status.ToString());
    }
}
