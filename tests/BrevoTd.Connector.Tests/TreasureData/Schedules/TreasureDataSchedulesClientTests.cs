using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataSchedulesClientTests
{
    private static readonly DateTimeOffset s_time = TreasureDataWire.Utc("2024-10-01 00:00:00");

    private static readonly TdSavedQueryRequest s_request = new() { Database = "crm_raw", Query = "SELECT email FROM contacts" };

    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/schedule/list",
                200,
                """
                {"schedules":[
                  {"name":"daily_contacts","cron":"@daily","timezone":"Europe/Paris","delay":60,"created_at":"2024-03-27T09:39:42Z","type":"presto",
                   "query":"SELECT * FROM contacts","database":"crm_raw","user_name":"Integration Bot","priority":-1,"retry_limit":2,
                   "result":"td://@/out/t","next_time":"2024-10-02T00:00:00Z","added_later":{}},
                  {"name":"adhoc","cron":null,"timezone":"UTC","delay":"0","created_at":"2024-03-27 09:39:42 UTC","type":"spark","query":null,
                   "priority":"1","retry_limit":null,"result":"","next_time":null},
                  {}]}
                """
            );

        var queries = await wire.Client.Schedules.ListAsync();

        Assert.Equal(3, queries.Count);
        var daily = queries[0];
        Assert.Equal("daily_contacts", daily.Name);
        Assert.Equal("@daily", daily.Cron);
        Assert.Equal("Europe/Paris", daily.TimeZone);
        Assert.Equal(TimeSpan.FromMinutes(1), daily.Delay);
        Assert.Equal(TreasureDataWire.Utc("2024-03-27 09:39:42"), daily.CreatedAt);
        Assert.Equal(TdJobType.Presto, daily.Type);
        Assert.Equal("SELECT * FROM contacts", daily.Query);
        Assert.Equal("crm_raw", daily.Database);
        Assert.Equal("Integration Bot", daily.UserName);
        Assert.Equal(TdPriority.Low, daily.Priority);
        Assert.Equal(2, daily.RetryLimit);
        Assert.Equal("td://@/out/t", daily.ResultUrl);
        Assert.Equal(TreasureDataWire.Utc("2024-10-02 00:00:00"), daily.NextRunAt);
        Assert.Null(daily.Id);
        Assert.Null(queries[1].Cron);
        Assert.Null(queries[1].NextRunAt);
        Assert.Equal(TimeSpan.Zero, queries[1].Delay);
        Assert.Equal(TdPriority.High, queries[1].Priority);
        Assert.Equal(new TdJobType("spark"), queries[1].Type);
        Assert.Equal(daily.CreatedAt, queries[1].CreatedAt);
        Assert.Null(queries[2].Name);
    }

    [Theory]
    [InlineData("234451", "\"2024-10-02 00:00:00 UTC\"")]
    [InlineData("\"234451\"", "null")]
    public async Task CreateAsync_OfAQuery_SendsTheFormAndReadsTheAnswer(string id, string start)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "POST",
                "*",
                200,
                $$"""{"name":"daily contacts/ü","cron":"@daily","id":{{id}},"start":{{start}},"priority":0,"result":""}"""
            );

        var query = await wire.Client.Schedules.CreateAsync(
            "daily contacts/ü",
            s_request with
            {
                Type = TdJobType.Hive,
                Cron = "@daily",
                TimeZone = "UTC",
                Delay = TimeSpan.FromMinutes(2),
                Priority = TdPriority.High,
                RetryLimit = 3,
                ResultUrl = "td://@/out/t?mode=replace",
                EngineVersion = "stable",
                PoolName = "night",
                ExecutingUserId = "300",
            }
        );

        Assert.Equal("/v3/schedule/create/daily%20contacts%2F%C3%BC", wire.LastRequest.PathAndQuery);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["type"] = "hive",
                ["database"] = "crm_raw",
                ["query"] = "SELECT email FROM contacts",
                ["cron"] = "@daily",
                ["timezone"] = "UTC",
                ["delay"] = "120",
                ["priority"] = "1",
                ["retry_limit"] = "3",
                ["result"] = "td://@/out/t?mode=replace",
                ["engine_version"] = "stable",
                ["pool_name"] = "night",
                ["executing_user_id"] = "300",
            },
            wire.LastForm
        );
        Assert.Equal(new TdSavedQueryId(234_451), query.Id);
        Assert.Equal(start == "null" ? null : TreasureDataWire.Utc("2024-10-02 00:00:00"), query.NextRunAt);
    }

    [Fact]
    public async Task CreateAsync_OfTheLeast_SendsNothingThatWasNotSet()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/schedule/create/q", 200, """{"name":"q","id":1}""");

        await wire.Client.Schedules.CreateAsync("q", s_request);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["type"] = "trino",
                ["database"] = "crm_raw",
                ["query"] = "SELECT email FROM contacts",
            },
            wire.LastForm
        );
    }

    [Fact]
    public async Task CreateAsync_NameTaken_Throws()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/schedule/create/q", 409, """{"message":"taken"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Schedules.CreateAsync("q", s_request));

        Assert.Equal(HttpStatusCode.Conflict, e.StatusCode);
        Assert.Equal("taken", e.ServiceMessage);
    }

    [Theory]
    [InlineData("2026-11-24T08:00:00Z", true)]
    [InlineData("2026-11-24T07:00:00Z", false)]
    public async Task CreateAsync_AnswerLost_IsLookedForBeforeTheRepeat(string created, bool own)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.OK, $$"""{"schedules":[{"name":"q","created_at":"{{created}}","query":"SELECT 1","delay":5}]}""")
            .Then(HttpStatusCode.OK, """{"name":"q","id":7}""");

        var query = await new TreasureDataSchedulesClient(pipeline.Transport).CreateAsync("q", s_request);

        Assert.Equal("q", query.Name);
        Assert.Equal(own ? null : new TdSavedQueryId(7), query.Id);
        Assert.Equal(own ? TimeSpan.FromSeconds(5) : null, query.Delay);
        Assert.Equal(own ? ["POST", "GET"] : ["POST", "GET", "POST"], pipeline.Handler.Seen.Select(request => request.Method));
    }

    public static TheoryData<TdSavedQueryRequest, string> ImpossibleRequests =>
        new()
        {
            { s_request with { Database = "CRM" }, "Database" },
            { s_request with { Query = " " }, "Query" },
            { s_request with { Query = new string('x', 1_000_001) }, "Query" },
            { s_request with { Type = TdJobType.BulkLoad }, "Type" },
            { s_request with { RetryLimit = -1 }, "RetryLimit" },
            { s_request with { Priority = (TdPriority)(-3) }, "Priority" },
            { s_request with { Delay = TimeSpan.FromSeconds(-1) }, "Delay" },
        };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(ImpossibleRequests))]
    public async Task CreateAsync_ImpossibleRequest_IsRefusedWithoutARequest(TdSavedQueryRequest request, string member)
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Schedules.CreateAsync("q", request));

        Assert.Equal(member, e.ParamName);
        Assert.Empty(wire.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\nb")]
    public async Task DeleteAsync_NameThatLeadsElsewhere_IsRefusedWithoutARequest(string name)
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Schedules.DeleteAsync(name));

        Assert.Equal("name", e.ParamName);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task UpdateAsync_OfSomeMembers_SendsThoseOnly()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/schedule/update/q", 200, """{"name":"q2","cron":""}""");

        var query = await wire.Client.Schedules.UpdateAsync("q", new TdSavedQueryUpdateRequest { NewName = "q2", Cron = "" });

        Assert.Equal(new Dictionary<string, string> { ["name"] = "q2", ["cron"] = "" }, wire.LastForm);
        Assert.Equal("q2", query.Name);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Schedules.UpdateAsync("q", new TdSavedQueryUpdateRequest()));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Schedules.UpdateAsync("q", new TdSavedQueryUpdateRequest { NewName = ".." })
        );
        Assert.Single(wire.Requests);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("other", 1)]
    public async Task UpdateAsync_AnswerLost_IsRepeatedUnlessItRenames(string? newName, int sent)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.Then(HttpStatusCode.BadGateway).Then(HttpStatusCode.OK, """{"name":"q"}""");
        var request = new TdSavedQueryUpdateRequest { NewName = newName, Query = "SELECT 2" };

        var call = new TreasureDataSchedulesClient(pipeline.Transport).UpdateAsync("q", request);

        if (newName is null)
        {
            Assert.Equal("q", (await call).Name);
        }
        else
        {
            var e = await Assert.ThrowsAsync<ServiceException>(() => call);
            Assert.Contains("which of the two names", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(sent, pipeline.Handler.Seen.Count);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task DeleteIfExistsAsync_ExistingOrGone_Succeeds(int status, bool deleted)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/schedule/delete/q", status, """{"cron":"@daily","query":"SELECT 1","name":"q"}""");

        Assert.Equal(deleted, await wire.Client.Schedules.DeleteIfExistsAsync("q"));
        if (deleted)
        {
            Assert.Equal("SELECT 1", (await wire.Client.Schedules.DeleteAsync("q")).Query);
        }
    }

    [Fact]
    public async Task ListHistoryAsync_OfADocumentedAnswer_ReadsRunsPageByPage()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/schedule/history/q",
                request =>
                    new Uri(request.AbsoluteUrl).Query.Contains("from=0&", StringComparison.Ordinal)
                        ? """
                            {"history":[
                              {"job_id":"900100200","type":"trino","database":"crm_raw","status":"success","query":"SELECT 1","start_at":"2024-10-01 00:00:02 UTC",
                               "end_at":"2024-10-01 00:00:18 UTC","created_at":"2024-10-01 00:00:01 UTC","result":"","priority":0,"retry_limit":0,"duration":16,
                               "result_size":20481,"num_records":1200,"organization":null,"scheduled_at":"2024-10-01 00:00:00 UTC"},
                              {"job_id":900100201,"status":"resting","started_at":"2024-10-01T00:00:02Z","end_at":"","query":{"in":{"type":"s3"}},"scheduled_at":""}],
                             "count":2,"from":0,"to":99}
                            """
                        : """{"history":[],"count":0}"""
            );

        var runs = new List<TdSavedQueryRun>();
        await foreach (var run in wire.Client.Schedules.ListHistoryAsync("q"))
        {
            runs.Add(run);
        }

        Assert.Equal([new TdJobId(900_100_200), new TdJobId(900_100_201)], runs.Select(run => run.JobId!.Value));
        Assert.Equal(s_time, runs[0].ScheduledAt);
        Assert.Equal(TdJobStatus.Success, runs[0].Status);
        Assert.Equal(1200, runs[0].RecordCount);
        Assert.Null(runs[1].ScheduledAt);
        Assert.Null(runs[1].EndedAt);
        Assert.False(runs[1].IsFinished);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:00:02"), runs[1].StartedAt);
        Assert.Equal("""{"in":{"type":"s3"}}""", runs[1].Query);
        Assert.Equal(
            ["/v3/schedule/history/q?from=0&to=99", "/v3/schedule/history/q?from=2&to=101"],
            wire.Requests.Select(request => request.PathAndQuery)
        );
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => wire.Client.Schedules.ListHistoryRangeAsync("q", 3, 2));
    }

    [Fact]
    public async Task RunAsync_WithoutAKey_SendsAGeneratedOne()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "POST",
                "v3/schedule/run/q/1727740800",
                200,
                """{"jobs":[{"job_id":900100500,"type":"presto","scheduled_at":"2024-10-01 00:00:00 UTC"}]}"""
            );

        var job = await wire.Client.Schedules.RunAsync("q", s_time.ToOffset(TimeSpan.FromHours(2)));

        Assert.Equal(new TdJobId(900_100_500), job.JobId);
        Assert.False(job.WasAdopted);
        Assert.StartsWith("brevotd-", job.DomainKey, StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, string> { ["num"] = "1", ["domain_key"] = job.DomainKey }, wire.LastForm);
    }

    [Fact]
    public async Task RunAsync_KeyUsedBefore_AdoptsTheJob()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "POST",
                "v3/schedule/run/q/1727740800",
                409,
                """{"error":"Conflict","message":"Domain key has already been taken","details":{"conflicts_with":"900100200"}}"""
            );

        var job = await wire.Client.Schedules.RunAsync("q", s_time, "run-20241001");

        Assert.Equal(new TdIssuedJob(new TdJobId(900_100_200), "run-20241001", WasAdopted: true), job);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task RunAsync_ConflictThatNamesNoJob_IsLookedUpByItsKey(int status, bool found)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/schedule/run/q/1727740800", 409, """{"message":"no"}""")
            .Answers("GET", "v3/job/status_by_domain_key/k", status, """{"job_id":900100201,"status":"running"}""");

        var call = wire.Client.Schedules.RunAsync("q", s_time, "k");

        if (found)
        {
            Assert.Equal(new TdJobId(900_100_201), (await call).JobId);
        }
        else
        {
            Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => call)).StatusCode);
        }
    }

    [Fact]
    public async Task RunAsync_AnswerLostAndKeyKnown_AdoptsTheJob()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Then(HttpStatusCode.OK, """{"job_id":"900100201","status":"queued"}""");

        var job = await new TreasureDataSchedulesClient(pipeline.Transport).RunAsync("q", s_time, "k");

        Assert.Equal(new TdIssuedJob(new TdJobId(900_100_201), "k", WasAdopted: true), job);
    }

    [Theory]
    [InlineData("""{"jobs":[]}""")]
    [InlineData("{}")]
    [InlineData("""{"job_id":""}""")]
    public async Task RunAsync_AnswerWithoutAJob_SaysSo(string answer)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/schedule/run/q/1727740800", 200, answer);

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => wire.Client.Schedules.RunAsync("q", s_time));

        Assert.Contains("did not name the job", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunSeveralAsync_OfACount_ReturnsTheJobs()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "POST",
                "v3/schedule/run/q/1727740800",
                200,
                """{"jobs":[{"job_id":900100500,"type":"presto","scheduled_at":"2024-10-01 00:00:00 UTC"},{"job_id":"900100501"}]}"""
            );

        var jobs = await wire.Client.Schedules.RunSeveralAsync("q", s_time, 2);

        Assert.Equal([new TdJobId(900_100_500), new TdJobId(900_100_501)], jobs.Select(job => job.JobId!.Value));
        Assert.Equal(s_time, jobs[0].ScheduledAt);
        Assert.Equal(TdJobType.Presto, jobs[0].Type);
        Assert.Equal(new Dictionary<string, string> { ["num"] = "2" }, wire.LastForm);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => wire.Client.Schedules.RunSeveralAsync("q", s_time, 11));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => wire.Client.Schedules.RunSeveralAsync("q", s_time, 0));
    }

    [Theory]
    [InlineData("\"900100501\"")]
    [InlineData("900100501")]
    public async Task RunByIdAsync_OfAnId_SendsJson(string id)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v4/queries/234451/jobs", 200, $$"""{"id":{{id}}}""");

        var job = await wire.Client.Schedules.RunByIdAsync(new TdSavedQueryId(234_451), s_time, "run-20241001");

        Assert.Equal(new TdJobId(900_100_501), job.JobId);
        Assert.Equal("""{"scheduled_time":"2024-10-01T00:00:00Z","domain_key":"run-20241001"}""", wire.LastRequest.Body);
        Assert.Equal("application/json", wire.Server.LogEntries.Single().RequestMessage!.Headers!["Content-Type"].Single());
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Schedules.RunByIdAsync(default, s_time));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Schedules.RunByIdAsync(new TdSavedQueryId("1/2"), s_time));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Schedules.RunByIdAsync(new TdSavedQueryId(1), s_time, " "));
    }
}
