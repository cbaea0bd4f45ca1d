using System.Globalization;
using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataJobsClientTests
{
    private const string Success = """
        {"job_id":"900100200","type":"trino","database":"crm_raw","status":"success","query":"SELECT email, score FROM contacts","priority":0,
         "retry_limit":0,"result":"","url":"https://console.us01.treasuredata.com/app/jobs/900100200","user_name":"Integration Bot",
         "created_at":"2024-10-01 00:00:01 UTC","updated_at":"2024-10-01 00:00:19 UTC","start_at":"2024-10-01 00:00:02 UTC",
         "end_at":"2024-10-01 00:00:18 UTC","duration":16,"cpu_time":null,"result_size":20481,"num_records":1200,
         "hive_result_schema":"[[\"email\", \"varchar\"], [\"score\", \"double\"]]","organization":null,
         "linked_result_export_job_id":null,"result_export_target_job_id":900100100,
         "debug":{"cmdout":"started\nfinished\n","stderr":null}}
        """;

    private static readonly TdJobId Id = new("900100200");

    [Fact]
    public async Task GetAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/job/show/900100200", 200, Success);

        var job = await wire.Client.Jobs.GetAsync(Id);

        Assert.Equal(Id, job.JobId);
        Assert.Equal(TdJobType.Trino, job.Type);
        Assert.Equal(TdJobStatus.Success, job.Status);
        Assert.True(job.IsFinished);
        Assert.Equal("crm_raw", job.Database);
        Assert.Equal("SELECT email, score FROM contacts", job.Query);
        Assert.Equal(TdPriority.Normal, job.Priority);
        Assert.Equal(0, job.RetryLimit);
        Assert.Equal("Integration Bot", job.UserName);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:00:01"), job.CreatedAt);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:00:02"), job.StartedAt);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:00:18"), job.EndedAt);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:00:19"), job.UpdatedAt);
        Assert.Equal(TimeSpan.FromSeconds(16), job.Duration);
        Assert.Null(job.CpuTime);
        Assert.Equal(20_481, job.ResultSize);
        Assert.Equal(1_200, job.RecordCount);
        Assert.Equal(["email varchar", "score double"], job.ResultSchema!.Select(column => $"{column.Name} {column.Type}"));
        Assert.Null(job.LinkedResultExportJobId);
        Assert.Equal(new TdJobId(900100100), job.ResultExportTargetJobId);
        Assert.Equal("started\nfinished\n", job.Debug!.CommandOutput);
        Assert.Null(job.Debug.StandardError);
    }

    [Theory]
    [InlineData("\"\"", "\"\"")]
    [InlineData("null", "null")]
    public async Task GetStatusAsync_OfAQueuedJob_HasNoTimes(string start, string end)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/job/status/900100200",
                200,
                $$"""
                {"job_id":900100200,"status":"queued","created_at":"2024-10-01 00:00:01 UTC","start_at":{{start}},"end_at":{{end}},
                 "duration":null,"cpu_time":null,"result_size":null,"num_records":null}
                """
            );

        var state = await wire.Client.Jobs.GetStatusAsync(Id);

        Assert.Equal(Id, state.JobId);
        Assert.Equal(TdJobStatus.Queued, state.Status);
        Assert.False(state.IsFinished);
        Assert.Null(state.StartedAt);
        Assert.Null(state.EndedAt);
        Assert.Null(state.ResultSize);
        Assert.Null(state.RecordCount);
    }

    [Theory]
    [InlineData("""{"status":"running","started_at":"2024-10-01 00:00:02 UTC"}""")]
    [InlineData("""{"status":"running","start_at":"2024-10-01 00:00:02 UTC"}""")]
    [InlineData("""{"status":"running","start_at":null,"started_at":"2024-10-01T00:00:02Z"}""")]
    [InlineData("""{"status":"running","started_at":"","start_at":"2024-09-30 17:00:02 -0700"}""")]
    public async Task GetStatusAsync_StartByEitherName_IsTheSame(string answer)
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/job/status/900100200", 200, answer);

        var state = await wire.Client.Jobs.GetStatusAsync(Id);

        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:00:02"), state.StartedAt);
    }

    [Fact]
    public async Task GetAsync_OfABulkLoad_KeepsItsConfigurationAsJson()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/job/show/900100200",
                200,
                """{"job_id":"900100200","type":"bulkload","status":"RUNNING","query":{"config":{"type":"s3"}},"priority":"-1","result":null}"""
            );

        var job = await wire.Client.Jobs.GetAsync(Id);

        Assert.Equal("""{"config":{"type":"s3"}}""", job.Query);
        Assert.Equal(TdJobType.BulkLoad, job.Type);
        Assert.Equal(TdJobStatus.Running, job.Status);
        Assert.Equal(TdPriority.Low, job.Priority);
    }

    [Fact]
    public async Task GetStatusByDomainKeyAsync_KeyWithSpecialCharacters_IsEscaped()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/job/status_by_domain_key/*", 200, """{"job_id":"900100200","status":"success"}""");

        var state = await wire.Client.Jobs.GetStatusByDomainKeyAsync("sync 1/ä?");

        Assert.Equal(Id, state.JobId);
        Assert.Equal("/v3/job/status_by_domain_key/sync%201%2F%C3%A4%3F", wire.LastRequest.PathAndQuery);
    }

    [Fact]
    public async Task GetStatisticsAsync_CountAsText_IsANumber()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/job/statistics/900100200", 200, """{"records_inserted":"28345"}""");

        Assert.Equal(28_345, (await wire.Client.Jobs.GetStatisticsAsync(Id)).RecordsInserted);
    }

    [Theory]
    [InlineData("""{"job_id":"900100200","former_status":"running"}""", "running")]
    [InlineData("{}", null)]
    public async Task KillAsync_OfEitherAnswer_GivesTheFormerStatus(string answer, string? former)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/job/kill/900100200", 200, answer);

        var status = await wire.Client.Jobs.KillAsync(Id);

        Assert.Equal(former, status?.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("19/../20")]
    [InlineData("-1")]
    [InlineData("123456789012345678901")]
    public async Task GetAsync_ImpossibleId_IsRefusedWithoutARequest(string? id)
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Jobs.GetAsync(id is null ? default : new TdJobId(id)));

        Assert.Equal("jobId", e.ParamName);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task ListAsync_JobsThatMoveMeanwhile_AreListedOnce()
    {
        await using var wire = TreasureDataWire.Start();

        // While the first page is read two jobs are issued, which push the last two of it onto the second page.
        wire.Answers(
            "GET",
            "v3/job/list",
            request =>
                request.Query!["from"].Single() switch
                {
                    "0" => Jobs(Enumerable.Range(1, 100)),
                    "100" => Jobs([99, 100, 101]),
                    _ => """{"count":0,"jobs":[]}""",
                }
        );

        var ids = new List<string>();
        await foreach (var job in wire.Client.Jobs.ListAsync(TdJobStatus.Success))
        {
            ids.Add(job.JobId.ToString()!);
        }

        Assert.Equal(Enumerable.Range(1, 101).Select(id => id.ToString(CultureInfo.InvariantCulture)), ids);
        Assert.Equal(
            [
                "/v3/job/list?from=0&to=99&status=success",
                "/v3/job/list?from=100&to=199&status=success",
                "/v3/job/list?from=103&to=202&status=success",
            ],
            wire.Requests.Select(request => request.PathAndQuery)
        );

        static string Jobs(IEnumerable<int> ids)
        {
            var jobs = ids.Select(id => $$"""{"job_id":{{id}},"type":"trino"}""");
            return "{\"jobs\":[" + string.Join(',', jobs) + "]}";
        }
    }

    [Fact]
    public async Task ListRangeAsync_OfPositions_IncludesTheLast()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/job/list", 200, "{\"count\":1,\"from\":0,\"to\":1,\"jobs\":[" + Success + "]}");

        var jobs = await wire.Client.Jobs.ListRangeAsync(0, 1);

        Assert.Equal(Id, Assert.Single(jobs).JobId);
        Assert.Equal("/v3/job/list?from=0&to=1", wire.LastRequest.PathAndQuery);
    }

    [Fact]
    public async Task IssueAsync_WithAllSettings_SendsThemAsAForm()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/job/issue/hive/crm_raw", 200, """{"job":"900100200","job_id":"900100200","database":"crm_raw"}""");

        var issued = await wire.Client.Jobs.IssueAsync(
            new TdQueryRequest
            {
                Database = "crm_raw",
                Query = "SELECT 'é & ü' AS a+b",
                Type = TdJobType.Hive,
                Priority = TdPriority.VeryLow,
                RetryLimit = 2,
                ResultUrl = "td://@/cdp_out/copy?mode=replace",
                PoolName = "night",
                EngineVersion = "stable",
                DomainKey = "sync-0001",
                ScheduledTime = DateTimeOffset.FromUnixTimeSeconds(1_727_740_800),
            }
        );

        Assert.Equal(new TdIssuedJob(Id, "sync-0001", WasAdopted: false), issued);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["query"] = "SELECT 'é & ü' AS a+b",
                ["priority"] = "-2",
                ["retry_limit"] = "2",
                ["result"] = "td://@/cdp_out/copy?mode=replace",
                ["pool_name"] = "night",
                ["engine_version"] = "stable",
                ["domain_key"] = "sync-0001",
                ["scheduled_time"] = "1727740800",
            },
            wire.LastForm
        );
    }

    [Fact]
    public async Task IssueAsync_WithoutKey_SendsAnotherOneEachTime()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/job/issue/trino/crm_raw", 200, """{"job":900100200}""");
        var request = new TdQueryRequest { Database = "crm_raw", Query = "SELECT 1" };

        var first = await wire.Client.Jobs.IssueAsync(request);
        Assert.Equal(first.DomainKey, wire.LastForm["domain_key"]);
        var second = await wire.Client.Jobs.IssueAsync(request);
        Assert.Equal(second.DomainKey, wire.LastForm["domain_key"]);

        Assert.NotEqual(first.DomainKey, second.DomainKey);
        Assert.Equal(Id, first.JobId);
        Assert.Equal(["query", "domain_key"], wire.LastForm.Keys);
    }

    [Theory]
    [InlineData("\"900100200\"")]
    [InlineData("900100200")]
    public async Task IssueAsync_KeyThatIsTaken_AdoptsTheJob(string conflictsWith)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "POST",
                "v3/job/issue/trino/crm_raw",
                409,
                $$"""
                {"error":"Conflict","message":"Domain key has already been taken","severity":"error","status_code":409,
                 "details":{"conflicts_with":{{conflictsWith}} } }
                """
            );

        var issued = await wire.Client.Jobs.IssueAsync(
            new TdQueryRequest
            {
                Database = "crm_raw",
                Query = "SELECT 1",
                DomainKey = "sync-0001",
            }
        );

        Assert.Equal(new TdIssuedJob(Id, "sync-0001", WasAdopted: true), issued);
        Assert.Single(wire.Requests);
    }

    [Fact]
    public async Task IssueAsync_ConflictWithoutAJob_LooksTheKeyUp()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/job/issue/trino/crm_raw", 409, """{"message":"Domain key has already been taken"}""")
            .Answers("GET", "v3/job/status_by_domain_key/sync-0001", 200, """{"job_id":900100200,"status":"running"}""");

        var issued = await wire.Client.Jobs.IssueAsync(
            new TdQueryRequest
            {
                Database = "crm_raw",
                Query = "SELECT 1",
                DomainKey = "sync-0001",
            }
        );

        Assert.Equal(Id, issued.JobId);
        Assert.True(issued.WasAdopted);
    }

    [Fact]
    public async Task IssueAsync_ConflictAboutSomethingElse_IsARefusal()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/job/issue/trino/crm_raw", 409, """{"message":"too many jobs"}""")
            .Answers("GET", "v3/job/status_by_domain_key/*", 404, """{"message":"Resource not found"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() =>
            wire.Client.Jobs.IssueAsync(new TdQueryRequest { Database = "crm_raw", Query = "SELECT 1" })
        );

        Assert.Equal(HttpStatusCode.Conflict, e.StatusCode);
        Assert.Equal("too many jobs", e.ServiceMessage);
    }

    [Fact]
    public async Task IssueAsync_AnswerWithoutAJob_IsUnexpected()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/job/issue/trino/crm_raw", 200, """{"database":"crm_raw"}""");

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() =>
            wire.Client.Jobs.IssueAsync(new TdQueryRequest { Database = "crm_raw", Query = "SELECT 1" })
        );
    }

    public static TheoryData<TdQueryRequest, string> ImpossibleRequests =>
        new()
        {
            {
                new TdQueryRequest { Database = "CRM", Query = "SELECT 1" },
                "Database"
            },
            {
                new TdQueryRequest { Database = "crm_raw", Query = " " },
                "Query"
            },
            {
                new TdQueryRequest { Database = "crm_raw", Query = new string('x', 1_000_001) },
                "Query"
            },
            {
                new TdQueryRequest
                {
                    Database = "crm_raw",
                    Query = "SELECT 1",
                    RetryLimit = 33,
                },
                "RetryLimit"
            },
            {
                new TdQueryRequest
                {
                    Database = "crm_raw",
                    Query = "SELECT 1",
                    Priority = (TdPriority)3,
                },
                "Priority"
            },
            {
                new TdQueryRequest
                {
                    Database = "crm_raw",
                    Query = "SELECT 1",
                    DomainKey = "",
                },
                "DomainKey"
            },
            {
                new TdQueryRequest
                {
                    Database = "crm_raw",
                    Query = "SELECT 1",
                    Type = TdJobType.BulkLoad,
                },
                "Type"
            },
        };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(ImpossibleRequests))]
    public async Task IssueAsync_ImpossibleRequest_IsRefusedWithoutARequest(TdQueryRequest request, string member)
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Jobs.IssueAsync(request));

        Assert.Equal(member, e.ParamName);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task IssueAsync_QueryOfTheGreatestLength_IsSentWhole()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/job/issue/hive/crm_raw", 200, """{"job_id":"900100200"}""");
        var query = "SELECT '" + new string('é', 2_097_152 - 9) + "'";

        await wire.Client.Jobs.IssueAsync(
            new TdQueryRequest
            {
                Database = "crm_raw",
                Query = query,
                Type = TdJobType.Hive,
            }
        );

        Assert.Equal(query, wire.LastForm["query"]);
    }

    [Theory]
    [InlineData("json", false, "format=json", "[\"a@example.com\",0.5]\n[\"b@example.com\",null]\n")]
    [InlineData("csv", true, "format=csv&header=true", "email,score\na@example.com,0.5\n")]
    [InlineData("tsv", false, "format=tsv", "a@example.com\t0.5\n")]
    public async Task DownloadResultAsync_OfText_WritesItAsItIs(string format, bool header, string query, string body)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/job/status/900100200", 200, """{"status":"success","result_size":20481}""")
            .Answers("GET", "v3/job/result/900100200", 200, body);
        using var destination = new MemoryStream();

        var length = await wire.Client.Jobs.DownloadResultAsync(Id, new TdResultFormat(format), destination, header);

        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(destination.ToArray()));
        Assert.Equal(destination.Length, length);
        Assert.Equal("/v3/job/result/900100200?" + query, wire.LastRequest.PathAndQuery);
        Assert.Equal("identity", wire.Server.LogEntries.Last().RequestMessage!.Headers!["Accept-Encoding"].Single());
    }

    [Fact]
    public async Task DownloadResultAsync_OfARunningJob_SaysToWaitFirst()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/job/status/900100200", 200, """{"status":"running"}""");

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            wire.Client.Jobs.DownloadResultAsync(Id, TdResultFormat.Csv, Stream.Null)
        );

        Assert.Contains("WaitAsync", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadResultAsync_OfAFailedJob_GivesTheEnginesText()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/job/status/900100200", 200, """{"status":"error"}""")
            .Answers("GET", "v3/job/show/900100200", 200, """{"status":"error","debug":{"stderr":"line 1:15: no such table"}}""");

        var e = await Assert.ThrowsAsync<TreasureDataJobFailedException>(() =>
            wire.Client.Jobs.DownloadResultAsync(Id, TdResultFormat.Csv, Stream.Null)
        );

        Assert.Equal("line 1:15: no such table", e.ServiceMessage);
    }

    [Fact]
    public async Task DownloadResultAsync_HeaderInAFormatWithoutOne_IsRefused()
    {
        await using var wire = TreasureDataWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Jobs.DownloadResultAsync(Id, TdResultFormat.JsonLines, Stream.Null, includeHeader: true)
        );
    }
}
