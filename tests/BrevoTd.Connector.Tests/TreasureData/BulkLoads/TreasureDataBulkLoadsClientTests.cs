using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataBulkLoadsClientTests
{
    private static readonly string s_secret = Canaries.Token();
    private static readonly string s_config =
        """{"in":{"type":"s3","bucket":"shop","secret_access_key":"SECRET"},"out":{"mode":"append"}}""".Replace(
            "SECRET",
            s_secret,
            StringComparison.Ordinal
        );
    private static readonly string s_session = $$"""
        {"id":17,"name":"daily_orders","config":{{s_config}},"config_diff":{},"cron":"@daily","timezone":"UTC","delay":0,"database":"shop_raw","table":"orders",
         "time_column":"created","created_at":"2024-03-27T09:39:42Z","updated_at":"2024-03-28 09:39:42 UTC"}
        """;

    private static readonly TdBulkLoadRequest s_request = new()
    {
        Name = "daily_orders",
        Database = "shop_raw",
        Table = "orders",
        Config = s_config,
    };

    [Fact]
    public async Task ListAsync_OfAnArray_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/bulk_loads",
                200,
                $$"""[{{s_session}},{"name":"bare","config":"{}","delay":"30","database":{"name":"shop_raw"},"table":null,"cron":null}]"""
            );

        var sessions = await wire.Client.BulkLoads.ListAsync();

        var session = sessions[0];
        Assert.Equal("17", session.Id);
        Assert.Equal("daily_orders", session.Name);
        Assert.Equal(s_config, session.Config);
        Assert.Equal("{}", session.ConfigDiff);
        Assert.Equal(("@daily", "UTC", TimeSpan.Zero), (session.Cron, session.TimeZone, session.Delay));
        Assert.Equal(("shop_raw", "orders", "created"), (session.Database, session.Table, session.TimeColumn));
        Assert.Equal(TreasureDataWire.Utc("2024-03-27 09:39:42"), session.CreatedAt);
        Assert.Equal(TreasureDataWire.Utc("2024-03-28 09:39:42"), session.UpdatedAt);
        Assert.DoesNotContain(s_secret, session.ToString(), StringComparison.Ordinal);
        Assert.Equal("{}", sessions[1].Config);
        Assert.Equal(TimeSpan.FromSeconds(30), sessions[1].Delay);
        Assert.Equal("shop_raw", sessions[1].Database);
        Assert.Null(sessions[1].Table);
        Assert.Null(sessions[1].CreatedAt);
    }

    [Fact]
    public async Task CreateAsync_OfASession_SendsWhatIsSet()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/bulk_loads", 200, s_session);

        var session = await wire.Client.BulkLoads.CreateAsync(
            s_request with
            {
                Config = $$"""{"config": {{s_config}} }""",
                Cron = "0 3 * * *",
                TimeZone = "Europe/Paris",
                Delay = TimeSpan.FromMinutes(5),
                TimeColumn = "created",
            }
        );

        Assert.Equal("daily_orders", session.Name);
        AssertJson(
            $$"""{"config":{{s_config}},"name":"daily_orders","database":"shop_raw","table":"orders","time_column":"created","cron":"0 3 * * *","timezone":"Europe/Paris","delay":300}""",
            wire.LastRequest.Body
        );
        Assert.Equal("application/json", wire.Server.LogEntries.Single().RequestMessage!.Headers!["Content-Type"].Single());
    }

    [Theory]
    [InlineData("in:\n  type: s3")]
    [InlineData("[]")]
    [InlineData("\"s3\"")]
    [InlineData("{\"in\":")]
    public async Task CreateAsync_ConfigurationThatIsNoObject_IsRefusedWithoutARequest(string config)
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.BulkLoads.CreateAsync(s_request with { Config = config }));

        Assert.Equal("Config", e.ParamName);
        Assert.DoesNotContain("s3", e.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_IsNotRepeated()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            new TreasureDataBulkLoadsClient(pipeline.Transport).CreateAsync(s_request)
        );

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task GetAsync_NameWithASlash_IsOneSegment()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "*", 200, s_session);

        await wire.Client.BulkLoads.GetAsync("shop/daily orders");

        Assert.Equal("/v3/bulk_loads/shop%2Fdaily%20orders", wire.LastRequest.PathAndQuery);
    }

    [Fact]
    public async Task UpdateAsync_OfSomeMembers_SendsThoseOnly()
    {
        await using var wire = TreasureDataWire.Start().Answers("PUT", "v3/bulk_loads/daily_orders", 200, s_session);

        await wire.Client.BulkLoads.UpdateAsync("daily_orders", new TdBulkLoadUpdateRequest { Cron = "", Table = "orders2" });

        AssertJson("""{"table":"orders2","cron":""}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.BulkLoads.UpdateAsync("daily_orders", new TdBulkLoadUpdateRequest()));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.BulkLoads.UpdateAsync("daily_orders", new TdBulkLoadUpdateRequest { Database = "No" })
        );
        Assert.Single(wire.Requests);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task DeleteIfExistsAsync_ExistingOrGone_Succeeds(int status, bool deleted)
    {
        await using var wire = TreasureDataWire.Start().Answers("DELETE", "v3/bulk_loads/daily_orders", status, s_session);

        Assert.Equal(deleted, await wire.Client.BulkLoads.DeleteIfExistsAsync("daily_orders"));
        if (deleted)
        {
            Assert.Equal("17", (await wire.Client.BulkLoads.DeleteAsync("daily_orders")).Id);
        }
    }

    [Fact]
    public async Task GuessAsync_OfAConfiguration_ReturnsTheCompletedOne()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/bulk_loads/guess", 200, """{"config":{"in":{"type":"s3","parser":{"type":"csv"}}},"database":"d"}""");

        Assert.Equal("""{"in":{"type":"s3","parser":{"type":"csv"}}}""", await wire.Client.BulkLoads.GuessAsync(s_config));
        AssertJson($$"""{"config":{{s_config}}}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task GuessAsync_AnswerWithoutAConfiguration_SaysSo()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/bulk_loads/guess", 200, "{}");

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => wire.Client.BulkLoads.GuessAsync(s_config));
    }

    [Fact]
    public async Task PreviewAsync_OfAConfiguration_ReadsColumnsAndRecords()
    {
        var email = Canaries.Email();
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "POST",
                "v3/bulk_loads/preview",
                200,
                $$"""
                {"schema":[{"index":0,"name":"email","type":"string"},{"index":"1","name":"visits","type":"long"}],
                 "records":[["{{email}}",3],[null,null]]}
                """
            );

        var preview = await wire.Client.BulkLoads.PreviewAsync(s_config);

        Assert.Equal([0L, 1L], preview.Columns!.Select(column => column.Index!.Value));
        Assert.Equal(["email", "visits"], preview.Columns!.Select(column => column.Name));
        Assert.Equal(["string", "long"], preview.Columns!.Select(column => column.Type));
        Assert.Equal(email, preview.Records![0][0].GetString());
        Assert.Equal(3, preview.Records[0][1].GetInt32());
        Assert.Equal(JsonValueKind.Null, preview.Records[1][0].ValueKind);
        Assert.DoesNotContain("canary", preview.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IssueAsync_OfALoad_SendsTheConfigurationAndTheKey()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/job/issue/bulkload/shop_raw", 200, """{"job_id":19,"job":"19","database":"shop_raw"}""");

        var job = await wire.Client.BulkLoads.IssueAsync(
            new TdBulkLoadJobRequest
            {
                Database = "shop_raw",
                Table = "orders",
                Config = s_config,
                TimeColumn = "created",
                Priority = TdPriority.VeryHigh,
                RetryLimit = 0,
                PoolName = "night",
                DomainKey = "load 1",
            }
        );

        Assert.Equal(new TdIssuedJob(new TdJobId(19), "load 1", WasAdopted: false), job);
        Assert.Equal(
            "/v3/job/issue/bulkload/shop_raw?table=orders&priority=2&retry_limit=0&pool_name=night&domain_key=load%201",
            wire.LastRequest.PathAndQuery
        );
        AssertJson($$"""{"config":{{s_config}},"database":"shop_raw","table":"orders","time_column":"created"}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task ListJobsAsync_OfObjectsAndEpochs_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/bulk_loads/daily_orders/jobs",
                200,
                """
                [{"job_id":"900100600","status":"success","records":"28345","database":{"id":1,"name":"shop_raw"},"table":{"name":"orders"},"priority":0,
                  "created_at":"2024-10-01 00:00:00 UTC","start_at":1727740800,"end_at":1727740860},
                 {"job_id":900100601,"status":"dreaming","num_records":3,"database":"shop_raw","table":"orders","start_at":"","end_at":null}]
                """
            );

        var runs = await wire.Client.BulkLoads.ListJobsAsync("daily_orders");

        Assert.Equal([new TdJobId(900_100_600), new TdJobId(900_100_601)], runs.Select(run => run.JobId!.Value));
        Assert.Equal([28_345L, 3L], runs.Select(run => run.RecordCount!.Value));
        Assert.All(runs, run => Assert.Equal(("shop_raw", "orders"), (run.Database, run.Table)));
        Assert.Equal([true, false], runs.Select(run => run.IsFinished));
        Assert.Equal(TdPriority.Normal, runs[0].Priority);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:00:00"), runs[0].StartedAt);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:01:00"), runs[0].EndedAt);
        Assert.Null(runs[1].StartedAt);
    }

    [Theory]
    [InlineData(true, """{"scheduled_time":1727740800,"domain_key":"k"}""")]
    [InlineData(false, """{"domain_key":"k"}""")]
    public async Task RunAsync_OfASession_SendsTimeAndKey(bool timed, string body)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/bulk_loads/daily_orders/jobs", 200, """{"job_id":"900100602"}""");

        var job = await wire.Client.BulkLoads.RunAsync("daily_orders", timed ? TreasureDataWire.Utc("2024-10-01 00:00:00") : null, "k");

        Assert.Equal(new TdJobId(900_100_602), job.JobId);
        Assert.Equal(body, wire.LastRequest.Body);
    }

    [Fact]
    public async Task RunAsync_AnswerLostAndKeyUnknown_IsSentAgainWithTheSameKey()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Then(HttpStatusCode.NotFound, """{"message":"no job"}""")
            .Then(HttpStatusCode.OK, """{"job_id":"900100602"}""");

        var job = await new TreasureDataBulkLoadsClient(pipeline.Transport).RunAsync("daily_orders");

        Assert.False(job.WasAdopted);
        Assert.Equal(["POST", "GET", "POST"], pipeline.Handler.Seen.Select(request => request.Method));
        Assert.Equal(pipeline.Handler.Seen[0].Body, pipeline.Handler.Seen[2].Body);
    }

    private static void AssertJson(string expected, string? actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual!);
        Assert.Equal(JsonSerializer.Serialize(left.RootElement), JsonSerializer.Serialize(right.RootElement));
    }
}
