using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class SegmentQueryTests
{
    [Fact]
    public async Task Query_RuleOfTheReference_IsItsSql()
    {
        // examples/cdp_segment_sql.json
        await using var cdp = await CdpServer.StartAsync();
        var answer = await SqlAsync(cdp, CdpServer.Equal("country", "DE"));
        Assert.Equal(
            $$"""{"sql":"select a.* from cdp_audience_{{cdp.Audience}}.customers a where (a.country = 'DE')"}""",
            await answer.Content.ReadAsStringAsync()
        );
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"type":"And","conditions":[]}""")]
    [InlineData("""{"type":"And","conditions":[{"type":"Or","conditions":[]}]}""")]
    public async Task Query_EmptyRule_IsEverybody(string rule)
    {
        // reference §10: empty rule or no rule = SQL for the whole parent segment
        await using var cdp = await CdpServer.StartAsync();
        Assert.Equal(4, (await MembersAsync(cdp, rule)).Length);
    }

    [Theory]
    [InlineData("country", """{"type":"NotEqual","rightValue":"DE"}""", "C-2")]
    [InlineData("country", """{"type":"In","rightValues":["FR","ES"]}""", "C-2")]
    [InlineData("country", """{"type":"In","not":true,"rightValues":["FR","ES"]}""", "C-1 C-3")]
    [InlineData("country", """{"type":"IsNull"}""", "C-4")]
    [InlineData("country", """{"type":"IsNull","not":true}""", "C-1 C-2 C-3")]
    [InlineData("score", """{"type":"GreaterEqual","rightValue":5}""", "C-2 C-3")]
    [InlineData("score", """{"type":"Less","rightValue":"5"}""", "C-1")]
    [InlineData("email", """{"type":"Contain","rightValues":["b@","'neil"]}""", "C-2 C-3")]
    [InlineData("email", """{"type":"StartWith","rightValue":"o'"}""", "C-3")]
    [InlineData("email", """{"type":"EndWith","rightValue":".com"}""", "C-1 C-2")]
    [InlineData("email", """{"type":"Regexp","rightValue":"^[ab]@"}""", "C-1 C-2")]
    [InlineData("email", """{"type":"Equal","rightValue":"o'neil@example.org"}""", "C-3")]
    [InlineData("time", """{"type":"TimeWithinPast","unit":"month","value":1}""", "")]
    [InlineData("time", """{"type":"TimeWithinPast","unit":"year","value":1000}""", "C-1 C-2 C-3 C-4")]
    public async Task Query_Operator_FindsItsMembers(string column, string operation, string expected)
    {
        await using var cdp = await CdpServer.StartAsync();
        Assert.Equal(expected, string.Join(' ', await MembersAsync(cdp, CdpServer.Rule(column, operation))));
    }

    [Theory]
    [InlineData("""{"type":"GreaterEqual","rightValue":1}""", "", "C-1 C-2")]
    [InlineData("""{"type":"GreaterEqual","rightValue":2}""", "", "C-1")]
    [InlineData("""{"type":"Greater","rightValue":6}""", ""","aggregation":{"type":"Sum","column":"amount"}""", "C-1")]
    [InlineData(
        """{"type":"GreaterEqual","rightValue":1}""",
        ""","filter":{"type":"And","conditions":[{"type":"Column","column":"category","operator":{"type":"In","rightValues":["B"]}}]}""",
        "C-1"
    )]
    public async Task Query_Behavior_FindsWhoDidIt(string operation, string members, string expected)
    {
        await using var cdp = await CdpServer.StartAsync();
        var rule =
            $$"""{"type":"And","conditions":[{"type":"Value","leftValue":{"source":{"name":"behavior_purchases"}{{members}}},"operator":{{operation}}}]}""";
        Assert.Equal(expected, string.Join(' ', await MembersAsync(cdp, rule)));
    }

    [Fact]
    public async Task Query_ReferenceAndExclude_AreFollowed()
    {
        await using var cdp = await CdpServer.StartAsync();
        var germans = (await cdp.CreateSegmentAsync("Germans", CdpServer.Equal("country", "DE"))).Text("id");
        var rule =
            $$$"""{"type":"And","conditions":[{"type":"Reference","id":"{{{germans}}}","exclude":false},{"type":"Value","exclude":true,"leftValue":{"name":"score"},"operator":{"type":"Equal","rightValue":9}}]}""";
        Assert.Equal(["C-1"], await MembersAsync(cdp, rule));
    }

    [Theory]
    [InlineData(
        """{"type":"And","conditions":[{"type":"Value","leftValue":{"name":"shoe_size"},"operator":{"type":"Equal","rightValue":1}}]}""",
        422
    )]
    [InlineData(
        """{"type":"And","conditions":[{"type":"Value","leftValue":{"name":"score"},"operator":{"type":"Equal","rightValue":"big"}}]}""",
        422
    )]
    [InlineData("""{"type":"And","conditions":[{"type":"Reference","id":"1"}]}""", 422)]
    [InlineData(
        """{"type":"And","conditions":[{"type":"Value","leftValue":{"name":"score"},"operator":{"type":"Near","rightValue":1}}]}""",
        501
    )]
    [InlineData("""{"type":"Composite","conditions":[]}""", 501)]
    public async Task Query_RuleThatCannotBe_IsRefused(string rule, int status)
    {
        await using var cdp = await CdpServer.StartAsync();
        Assert.Equal(status, (int)(await SqlAsync(cdp, rule)).StatusCode);
        Assert.Equal(status, (int)(await cdp.PostAsync("/segments", $$"""{"name":"x","rule":{{rule}}}""")).StatusCode);
    }

    [Fact]
    public async Task Queries_FromIssueToPages_FollowTheReference()
    {
        // examples/cdp_segment_query.json, cdp_segment_query_customers.json
        await using var cdp = await CdpServer.StartAsync();
        var issued = await (
            await cdp.PostAsync("/segments/queries", $$"""{"columns":["email"],"kind":0,"rule":{{CdpServer.Equal("country", "DE")}}}""")
        ).JsonAsync();
        await cdp.Server.WaitAsync(issued.Text("jobid"));
        var path = "/segments/queries/" + issued.Text("id");
        var status = await cdp.GetAsync(path);
        var page = await cdp.GetAsync(path + "/customers?page=1");
        var end = await cdp.GetAsync(path + "/customers?page=2");
        string[] members = ["count", "countJobid", "customerGroupCount", "error", "id", "jobid", "maxPage", "queryId", "status"];
        Assert.Equal(members, issued.Names());
        Assert.Equal("success", status.Text("status"));
        Assert.Equal(2, status.GetProperty("count").GetInt32());
        Assert.Equal(1, status.GetProperty("maxPage").GetInt32());
        Assert.Equal(["error", "names", "queryId", "rows", "type"], page.Names());
        Assert.Equal("rows", page.Text("type"));
        Assert.Equal("""["cdp_customer_id","email"]""", page.GetProperty("names").GetRawText());
        Assert.Equal(
            ["a@example.com", "o'neil@example.org"],
            page.GetProperty("rows").EnumerateArray().Select(row => row[1].GetString()).Order()
        );
        Assert.Equal("end", end.Text("type"));
        Assert.Equal("[]", end.GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task Queries_Killed_SayKilled()
    {
        // reference §10: queries/{qid}/kill; type is one of rows, end, killed, error, pending
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var cdp = await CdpServer.StartAsync(
            new ConnectorEmulatorOptions { TimeProvider = clock, TreasureDataQueueTime = TimeSpan.FromMinutes(1) }
        );
        var issued = await (await cdp.PostAsync("/segments/queries", """{"columns":["email"]}""")).JsonAsync();
        var path = "/segments/queries/" + issued.Text("id");
        var pending = await cdp.GetAsync(path + "/customers");
        var killed = await (await cdp.PostAsync(path + "/kill", "")).JsonAsync();
        Assert.Equal("running", issued.Text("status"));
        Assert.Equal("pending", pending.Text("type"));
        Assert.Equal("killed", killed.Text("status"));
        Assert.Equal("killed", (await cdp.GetAsync(path + "/customers")).Text("type"));
        Assert.Equal(HttpStatusCode.NotFound, (await cdp.Server.GetAsync($"/audiences/{cdp.Audience}/segments/queries/none")).StatusCode);
    }

    private static Task<HttpResponseMessage> SqlAsync(CdpServer cdp, string rule) =>
        cdp.PostAsync("/segments/query", $$"""{"format":"sql","rule":{{rule}}}""");

    /// <summary>The members as a client finds them: rule, SQL, job, rows (reference §10).</summary>
    private static async Task<string[]> MembersAsync(CdpServer cdp, string rule)
    {
        var sql = (await (await SqlAsync(cdp, rule)).JsonAsync()).Text("sql");
        var rows = await cdp.Server.QueryAsync("cdp_audience_" + cdp.Audience, $"SELECT external_id FROM ({sql}) ORDER BY 1");
        return
        [
            .. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                {
                    using var json = JsonDocument.Parse(line);
                    return json.RootElement[0].GetString()!;
                }),
        ];
    }
}
