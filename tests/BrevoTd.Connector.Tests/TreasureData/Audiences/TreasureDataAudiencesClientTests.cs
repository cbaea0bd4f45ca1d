using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataAudiencesClientTests
{
    private const string Audience = """
        {"id":"341502","name":"Customer 360","description":"","scheduleType":"daily","scheduleOption":"00:00","timezone":"UTC",
         "matrixUpdatedAt":"2024-09-30T01:10:44Z","workflowHiveOnly":false,"hiveEngineVersion":"cdpaudience","hivePoolName":null,
         "prestoPoolName":null,"allowActivationBehavior":false,"maxActivationBehaviorRow":null,"llmEnabled":null,"llmState":"disabled",
         "population":240113,"master":{"parentDatabaseName":"crm_raw","parentTableName":"contacts"},
         "attributes":[{"audienceId":"341502","name":"Country","type":"string","parentDatabaseName":"crm_raw",
           "parentTableName":"contacts_attr","parentColumn":"country","parentKey":"external_id","foreignKey":"external_id","groupingName":null}],
         "behaviors":[{"id":"9001","name":"Purchases","parentDatabaseName":"crm_raw","parentTableName":"orders","parentKey":"external_id",
           "foreignKey":"external_id","schema":[{"name":"Amount","type":"number","parentColumn":"amount"}],"scheduleType":"daily",
           "scheduleOption":null,"defaultTimeFilterEnabled":false,"isRealtime":false}],
         "createdAt":"2023-06-01T08:00:00Z","updatedAt":"2024-09-30T01:10:44Z",
         "createdBy":{"id":"77","td_user_id":"1201","name":"Dana Lee"},"updatedBy":{"id":77,"td_user_id":1201,"name":"Dana Lee"}}
        """;

    private const string Resource = """
        {"id":"341502","type":"parentSegment","attributes":{"name":"Customer 360","description":"","matrixUpdatedAt":"2024-09-30T01:10:44Z",
          "population":240113.0,"scheduleType":"daily","timezone":"UTC","createdAt":"2023-06-01T08:00:00Z","updatedAt":"2024-09-30T01:10:44Z"},
         "relationships":{"parentFolder":{"data":{"id":"52000","type":"folder-segment"}},
          "parentSegmentFolder":{"data":{"id":52011,"type":"folder-segment"}}}}
        """;

    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var rig = new CdpRig().Answers($"[{Audience}]");

        var audience = Assert.Single(await rig.Client.Audiences.ListAsync());

        Assert.Equal([$"GET {CdpRig.Cdp}audiences"], rig.Seen);
        Assert.Equal("application/vnd.treasuredata.v1+json", rig.Last.Headers["Accept"]);
        Assert.Equal("TD1 " + Http.Pipeline.TreasureDataKey, rig.Last.Headers["Authorization"]);
        Assert.Equal(CdpRig.Audience, audience.Id);
        Assert.Equal("Customer 360", audience.Name);
        Assert.Equal(TdCdpScheduleType.Daily, audience.ScheduleType);
        Assert.Equal("00:00", audience.ScheduleOption);
        Assert.Equal("UTC", audience.TimeZone);
        Assert.Equal(TreasureDataWire.Utc("2024-09-30T01:10:44"), audience.RebuiltAt);
        Assert.Equal(240_113, audience.Population);
        Assert.Equal("crm_raw", audience.Master!.DatabaseName);
        Assert.Equal("contacts", audience.Master.TableName);
        var attribute = Assert.Single(audience.Attributes!);
        Assert.Equal(("Country", "string", "country"), (attribute.Name, attribute.Type, attribute.ColumnName));
        var behavior = Assert.Single(audience.Behaviors!);
        Assert.Equal(("9001", "Purchases", "orders"), (behavior.Id, behavior.Name, behavior.TableName));
        Assert.Equal("amount", Assert.Single(behavior.Columns!).ColumnName);
        Assert.Equal("cdpaudience", audience.HiveEngineVersion);
        Assert.Equal("disabled", audience.LlmState);
        Assert.Null(audience.IsLlmEnabled);
        Assert.Equal("1201", audience.CreatedBy!.TdUserId);
        Assert.Equal("77", audience.UpdatedBy!.Id);
    }

    [Theory]
    [InlineData("[{\"data\":#}]")]
    [InlineData("{\"data\":[#],\"included\":[]}")]
    [InlineData("{\"data\":#}")]
    [InlineData("[#]")]
    public async Task ListEntitiesAsync_OfEitherShape_ReadsTheResource(string shape)
    {
        await using var rig = new CdpRig().Answers(shape.Replace("#", Resource, StringComparison.Ordinal));

        var audience = Assert.Single(await ToListAsync(rig.Client.Audiences.ListEntitiesAsync()));

        Assert.Equal([$"GET {CdpRig.Cdp}entities/parent_segments"], rig.Seen);
        Assert.Equal(CdpRig.Audience, audience.Id);
        Assert.Equal("Customer 360", audience.Name);
        Assert.Equal(240_113, audience.Population);
        Assert.Equal(new TdSegmentFolderId(52011), audience.SegmentFolderId);
    }

    [Fact]
    public async Task ListEntitiesAsync_ThatNamesItsNextPage_FollowsIt()
    {
        await using var rig = new CdpRig()
            .Answers($$$"""{"data":[{{{Resource}}}],"pagination":{"nextPage":"Y3Vyc29y=+"}}""")
            .Answers($$$"""{"data":[{{{Resource}}}],"pagination":{"nextPage":"/entities/parent_segments?page[after]=third"}}""")
            .Answers("""{"data":[],"pagination":{"nextPage":null}}""");

        var audiences = await ToListAsync(rig.Client.Audiences.ListEntitiesAsync());

        Assert.Equal(2, audiences.Count);
        Assert.Equal($"GET {CdpRig.Cdp}entities/parent_segments?page%5Bafter%5D=Y3Vyc29y%3D%2B", rig.Seen[1]);
        Assert.Equal($"GET {CdpRig.Cdp}entities/parent_segments?page[after]=third", Uri.UnescapeDataString(rig.Seen[2]));
    }

    [Fact]
    public async Task ListEntitiesAsync_WhoseNextPageIsOnAnotherHost_StaysOnItsOwn()
    {
        await using var rig = new CdpRig()
            .Answers($$$"""{"data":[],"pagination":{"nextPage":"https://example.com/entities/parent_segments?page[after]=x"}}""")
            .Answers("[]");

        await ToListAsync(rig.Client.Audiences.ListEntitiesAsync());

        Assert.StartsWith($"GET {CdpRig.Cdp}entities/parent_segments?", rig.Seen[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListEntitiesAsync_ThatNamesItselfAsNextPage_DoesNotTurnInCircles()
    {
        await using var rig = new CdpRig()
            .Answers("""{"data":[],"pagination":{"nextPage":"same"}}""")
            .Answers("""{"data":[],"pagination":{"nextPage":"same"}}""");

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => ToListAsync(rig.Client.Audiences.ListEntitiesAsync()));
    }

    [Fact]
    public async Task ListEntitiesAsync_WithASizeOfPages_LowersItToTheMaximum()
    {
        await using var rig = new CdpRig().Answers("[]");

        await foreach (var _ in rig.Client.Audiences.ListEntitiesAsync().AsPages(pageSizeHint: 1_000))
        {
            // Only the request counts.
        }

        Assert.Equal($"GET {CdpRig.Cdp}entities/parent_segments?page%5Bsize%5D=100", rig.Seen[0]);
    }

    [Fact]
    public async Task ReadingCalls_OfTheOlderStyle_GoToTheirPaths()
    {
        await using var rig = new CdpRig()
            .Answers(Audience)
            .Answers($$$"""{"data":{{{Resource}}}}""")
            .Answers("""[{"id":341502,"name":"Customer 360","population":null,"scheduleType":"none"}]""")
            .Answers("""[{"audienceId":"341502","name":"Country","visibility":"visible"}]""")
            .Answers("[]")
            .Answers("[[1556382847,1234,true],[1556469247,\"1235\",false]]");
        var audiences = rig.Client.Audiences;

        Assert.Equal(CdpRig.Audience, (await audiences.GetAsync(CdpRig.Audience)).Id);
        Assert.Equal(CdpRig.Audience, (await audiences.GetEntityAsync(CdpRig.Audience)).Id);
        Assert.Equal(CdpRig.Audience, Assert.Single(await audiences.ListVisibleAsync()).Id);
        Assert.Equal("visible", Assert.Single(await audiences.ListAttributesAsync(CdpRig.Audience)).Visibility);
        Assert.Empty(await audiences.ListBehaviorsAsync(CdpRig.Audience));
        var days = await audiences.GetStatisticsAsync(CdpRig.Audience, new DateOnly(2019, 4, 27), new DateOnly(2019, 4, 28));

        Assert.Equal(
            [
                $"GET {CdpRig.Cdp}audiences/341502",
                $"GET {CdpRig.Cdp}entities/parent_segments/341502",
                $"GET {CdpRig.Cdp}master_segments",
                $"GET {CdpRig.Cdp}audiences/341502/attributes",
                $"GET {CdpRig.Cdp}audiences/341502/behaviors",
                $"GET {CdpRig.Cdp}audiences/341502/statistics?from=2019-04-27&to=2019-04-28",
            ],
            rig.Seen
        );
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_556_382_847), days[0].At);
        Assert.Equal([1_234L, 1_235L], days.Select(day => day.Population));
        Assert.Equal([true, false], days.Select(day => day.IsCounted));
    }

    [Fact]
    public async Task GetAsync_OfAComposableParentSegment_ReadsWhatItKnows()
    {
        await using var rig = new CdpRig().Answers(
            """{"id":7,"name":"Warehouse","connectionId":"12","attributes":null,"master":{"schema":"crm"},"unheardOf":{"a":[1]}}"""
        );

        var audience = await rig.Client.Audiences.GetAsync(new TdAudienceId(7));

        Assert.Equal(new TdAudienceId("7"), audience.Id);
        Assert.Null(audience.Attributes);
        Assert.Null(audience.Master!.TableName);
    }

    [Fact]
    public async Task RunAsync_AnswerLostAndRunListed_ReturnsThatRun()
    {
        await using var rig = new CdpRig().Loses().Answers(Runs(("9199", CdpRig.Earlier, "success"), ("9200", CdpRig.Now, "running")));

        var run = await rig.Client.Audiences.RunAsync(CdpRig.Audience);

        Assert.Equal(CdpRig.Attempt, run.AttemptId);
        Assert.Equal([$"POST {CdpRig.Cdp}audiences/341502/run", $"GET {CdpRig.Cdp}audiences/341502/executions"], rig.Seen);
    }

    [Fact]
    public async Task RunAsync_AnswerLostAndNoRunListed_FailsWithoutASecondRun()
    {
        await using var rig = new CdpRig().Loses().Answers(Runs(("9199", CdpRig.Earlier, "success")));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => rig.Client.Audiences.RunAsync(CdpRig.Audience));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Single(rig.Seen, static request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WaitAsync_OfARebuild_LooksUntilItHasEnded()
    {
        var clock = new InstantTime();
        await using var rig = new CdpRig(clock)
            .Answers("[]")
            .Answers(Runs(("9200", CdpRig.Now, "queued")))
            .Answers(Runs(("9200", CdpRig.Now, "unheard_of"), ("9199", CdpRig.Now, "error")))
            .Answers(Runs(("9200", CdpRig.Now, "success")));
        var seen = new List<string?>();

        var run = await rig.Client.Audiences.WaitAsync(CdpRig.Audience, CdpRig.Attempt, progress: new Reports(seen));

        Assert.Equal(TdWorkflowStatus.Success, run.Status);
        Assert.Equal(["queued", "unheard_of", "success"], seen);
        Assert.Equal(3, clock.Pauses.Count);
        Assert.All(clock.Pauses.Zip([1, 2, 4]), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second * 0.8, pair.Second * 1.2));
    }

    [Theory]
    [InlineData("error", "failed")]
    [InlineData("canceled", "stopped")]
    public async Task WaitAsync_OfARebuildThatDoesNotSucceed_Throws(string status, string says)
    {
        await using var rig = new CdpRig().Answers(Runs(("9200", CdpRig.Now, status)));

        var e = await Assert.ThrowsAsync<TreasureDataWorkflowFailedException>(() =>
            rig.Client.Audiences.WaitAsync(CdpRig.Audience, CdpRig.Attempt)
        );

        Assert.Equal(CdpRig.Attempt, e.AttemptId);
        Assert.Equal(new TdWorkflowStatus(status), e.Status);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_OfARunThatIsNeverListed_GivesUp()
    {
        await using var rig = new CdpRig();
        for (var look = 0; look < 10; look++)
        {
            rig.Answers("[]");
        }

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => rig.Client.Audiences.WaitAsync(CdpRig.Audience, CdpRig.Attempt));

        Assert.Equal(10, rig.Seen.Count);
    }

    [Fact]
    public async Task WaitAsync_BeyondItsLimit_TimesOut()
    {
        var clock = new InstantTime();
        await using var rig = new CdpRig(clock);
        for (var look = 0; look < 4; look++)
        {
            rig.Answers(Runs(("9200", CdpRig.Now, "running")));
        }

        await Assert.ThrowsAsync<TimeoutException>(() =>
            rig.Client.Audiences.WaitAsync(CdpRig.Audience, CdpRig.Attempt, new TdWaitOptions { Timeout = TimeSpan.FromSeconds(5) })
        );

        Assert.Equal(5, clock.Pauses.Sum(static pause => pause.TotalSeconds), precision: 3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12a")]
    [InlineData("../1")]
    [InlineData("123456789012345678901")]
    public async Task Calls_WithAnImpossibleId_SendNothing(string id)
    {
        await using var rig = new CdpRig();

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.Audiences.GetAsync(new TdAudienceId(id)));

        Assert.Empty(rig.Seen);
    }

    [Fact]
    public async Task GetAsync_OfAnUnknownParentSegment_SaysSo()
    {
        await using var rig = new CdpRig().Answers(
            """{"errors":[{"code":"record-not-found-error","status":"404","detail":"Record not found"}]}""",
            System.Net.HttpStatusCode.NotFound
        );

        var e = await Assert.ThrowsAsync<ServiceException>(() => rig.Client.Audiences.GetEntityAsync(CdpRig.Audience));

        Assert.Equal("record-not-found-error", e.ErrorCode);
        Assert.Equal("Record not found", e.ServiceMessage);
        Assert.Contains("(record-not-found-error)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DatabaseOf_AParentSegment_IsThatOfItsOutput() =>
        Assert.Equal("cdp_audience_341502", TreasureDataAudiencesClient.DatabaseOf(CdpRig.Audience));

    private static string Runs(params IEnumerable<(string Id, string Created, string Status)> runs) =>
        "["
        + string.Join(
            ',',
            runs.Select(run =>
                $$"""{"workflowId":"31","workflowSessionId":"9100","workflowAttemptId":"{{run.Id}}","createdAt":"{{run.Created}}","finishedAt":null,"status":"{{run.Status}}","audienceId":"341502"}"""
            )
        )
        + "]";

    private static async Task<List<T>> ToListAsync<T>(AsyncPageable<T> pages)
    {
        var all = new List<T>();
        await foreach (var value in pages)
        {
            all.Add(value);
        }

        return all;
    }

    private sealed class Reports(List<string?> seen) : IProgress<TdExecution>
    {
        public void Report(TdExecution value) => seen.Add(value.Status.ToString());
    }
}
