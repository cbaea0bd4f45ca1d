using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class SyndicationTests
{
    private const string Columns =
        """[{"column":"EMAIL","source":{"column":"email"}},{"column":"COUNTRY","source":{"column":"country"}}]""";

    [Fact]
    public async Task Syndication_FromCreateToDelete_FollowsTheReference()
    {
        // reference §10: segments/{sid}/syndications; examples/cdp_syndications.json
        await using var cdp = await CdpServer.StartAsync();
        var (path, created) = await CreateAsync(cdp);
        var one = $"{path}/{created.Text("id")}";
        var list = await cdp.Server.GetJsonAsync(path);
        var updated = await (await cdp.SendAsync(HttpMethod.Put, one, """{"scheduleType":"hourly"}""")).JsonAsync();
        var all = await cdp.GetAsync("/syndications");
        var light = await cdp.GetAsync("/syndications?without_detail=true");
        var entities = await cdp.Server.GetJsonAsync($"/entities/parent_segments/{cdp.Audience}/syndications");
        var inUse = await cdp.SendAsync(HttpMethod.Delete, path[..path.LastIndexOf('/')]);
        var deleted = await cdp.SendAsync(HttpMethod.Delete, one);
        string[] members =
        [
            "activationTemplateId",
            "allColumns",
            "audienceId",
            "columns",
            "connectionId",
            "connectorConfig",
            "createdAt",
            "createdBy",
            "description",
            "emailRecipients",
            "endOn",
            "executions",
            "id",
            "name",
            "notifyOn",
            "repeatFrequency",
            "repeatSubFrequency",
            "repeatUnit",
            "scheduleOption",
            "scheduleType",
            "segmentId",
            "startAt",
            "timezone",
            "updatedAt",
            "updatedBy",
            "valid",
        ];
        Assert.Equal(members, created.Names());
        Assert.Equal(Columns, created.GetProperty("columns").GetRawText());
        Assert.Equal(created.GetRawText(), list[0].GetRawText());
        Assert.Equal("hourly", updated.Text("scheduleType"));
        Assert.Equal("4410", updated.Text("connectionId"));
        Assert.Equal(updated.GetRawText(), all[0].GetRawText());
        Assert.Equal(updated.GetRawText(), entities[0].GetRawText());
        Assert.False(light[0].TryGetProperty("executions", out _));
        Assert.Equal(HttpStatusCode.Conflict, inUse.StatusCode);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cdp.Server.GetAsync(one)).StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WritesTheTable_AndIsAnExecution(bool legacy)
    {
        // reference §10: syndications/{id}/run is legacy, entities/…/run is new; table cdp_syndication_{id}
        await using var cdp = await CdpServer.StartAsync();
        var (path, created) = await CreateAsync(cdp);
        var id = created.Text("id");
        var run = legacy ? $"{path}/{id}/run" : $"/entities/segments/{created.Text("segmentId")}/syndications/{id}/run";
        var execution = await (await cdp.SendAsync(HttpMethod.Post, run, "")).JsonAsync();
        await cdp.WaitForAttemptAsync(execution.Text("workflowAttemptId"));
        var shown = Assert.Single((await cdp.Server.GetJsonAsync($"{path}/{id}")).GetProperty("executions").EnumerateArray());
        string[] members = ["createdAt", "finishedAt", "status", "syndicationId", "workflowAttemptId", "workflowId", "workflowSessionId"];
        Assert.Equal(members, execution.Names());
        Assert.Equal(members, shown.Names());
        Assert.Equal("success", shown.Text("status"));
        Assert.Equal(JsonValueKind.String, shown.GetProperty("finishedAt").ValueKind);
        Assert.Equal(
            "[\"a@example.com\",\"DE\"]\n[\"o'neil@example.org\",\"DE\"]\n",
            await cdp.Server.QueryAsync("cdp_audience_" + cdp.Audience, $"SELECT email, country FROM cdp_syndication_{id} ORDER BY 1")
        );
    }

    [Fact]
    public async Task Create_ColumnThatIsNotThere_Answers422()
    {
        await using var cdp = await CdpServer.StartAsync();
        var segment = (await cdp.CreateSegmentAsync("Germans", null)).Text("id");
        var response = await cdp.PostAsync(
            $"/segments/{segment}/syndications",
            """{"name":"x","columns":[{"column":"SHOE","source":{"column":"shoe_size"}}]}"""
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("unprocessable_entity", (await response.JsonAsync()).Text("code"));
    }

    private static async Task<(string Path, JsonElement Created)> CreateAsync(CdpServer cdp)
    {
        var segment = (await cdp.CreateSegmentAsync("Germans", CdpServer.Equal("country", "DE"))).Text("id");
        var path = $"/audiences/{cdp.Audience}/segments/{segment}/syndications";
        var body =
            $$$"""{"name":"Daily export","allColumns":false,"columns":{{{Columns}}},"scheduleType":"daily","scheduleOption":"02:00","connectionId":"4410","connectorConfig":{}}""";
        var response = await cdp.SendAsync(HttpMethod.Post, path, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (path, await response.JsonAsync());
    }
}
