using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataConnectionsClientTests
{
    private static readonly string s_url = $"postgresql://bot:{Uri.EscapeDataString(Canaries.Token())}@db.example.com/out/contacts";

    [Theory]
    [InlineData("17")]
    [InlineData("\"17\"")]
    public async Task GetIdAsync_OfAName_ReturnsTheId(string id)
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/connections/lookup", 200, $$"""{"id":{{id}}}""");

        Assert.Equal(new TdConnectionId(17), await wire.Client.Connections.GetIdAsync("ware house&x"));
        Assert.Equal("/v3/connections/lookup?name=ware%20house%26x", wire.LastRequest.PathAndQuery);
    }

    [Fact]
    public async Task GetIdAsync_UnknownOrUnnamed_Throws()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/connections/lookup", 404, """{"message":"Resource not found"}""");

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Connections.GetIdAsync("x"))).StatusCode
        );
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Connections.GetIdAsync(" "));
        Assert.Single(wire.Requests);
    }

    [Fact]
    public async Task GetIdAsync_AnswerWithoutAnId_SaysSo()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/connections/lookup", 200, "{}");

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => wire.Client.Connections.GetIdAsync("x"));
    }

    [Fact]
    public async Task ListResultTargetsAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/result/list",
                200,
                $$"""{"results":[{"name":"warehouse","organization":null,"url":"{{s_url}}"},{"name":"bare","url":null}]}"""
            );

        var targets = await wire.Client.Connections.ListResultTargetsAsync();

        Assert.Equal(["warehouse", "bare"], targets.Select(target => target.Name));
        Assert.Equal(s_url, targets[0].Url);
        Assert.Null(targets[1].Url);
        Assert.DoesNotContain("postgresql", targets[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateResultTargetAsync_OfAnAddress_SendsTheForm()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/result/create/warehouse", 200, """{"result":"warehouse"}""");

        await wire.Client.Connections.CreateResultTargetAsync("warehouse", s_url);

        Assert.Equal(new Dictionary<string, string> { ["url"] = s_url }, wire.LastForm);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Connections.CreateResultTargetAsync("warehouse", ""));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CreateResultTargetAsync_AnswerLost_TakesATargetOfTheSameAddressForItsOwn(bool own)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        var found = $$"""{"results":[{"name":"warehouse","url":"{{(own ? s_url : "mysql://db.example.com/x/y")}}"}]}""";
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.OK, found)
            .Then(HttpStatusCode.Conflict, """{"message":"taken"}""")
            .Then(HttpStatusCode.OK, found);

        var call = new TreasureDataConnectionsClient(pipeline.Transport).CreateResultTargetAsync("warehouse", s_url);

        if (own)
        {
            await call;
        }
        else
        {
            Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => call)).StatusCode);
        }
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task DeleteResultTargetIfExistsAsync_ExistingOrGone_Succeeds(int status, bool deleted)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/result/delete/warehouse", status, """{"message":"x"}""");

        Assert.Equal(deleted, await wire.Client.Connections.DeleteResultTargetIfExistsAsync("warehouse"));
        if (deleted)
        {
            await wire.Client.Connections.DeleteResultTargetAsync("warehouse");
        }
        else
        {
            await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Connections.DeleteResultTargetAsync("warehouse"));
        }
    }

    [Fact]
    public async Task ListFederatedQueryConfigsAsync_OfAnArray_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v4/federated_query_configs",
                200,
                """
                [{"id":5,"type":"snowflake","user_id":"300","account_id":1,"name":"lake","connection_id":17,"created_at":"2024-03-27T09:39:42Z",
                  "updated_at":"","settings":{"database":"D"}},{"id":"6"}]
                """
            );

        var configs = await wire.Client.Connections.ListFederatedQueryConfigsAsync();

        var config = configs[0];
        Assert.Equal(("5", "snowflake", "lake", "300", "1"), (config.Id, config.Type, config.Name, config.UserId, config.AccountId));
        Assert.Equal(new TdConnectionId("17"), config.ConnectionId);
        Assert.Equal("""{"database":"D"}""", config.Settings);
        Assert.Equal(TreasureDataWire.Utc("2024-03-27 09:39:42"), config.CreatedAt);
        Assert.Null(config.UpdatedAt);
        Assert.Equal("6", configs[1].Id);
        Assert.Null(configs[1].ConnectionId);
    }
}
