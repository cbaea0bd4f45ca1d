using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoExternalFeedsClientTests
{
    [Fact]
    public async Task GetAsync_OfAnAnswerWithSecrets_ReadsThemAndShowsNone()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(
                """
                {"id":"b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6","name":"Catalog","alias":"catalog","url":"https://api.example.com/products","authType":"basic","username":"feeduser",
                 "password":"feed-password-1","token":null,"maxRetries":3,"cache":true,"headers":[{"name":"Authorization","value":"Bearer feed-secret-2"}],
                 "createdAt":"2025-09-18T13:29:27Z","modifiedAt":""}
                """
            );

        var feed = await Feeds(pipeline).GetAsync("b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6");

        Assert.Equal("feed-password-1", feed.Password);
        Assert.Equal("Bearer feed-secret-2", feed.Headers!.Single().Value);
        Assert.Equal("catalog", feed.Alias);
        Assert.Null(feed.ModifiedAt);
        Assert.Equal("ExternalFeed b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6", feed.ToString());
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_IsFoundByNameAndAddress()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers(
            $$$"""{"count":2,"feeds":[{"id":"a","name":"Catalog","url":"https://example.com/2","createdAt":"{{{CrmWire.Now}}}"},{"id":"b","name":"Catalog","url":"https://example.com/1","createdAt":"{{{CrmWire.Now}}}"}]}"""
        );

        var id = await Feeds(pipeline).CreateAsync(new CreateExternalFeedRequest { Name = "Catalog", Url = "https://example.com/1" });

        Assert.Equal(new ExternalFeedId("b"), id);
        Assert.Equal("feeds?limit=50&sort=desc", pipeline.Request(1).Path);
    }

    [Fact]
    public async Task UpdateAsync_OfHeaders_TellsAbsentFromEmpty()
    {
        await using var pipeline = CrmWire.Start().Answers("", HttpStatusCode.NoContent).Answers("", HttpStatusCode.NoContent);

        await Feeds(pipeline).UpdateAsync("a", new UpdateExternalFeedRequest { Cache = false });
        await Feeds(pipeline).UpdateAsync("a", new UpdateExternalFeedRequest { Headers = [] });

        Assert.Equal(("PUT", "feeds/a", """{"cache":false}"""), pipeline.Request(0));
        Assert.Equal("""{"headers":[]}""", pipeline.Request(1).Body);
    }

    [Fact]
    public async Task Calls_ThatBrevoWouldRefuse_AreRefusedBeforeSending()
    {
        await using var pipeline = CrmWire.Start();
        var feeds = Feeds(pipeline);
        var feed = new CreateExternalFeedRequest { Name = "Catalog", Url = "https://example.com/1" };

        await Assert.ThrowsAsync<ArgumentException>(() => feeds.CreateAsync(feed with { Name = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            feeds.CreateAsync(feed with { AuthType = ExternalFeedAuthType.Basic, Username = "u" })
        );
        await Assert.ThrowsAsync<ArgumentException>(() => feeds.CreateAsync(feed with { AuthType = ExternalFeedAuthType.Token }));
        await Assert.ThrowsAsync<ArgumentException>(() => feeds.CreateAsync(feed with { MaxRetries = 6 }));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            feeds.UpdateAsync("a", new UpdateExternalFeedRequest { Headers = [new ExternalFeedHeader { Value = "x" }] })
        );
        Assert.Throws<ArgumentException>(() => feeds.ListAsync(new ExternalFeedQuery { From = new DateOnly(2026, 11, 1) }));

        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task ListAsync_WithFilters_NamesThem()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"count":0,"feeds":[]}""");

        await Feeds(pipeline)
            .ListAsync(
                new ExternalFeedQuery
                {
                    Search = "cat",
                    From = new DateOnly(2026, 11, 1),
                    To = new DateOnly(2026, 11, 24),
                    AuthType = ExternalFeedAuthType.None,
                }
            )
            .ReadAllAsync();

        Assert.Equal(
            "feeds?search=cat&startDate=2026-11-01&endDate=2026-11-24&authType=noAuth&limit=500&offset=0&sort=asc",
            pipeline.Request().Path
        );
    }

    private static BrevoExternalFeedsClient Feeds(Pipeline pipeline) => new(pipeline.Transport);
}
