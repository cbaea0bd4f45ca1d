using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class CdpTests
{
    [Fact]
    public async Task ParentSegment_Always_HasTheMembersOfTheReference()
    {
        // reference §10: GET /audiences, /audiences/{id}, /master_segments; examples/cdp_audiences.json
        await using var cdp = await CdpServer.StartAsync();
        var audience = Assert.Single((await cdp.Server.GetJsonAsync("/audiences")).EnumerateArray());
        var one = await cdp.GetAsync("");
        var light = (await cdp.Server.GetJsonAsync("/master_segments"))[0];
        string[] members =
        [
            "allowActivationBehavior",
            "attributes",
            "behaviors",
            "createdAt",
            "createdBy",
            "description",
            "hiveEngineVersion",
            "hivePoolName",
            "id",
            "llmEnabled",
            "llmState",
            "master",
            "matrixUpdatedAt",
            "maxActivationBehaviorRow",
            "name",
            "population",
            "prestoPoolName",
            "scheduleOption",
            "scheduleType",
            "timezone",
            "updatedAt",
            "updatedBy",
            "workflowHiveOnly",
        ];
        Assert.Equal(members, audience.Names());
        Assert.Equal(audience.GetRawText(), one.GetRawText());
        Assert.Equal(cdp.Audience, audience.Text("id"));
        Assert.Equal(4, audience.GetProperty("population").GetInt32());
        Assert.Equal("contacts", audience.GetProperty("master").Text("parentTableName"));
        Assert.Equal("country", audience.GetProperty("attributes")[0].Text("parentColumn"));
        Assert.Equal(["description", "id", "matrixUpdatedAt", "name", "population", "scheduleType", "updatedAt"], light.Names());
        Assert.Equal(HttpStatusCode.NotFound, (await cdp.Server.GetAsync("/audiences/1")).StatusCode);
    }

    [Fact]
    public async Task AttributesAndBehaviors_HaveTypes()
    {
        // reference §10: GET /audiences/{id}/attributes, /behaviors
        await using var cdp = await CdpServer.StartAsync();
        var attribute = (await cdp.GetAsync("/attributes"))[0];
        var behavior = (await cdp.GetAsync("/behaviors"))[0];
        Assert.Equal("string", attribute.Text("type"));
        Assert.Equal("country", attribute.Text("matrixColumnName"));
        Assert.Equal("behavior_purchases", behavior.Text("matrixTableName"));
        Assert.Contains(behavior.GetProperty("schema").EnumerateArray(), c => c.Text("name") == "amount" && c.Text("type") == "number");
    }

    [Fact]
    public async Task OutputTables_Always_CanBeQueried()
    {
        // reference §10: output tables in the database cdp_audience_{audienceId}
        await using var cdp = await CdpServer.StartAsync();
        var rows = await cdp.Server.QueryAsync(
            "cdp_audience_" + cdp.Audience,
            "SELECT c.email, c.country, count(b.amount) FROM customers c LEFT JOIN behavior_purchases b ON b.cdp_customer_id = c.cdp_customer_id GROUP BY 1, 2 ORDER BY 1"
        );
        Assert.Equal(
            "[\"a@example.com\",\"DE\",2]\n[\"b@example.com\",\"FR\",1]\n[\"o'neil@example.org\",\"DE\",0]\n[null,null,0]\n",
            rows
        );
    }

    [Fact]
    public async Task Run_AfterNewRows_RebuildsAndCountsSegments()
    {
        // reference §10: POST /audiences/{id}/run, GET /executions, /statistics
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 10, 1, 0, 0, 0, TimeSpan.Zero));
        await using var cdp = await CdpServer.StartAsync(new ConnectorEmulatorOptions { TimeProvider = clock });
        var segment = (await cdp.CreateSegmentAsync("Germans", CdpServer.Equal("country", "DE"))).Text("id");
        await cdp.Server.Td.LoadJsonAsync("crm_raw", "contacts", ["""{"external_id":"C-5"}"""]);
        await cdp.Server.Td.LoadJsonAsync("crm_raw", "contacts_attr", ["""{"external_id":"C-5","country":"DE"}"""]);
        var execution = await (await cdp.PostAsync("/run", "")).JsonAsync();
        await cdp.WaitForAttemptAsync(execution.Text("workflowAttemptId"));
        clock.Advance(TimeSpan.FromDays(1));
        var again = await (await cdp.PostAsync("/run", "")).JsonAsync();
        await cdp.WaitForAttemptAsync(again.Text("workflowAttemptId"));
        var executions = await cdp.GetAsync("/executions");
        string[] members = ["audienceId", "createdAt", "finishedAt", "status", "workflowAttemptId", "workflowId", "workflowSessionId"];

        Assert.Equal(members, execution.Names());
        Assert.Equal(
            [again.Text("workflowAttemptId"), execution.Text("workflowAttemptId")],
            executions.EnumerateArray().Take(2).Select(e => e.Text("workflowAttemptId"))
        );
        Assert.All(executions.EnumerateArray(), e => Assert.Equal("success", e.Text("status")));
        Assert.Equal(5, (await cdp.GetAsync("")).GetProperty("population").GetInt32());
        Assert.Equal(3, (await cdp.GetAsync("/segments/" + segment)).GetProperty("population").GetInt32());
        Assert.Equal("[[1727740800,3,true],[1727827200,3,true]]", (await cdp.GetAsync($"/segments/{segment}/statistics")).GetRawText());
        Assert.Equal(
            "[[1727827200,3,true]]",
            (await cdp.GetAsync($"/segments/{segment}/statistics?from=1727740801&to=1727827200")).GetRawText()
        );
    }

    [Fact]
    public async Task Segment_FromCreateToDelete_FollowsTheReference()
    {
        // reference §10: /audiences/{id}/segments; examples/cdp_segments.json
        await using var cdp = await CdpServer.StartAsync();
        var created = await cdp.CreateSegmentAsync(
            "Germans",
            CdpServer.Equal("country", "DE"),
            ""","description":"all of them","kind":0"""
        );
        var id = created.Text("id");
        var list = await cdp.GetAsync("/segments");
        var updated = await (
            await cdp.SendAsync(HttpMethod.Put, $"/audiences/{cdp.Audience}/segments/{id}", """{"name":"Deutsche"}""")
        ).JsonAsync();
        var deleted = await cdp.SendAsync(HttpMethod.Delete, $"/audiences/{cdp.Audience}/segments/{id}");
        string[] members =
        [
            "audienceId",
            "createdAt",
            "createdBy",
            "description",
            "id",
            "kind",
            "name",
            "population",
            "realtime",
            "rule",
            "segmentFolderId",
            "updatedAt",
            "updatedBy",
        ];
        Assert.Equal(members, created.Names());
        Assert.Equal(JsonValueKind.Object, created.GetProperty("rule").ValueKind);
        Assert.Equal(created.GetRawText(), list[0].GetRawText());
        Assert.Equal("Deutsche", updated.Text("name"));
        Assert.Equal("all of them", updated.Text("description"));
        Assert.Equal(created.GetProperty("rule").GetRawText(), updated.GetProperty("rule").GetRawText());
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cdp.Server.GetAsync($"/audiences/{cdp.Audience}/segments/{id}")).StatusCode);
    }

    [Fact]
    public async Task Folders_HoldSegments_AndGoOnlyWhenEmpty()
    {
        // reference §10: folders, folders/{fid}/segments, entities/by-folder; §3.2: 409 folder not empty
        await using var cdp = await CdpServer.StartAsync();
        var root = Assert.Single((await cdp.GetAsync("/folders")).EnumerateArray());
        var folder = await (await cdp.PostAsync("/folders", """{"name":"Markets"}""")).JsonAsync();
        var fid = folder.Text("id");
        var segment = (await cdp.CreateSegmentAsync("Germans", CdpServer.Equal("country", "DE"), $",\"segmentFolderId\":\"{fid}\"")).Text(
            "id"
        );
        var inside = await cdp.GetAsync($"/folders/{fid}/segments");
        var shallow = await cdp.Server.GetJsonAsync($"/entities/by-folder/{root.Text("id")}");
        var deep = await cdp.Server.GetJsonAsync($"/entities/by-folder/{root.Text("id")}?depth=2");
        var path = $"/audiences/{cdp.Audience}/folders/{fid}";
        var full = await cdp.SendAsync(HttpMethod.Delete, path);
        await cdp.SendAsync(HttpMethod.Delete, $"/audiences/{cdp.Audience}/segments/{segment}");
        var empty = await cdp.SendAsync(HttpMethod.Delete, path);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("parentFolderId").ValueKind);
        Assert.Equal(root.Text("id"), folder.Text("parentFolderId"));
        Assert.Equal(segment, Assert.Single(inside.EnumerateArray()).Text("id"));
        Assert.Equal(["folder-segment"], shallow.GetProperty("data").EnumerateArray().Select(entity => entity.Text("type")));
        Assert.Equal(["folder-segment", "segment-batch"], deep.GetProperty("data").EnumerateArray().Select(entity => entity.Text("type")));
        Assert.Equal(HttpStatusCode.Conflict, full.StatusCode);
        Assert.Equal("""{"code":"conflict","message":"folder is not empty"}""", await full.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
    }

    [Fact]
    public async Task Entities_AreTheSameObjects()
    {
        // reference §10: /entities/parent_segments, /entities/segments/{id}; examples/cdp_parent_segments_jsonapi.json
        await using var cdp = await CdpServer.StartAsync();
        var segment = (await cdp.CreateSegmentAsync("Germans", CdpServer.Equal("country", "DE"))).Text("id");
        var parents = await cdp.Server.GetJsonAsync("/entities/parent_segments");
        var parent = await cdp.Server.GetJsonAsync("/entities/parent_segments/" + cdp.Audience);
        var entity = (await cdp.Server.GetJsonAsync("/entities/segments/" + segment)).GetProperty("data");
        Assert.Equal(parents[0].GetRawText(), parent.GetRawText());
        Assert.Equal(["attributes", "id", "relationships", "type"], parent.GetProperty("data").Names());
        Assert.Equal("parentSegment", parent.GetProperty("data").Text("type"));
        Assert.Equal(
            ["createdAt", "description", "matrixUpdatedAt", "name", "population", "scheduleType", "timezone", "updatedAt"],
            parent.GetProperty("data").GetProperty("attributes").Names()
        );
        Assert.Equal("Germans", entity.GetProperty("attributes").Text("name"));
        Assert.Equal("folder-segment", entity.GetProperty("relationships").GetProperty("parentFolder").GetProperty("data").Text("type"));
    }

    [Fact]
    public async Task Errors_HaveTheShapeOfTheCdp()
    {
        // reference §3.2: 4xx {code,message}, 5xx {status,error,details}
        await using var cdp = await CdpServer.StartAsync();
        var missing = await cdp.Server.GetAsync("/audiences/7/segments");
        var unknown = await cdp.Server.GetAsync($"/audiences/{cdp.Audience}/journeys");
        var noKey = await cdp.Server.GetAsync("/audiences", ("Authorization", ""));
        cdp.Server.Td.Faults.Add(FaultRule.Status(503) with { Times = 1 });
        var down = await cdp.Server.GetAsync("/audiences");
        Assert.Equal("""{"code":"not_found","message":"audience not found"}""", await missing.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotImplemented, unknown.StatusCode);
        Assert.Equal(["details", "error", "status"], (await unknown.JsonAsync()).Names());
        Assert.Equal("unauthorized", (await noKey.JsonAsync()).Text("code"));
        Assert.Equal(["details", "error", "status"], (await down.JsonAsync()).Names());
    }

    [Fact]
    public async Task CreateParentSegment_OfWhatIsNotThere_SaysSo_AndLeavesNothing()
    {
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "contacts", ["""{"email":"a@example.com"}"""]);
        var noTable = await Assert.ThrowsAsync<ArgumentException>(() =>
            server.Td.CreateParentSegmentAsync(
                new()
                {
                    Name = "x",
                    Database = "crm_raw",
                    Table = "nothing",
                }
            )
        );
        var noColumn = await Assert.ThrowsAsync<ArgumentException>(() => server.Td.CreateParentSegmentAsync(CdpServer.Definition));
        Assert.Contains("crm_raw.nothing", noTable.Message, StringComparison.Ordinal);
        Assert.Contains("external_id", noColumn.Message, StringComparison.Ordinal);
        Assert.Equal("[]", (await server.GetJsonAsync("/audiences")).GetRawText());
    }

    [Fact]
    public async Task Folder_AfterARestart_HasEverything()
    {
        var folder = Directory.CreateTempSubdirectory("td-emulator-").FullName;
        try
        {
            string audience;
            string segment;
            await using (var cdp = await CdpServer.StartAsync(new ConnectorEmulatorOptions { Folder = folder }))
            {
                audience = cdp.Audience;
                segment = (await cdp.CreateSegmentAsync("Germans", CdpServer.Equal("country", "DE"))).GetRawText();
            }

            await using (var server = await TdServer.StartAsync(new ConnectorEmulatorOptions { Folder = folder }))
            {
                Assert.Equal(segment, (await server.GetJsonAsync($"/audiences/{audience}/segments"))[0].GetRawText());
                Assert.Equal(4, (await server.GetJsonAsync("/audiences/" + audience)).GetProperty("population").GetInt32());
                Assert.Equal("success", (await server.GetJsonAsync($"/audiences/{audience}/executions"))[0].Text("status"));
                Assert.Equal("[4]\n", await server.QueryAsync("cdp_audience_" + audience, "SELECT count(*) FROM customers"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
