using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class ProfileTests
{
    [Fact]
    public async Task LookUp_WithAToken_TellsSegmentsAndAttributes()
    {
        // reference §10.1; examples/profiles_lookup.json: no API key, the token is the credential
        await using var cdp = await CdpServer.StartAsync();
        var germans = (await cdp.CreateSegmentAsync("Germans", CdpServer.Equal("country", "DE"))).Text("id");
        var buyers = (
            await cdp.CreateSegmentAsync(
                "Buyers",
                """{"type":"And","conditions":[{"type":"Value","leftValue":{"source":{"name":"behavior_purchases"}},"operator":{"type":"GreaterEqual","rightValue":1}}]}"""
            )
        ).Text("id");
        var created = await (
            await cdp.PostAsync(
                "/tokens",
                $$"""{"keyColumn":"external_id","segments":["{{germans}}","{{buyers}}"],"attributeColumns":["country","score"]}"""
            )
        ).JsonAsync();
        var token = created.Text("token");
        var path = $"/cdp/lookup/collect/segments?version=2&token={token}&key.external_id=";
        var none = ("Authorization", "");
        var first = await (await cdp.Server.GetAsync(path + "C-1", none)).JsonAsync();
        var third = await (await cdp.Server.GetAsync(path + "C-3", none)).JsonAsync();
        var nobody = await (await cdp.Server.GetAsync(path + "C-9", none)).JsonAsync();
        Assert.True(Guid.TryParse(token, out _));
        Assert.Equal(
            $$$"""[{"key":{"external_id":"C-1"},"values":["{{{germans}}}","{{{buyers}}}"],"attributes":{"country":"DE","score":1}}]""",
            first.GetRawText()
        );
        Assert.Equal($$"""["{{germans}}"]""", third[0].GetProperty("values").GetRawText());
        Assert.Equal("""[{"key":{"external_id":"C-9"},"values":[],"attributes":{}}]""", nobody.GetRawText());
    }

    [Fact]
    public async Task LookUp_SomethingWrong_IsRefused()
    {
        // reference §16: 5 tokens per call
        await using var cdp = await CdpServer.StartAsync();
        var token = (await (await cdp.PostAsync("/tokens", """{"keyColumn":"external_id"}""")).JsonAsync()).Text("token");
        const string Path = "/cdp/lookup/collect/segments?version=2&token=";
        Assert.Equal(HttpStatusCode.BadRequest, (await cdp.Server.GetAsync(Path)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await cdp.Server.GetAsync(Path + token)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await cdp.Server.GetAsync(Path + Guid.Empty + "&key.external_id=C-1")).StatusCode);
        var six = string.Join(',', Enumerable.Repeat(token, 6));
        Assert.Equal(HttpStatusCode.BadRequest, (await cdp.Server.GetAsync(Path + six + "&key.external_id=C-1")).StatusCode);
    }

    [Theory]
    [InlineData("""{"segments":[]}""", 422)]
    [InlineData("""{"keyColumn":"shoe_size"}""", 422)]
    [InlineData("""{"keyColumn":"external_id","attributeColumns":["time","time","time","time","time","time"]}""", 422)]
    [InlineData("""{"keyColumn":"external_id","segments":["1"]}""", 404)]
    public async Task Create_BreakingARule_IsRefused(string body, int status)
    {
        // reference §16: 5 attributes, 15 segments per token
        await using var cdp = await CdpServer.StartAsync();
        Assert.Equal(status, (int)(await cdp.PostAsync("/tokens", body)).StatusCode);
        Assert.Equal("[]", (await cdp.GetAsync("/tokens")).GetRawText());
    }

    [Fact]
    public async Task Token_Deleted_NoLongerOpensAnything()
    {
        await using var cdp = await CdpServer.StartAsync();
        var created = await (await cdp.PostAsync("/tokens", """{"keyColumn":"external_id"}""")).JsonAsync();
        await cdp.SendAsync(HttpMethod.Delete, $"/audiences/{cdp.Audience}/tokens/{created.Text("id")}");
        var response = await cdp.Server.GetAsync(
            $"/cdp/lookup/collect/segments?version=2&token={created.Text("token")}&key.external_id=C-1"
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
