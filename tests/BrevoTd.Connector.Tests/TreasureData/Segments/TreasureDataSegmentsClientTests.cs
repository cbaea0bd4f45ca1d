using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataSegmentsClientTests
{
    private const string Rule = """
        {"type":"And","conditions":[{"type":"And","description":"","conditions":[{"type":"Value","exclude":false,"leftValue":{"name":"country"},
         "operator":{"type":"Equal","not":false,"rightValue":"DE"},"arrayMatching":null}]}]}
        """;

    private const string Segment = $$"""
        {"audienceId":"341502","id":"8801","name":"Active buyers","realtime":false,"kind":0,"description":null,"segmentFolderId":"52011",
         "population":18233,"createdAt":"2024-05-02T09:11:00Z","updatedAt":"2024-09-28T17:40:12Z","isVisible":true,"numSyndications":5,
         "createdBy":{"id":"77","td_user_id":"1201","name":"Dana Lee"},"updatedBy":null,"rule":{{Rule}}}
        """;

    private const string Sql = "select a.* from cdp_audience_341502.customers a where (a.country = 'DE')";

    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var rig = new CdpRig().Answers($"[{Segment}]");

        var segment = Assert.Single(await rig.Client.Segments.ListAsync(CdpRig.Audience));

        Assert.Equal([$"GET {CdpRig.Cdp}audiences/341502/segments"], rig.Seen);
        Assert.Equal(CdpRig.Segment, segment.Id);
        Assert.Equal(CdpRig.Audience, segment.AudienceId);
        Assert.Equal("Active buyers", segment.Name);
        Assert.Equal(TdSegmentKind.Batch, segment.Kind);
        Assert.Equal(new TdSegmentFolderId(52011), segment.FolderId);
        Assert.Equal(18_233, segment.Population);
        Assert.Equal(5, segment.ActivationCount);
        Assert.True(segment.IsVisible);
        Assert.Equal("And", segment.Rule!.Value.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("segment-batch", TdSegmentKind.Batch)]
    [InlineData("segment-realtime", TdSegmentKind.Realtime)]
    [InlineData("segment-funnel-stage", TdSegmentKind.FunnelStage)]
    [InlineData("segment-of-another-time", null)]
    public async Task GetEntityAsync_OfAResource_ReadsTheSameModel(string type, TdSegmentKind? kind)
    {
        await using var rig = new CdpRig().Answers(
            $$$"""
            {"data":{"id":"8801","type":"{{{type}}}","attributes":{"audienceId":"341502","name":"Active buyers","population":null,"rule":{{{Rule}}}},
             "relationships":{"parentFolder":{"data":{"id":"52011","type":"folder-segment"}},"createdBy":{"data":null} } },"included":[]}
            """
        );

        var segment = await rig.Client.Segments.GetEntityAsync(CdpRig.Segment);

        Assert.Equal([$"GET {CdpRig.Cdp}entities/segments/8801"], rig.Seen);
        Assert.Equal(CdpRig.Segment, segment.Id);
        Assert.Equal(CdpRig.Audience, segment.AudienceId);
        Assert.Equal(kind, segment.Kind);
        Assert.Equal(new TdSegmentFolderId(52011), segment.FolderId);
        Assert.Null(segment.Population);
    }

    [Fact]
    public async Task ReadingCalls_OfFoldersAndStatistics_GoToTheirPaths()
    {
        await using var rig = new CdpRig()
            .Answers("""[{"id":"52000","audienceId":"341502","name":"All","description":null,"createdBy":null}]""")
            .Answers($"[{Segment}]")
            .Answers(
                """
                {"data":[{"id":"52011","type":"folder-segment","attributes":{"audienceId":"341502","name":"EU"},
                          "relationships":{"parentFolder":{"data":{"id":"52000","type":"folder-segment"}}}},
                         {"id":"3","type":"journey","attributes":{"name":"Welcome"},"relationships":{}}],"included":[]}
                """
            )
            .Answers("[[1556382847,1234,true]]");
        var segments = rig.Client.Segments;
        var folder = new TdSegmentFolderId(52000);

        Assert.Equal("All", Assert.Single(await segments.ListFoldersAsync(CdpRig.Audience)).Name);
        Assert.Single(await segments.ListInFolderAsync(CdpRig.Audience, folder));
        var entries = new List<TdFolderEntry>();
        await foreach (var entry in segments.ListFolderEntriesAsync(folder, depth: 3))
        {
            entries.Add(entry);
        }

        Assert.Equal(1_234, Assert.Single(await segments.GetStatisticsAsync(CdpRig.Audience, CdpRig.Segment)).Population);
        Assert.Equal(["folder-segment", "journey"], entries.Select(static entry => entry.Type));
        Assert.Equal(["EU", "Welcome"], entries.Select(static entry => entry.Name));
        Assert.Equal([folder, null], entries.Select(static entry => entry.ParentFolderId));
        Assert.Equal(
            [
                $"GET {CdpRig.Cdp}audiences/341502/folders",
                $"GET {CdpRig.Cdp}audiences/341502/folders/52000/segments",
                $"GET {CdpRig.Cdp}entities/by-folder/52000?depth=3",
                $"GET {CdpRig.Cdp}audiences/341502/segments/8801/statistics",
            ],
            rig.Seen
        );
    }

    [Fact]
    public async Task GetSqlAsync_OfASegment_SendsItsRuleAsItIs()
    {
        await using var rig = new CdpRig().Answers(Segment).Answers($$"""{"sql":"{{Sql}}","statement":{"x":1},"batch_workflows":{} }""");

        var sql = await rig.Client.Segments.GetSqlAsync(CdpRig.Audience, CdpRig.Segment);

        Assert.Equal(Sql, sql);
        Assert.Equal([$"GET {CdpRig.Cdp}audiences/341502/segments/8801", $"POST {CdpRig.Cdp}audiences/341502/segments/query"], rig.Seen);
        CdpRig.SameJson($$"""{"format":"sql","kind":0,"rule":{{Rule}}}""", rig.Last.Body);
    }

    [Theory]
    [InlineData("""{"id":"8801","kind":0}""")]
    [InlineData("""{"id":"8801","kind":0,"rule":null}""")]
    public async Task GetSqlAsync_OfASegmentWhoseRuleIsNotTold_NeverAsksForEverybody(string segment)
    {
        await using var rig = new CdpRig().Answers(segment);

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => rig.Client.Segments.GetSqlAsync(CdpRig.Audience, CdpRig.Segment));

        Assert.Contains("QueryAll", e.Message, StringComparison.Ordinal);
        Assert.Single(rig.Seen);
    }

    [Fact]
    public async Task GetSqlAsync_OfAStageOfAFunnel_IsRefused()
    {
        await using var rig = new CdpRig().Answers($$"""{"id":"8801","kind":2,"rule":{{Rule}}}""");

        await Assert.ThrowsAsync<NotSupportedException>(() => rig.Client.Segments.GetSqlAsync(CdpRig.Audience, CdpRig.Segment));
    }

    [Fact]
    public async Task GetSqlAsync_OfARule_AcceptsObjectsOnly()
    {
        await using var rig = new CdpRig().Answers($$"""{"sql":"{{Sql}}"}""").Answers("""{"sql":" "}""");
        using var rule = JsonDocument.Parse(Rule);

        Assert.Equal(Sql, await rig.Client.Segments.GetSqlAsync(CdpRig.Audience, rule.RootElement));
        CdpRig.SameJson($$"""{"format":"sql","rule":{{Rule}}}""", rig.Last.Body);
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => rig.Client.Segments.GetSqlAsync(CdpRig.Audience, rule.RootElement));
        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.Segments.GetSqlAsync(CdpRig.Audience, default(JsonElement)));
        Assert.Equal(2, rig.Seen.Count);
    }

    [Fact]
    public async Task Query_OfASegment_StreamsItsPeople()
    {
        var result = ResultObject.OfNumbers(3, 1, 2).Gzip;
        await using var rig = new CdpRig().Answers(Segment).Answers($$"""{"sql":"{{Sql}}"}""");
        AnswerJob(rig, result);

        var ids = new List<long>();
        await using (var people = rig.Client.Segments.Query(CdpRig.Audience, CdpRig.Segment))
        {
            Assert.Empty(rig.Seen);
            await foreach (var row in people)
            {
                ids.Add(row.Int64("_col0"));
            }
        }

        Assert.Equal([3, 1, 2], ids);
        Assert.Equal(
            [
                $"GET {CdpRig.Cdp}audiences/341502/segments/8801",
                $"POST {CdpRig.Cdp}audiences/341502/segments/query",
                $"POST {CdpRig.Main}v3/job/issue/trino/cdp_audience_341502",
                $"GET {CdpRig.Main}v3/job/status/900100400",
                $"GET {CdpRig.Main}v3/job/show/900100400",
            ],
            rig.Seen.Take(5)
        );
        var form = Uri.UnescapeDataString(rig.Pipeline.Handler.Seen[2].Body!.Replace('+', ' '));
        Assert.Contains("query=" + Sql, form, StringComparison.Ordinal);
        Assert.Contains("domain_key=brevotd-", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueryAll_OfAParentSegment_SendsNoRule()
    {
        await using var rig = new CdpRig().Answers("""{"sql":"select a.* from cdp_audience_341502.customers a"}""");
        AnswerJob(rig, ResultObject.OfNumbers(1).Gzip);

        await using var people = rig.Client.Segments.QueryAll(CdpRig.Audience);
        await people.GetJobAsync();

        CdpRig.SameJson("""{"format":"sql"}""", rig.Pipeline.Handler.Seen[0].Body);
        Assert.Equal($"POST {CdpRig.Main}v3/job/issue/trino/cdp_audience_341502", rig.Seen[1]);
    }

    [Fact]
    public async Task Query_OfAnUnknownSegment_FailsBeforeAJobIsIssued()
    {
        await using var rig = new CdpRig().Answers("""{"code":"not_found","message":"segment not found"}""", HttpStatusCode.NotFound);

        await using (var people = rig.Client.Segments.Query(CdpRig.Audience, CdpRig.Segment))
        {
            var e = await Assert.ThrowsAsync<ServiceException>(() => people.GetJobAsync());
            Assert.Equal("segments.get", e.Operation);
        }

        Assert.Single(rig.Seen);
    }

    [Fact]
    public async Task Preview_FromBeginToEnd_CountsAndSamples()
    {
        const string Id = "b3a6f5d2-6f0e-4a2e-9f4c-0c1c8f6f2d11";
        var clock = new InstantTime();
        await using var rig = new CdpRig(clock)
            .Answers(
                $$"""{"id":"{{Id}}","queryId":"{{Id}}","status":"running","count":null,"maxPage":null,"error":null,"jobid":"900100400"}"""
            )
            .Answers($$"""{"queryId":"{{Id}}","status":"running"}""")
            .Answers($$"""{"queryId":"{{Id}}","status":"success","count":2,"maxPage":1,"jobid":900100400,"countJobid":null}""")
            .Answers($$"""{"type":"pending","queryId":"{{Id}}","error":null,"names":null,"rows":null}""")
            .Answers(
                $$"""{"type":"rows","queryId":"{{Id}}","error":null,"names":["cdp_customer_id","email"],"rows":[["0d3c","a@example.com"],["7f6e",null]]}"""
            )
            .Answers($$"""{"type":"rows","queryId":"{{Id}}","names":["cdp_customer_id","email"],"rows":[["9a",42]]}""")
            .Answers($$"""{"type":"end","queryId":"{{Id}}"}""");
        var segments = rig.Client.Segments;
        using var rule = JsonDocument.Parse(Rule);

        var begun = await segments.StartPreviewAsync(
            CdpRig.Audience,
            new TdSegmentPreviewRequest { Rule = rule.RootElement, Columns = ["email"] }
        );
        CdpRig.SameJson($$"""{"columns":["email"],"kind":0,"rule":{{Rule}}}""", rig.Last.Body);
        var ended = await segments.WaitForPreviewAsync(CdpRig.Audience, begun.Id!.Value);
        var people = new List<TdPreviewProfile>();
        await foreach (var person in segments.ListPreviewProfilesAsync(CdpRig.Audience, ended.Id!.Value))
        {
            people.Add(person);
        }

        Assert.Equal(new TdJobId(900100400), begun.JobId);
        Assert.Equal(2, ended.Count);
        Assert.Equal(["a@example.com", null, "42"], people.Select(static person => person.Text("email")));
        Assert.Equal("9a", people[2].Text("cdp_customer_id"));
        Assert.Null(people[0].Text("phone"));
        Assert.Equal($"GET {CdpRig.Cdp}audiences/341502/segments/queries/{Id}", rig.Seen[2]);
        Assert.Equal([1, 1, 2, 3], rig.Seen.Skip(3).Select(static request => int.Parse(request[^1..])));
        Assert.Equal(2, clock.Pauses.Count);
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("error")]
    public async Task ListPreviewProfilesAsync_OfAPreviewThatDidNotSucceed_Throws(string type)
    {
        await using var rig = new CdpRig().Answers($$"""{"type":"{{type}}","error":"no column 'ada@example.com'"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(async () =>
        {
            await foreach (var _ in rig.Client.Segments.ListPreviewProfilesAsync(CdpRig.Audience, new TdSegmentPreviewId("q 1")))
            {
                Assert.Fail("There is nobody.");
            }
        });

        Assert.Equal("no column 'ada@example.com'", e.ServiceMessage);
        Assert.DoesNotContain("ada@example.com", e.Message, StringComparison.Ordinal);
        Assert.Contains("/queries/q%201/customers?page=1", rig.Seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task KillPreviewAsync_OfAPreview_GoesToItsPath()
    {
        await using var rig = new CdpRig().Answers("{}");

        await rig.Client.Segments.KillPreviewAsync(CdpRig.Audience, new TdSegmentPreviewId("q1"));

        Assert.Equal([$"POST {CdpRig.Cdp}audiences/341502/segments/queries/q1/kill"], rig.Seen);
    }

    private static void AnswerJob(CdpRig rig, byte[] result)
    {
        const string Job = """
            {"job_id":"900100400","status":"success","type":"trino","database":"cdp_audience_341502","debug":null,
             "hive_result_schema":"[[\"_col0\",\"bigint\"]]","result_size":#}
            """;
        var job = Job.Replace("#", result.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        rig.Answers("""{"job":"900100400","job_id":"900100400","database":"cdp_audience_341502"}""").Answers(job).Answers(job);
        rig.Pipeline.Handler.Otherwise = (_, _) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(result) });
    }
}
