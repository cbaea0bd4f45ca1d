using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo.Coupons;

public sealed class BrevoCouponsClientTests
{
    private static readonly CreateCouponCollectionRequest s_collection = new() { Name = "Summer", DefaultCoupon = "10 OFF" };

    // reference: the schema of the listing is a single collection, its example {"collections":[…]}
    [Theory]
    [InlineData("""{"collections":[{"id":"c-1","name":"Summer","totalCoupons":10000}]}""")]
    [InlineData("""{"id":"c-1","name":"Summer","totalCoupons":10000}""")]
    [InlineData("""[{"id":"c-1","name":"Summer","totalCoupons":10000}]""")]
    public async Task ListCollectionsAsync_OfEveryShape_ReadsTheCollection(string answer)
    {
        await using var wire = BrevoWire.Start().Answers("GET", "couponCollections", 200, answer);

        var collection = Assert.Single(
            await wire.Client.Coupons.ListCollectionsAsync(CouponCollectionSortField.RemainingCoupons).CollectAsync()
        );

        Assert.Equal("/v3/couponCollections?sortBy=remainingCoupons&limit=100&offset=0&sort=asc", wire.LastRequest.PathAndQuery);
        Assert.Equal(("c-1", "Summer", 10_000L), (collection.Id?.Value, collection.Name, collection.TotalCoupons));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"collections":null}""")]
    [InlineData("""{"collections":[]}""")]
    public async Task ListCollectionsAsync_OfNone_IsEmpty(string answer)
    {
        await using var wire = BrevoWire.Start().Answers("GET", "couponCollections", 200, answer);

        Assert.Empty(await wire.Client.Coupons.ListCollectionsAsync().CollectAsync());
    }

    [Fact]
    public async Task UpdateCollectionAsync_OfNullAndAbsent_WritesThemApart()
    {
        await using var wire = BrevoWire.Start().Answers("PATCH", "couponCollections/c-1", 200, """{"id":"c-1"}""");

        await wire.Client.Coupons.UpdateCollectionAsync(
            "c-1",
            new UpdateCouponCollectionRequest { ExpirationDate = new Optional<DateTimeOffset?>(null), RemainingDaysAlert = 5 }
        );

        Assert.Equal("""{"expirationDate":null,"remainingDaysAlert":5}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Coupons.UpdateCollectionAsync("c-1", new UpdateCouponCollectionRequest())
        );
    }

    [Fact]
    public async Task CreateAsync_OfCoupons_ChecksThemAndSendsThem()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "coupons", 204);

        await wire.Client.Coupons.CreateAsync("c-1", ["A", "a"]);

        Assert.Equal("""{"collectionId":"c-1","coupons":["A","a"]}""", wire.LastRequest.Body);
        foreach (string[] wrong in new string[][] { [], ["A", "A"], ["A", " "], [.. Enumerable.Range(0, 10_001).Select(i => $"{i}")] })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Coupons.CreateAsync("c-1", wrong));
        }
    }

    [Fact]
    public async Task CreateCollectionAsync_AnswerLost_FindsItsOwnAndNeverSendsTwice()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        const string Found = """{"id":"c-2","name":"Summer","defaultCoupon":"10 OFF","createdAt":"2026-11-24T08:00:00Z"}""";
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(
                HttpStatusCode.OK,
                $$"""{"collections":[{{Found}},{"id":"c-1","name":"Summer","defaultCoupon":"10 OFF","createdAt":"2026-11-20T08:00:00Z"}]}"""
            )
            .Then(HttpStatusCode.OK, Found);

        Assert.Equal("c-2", await new BrevoCouponsClient(pipeline.Transport).CreateCollectionAsync(s_collection));

        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(
                HttpStatusCode.OK,
                """{"collections":[{"id":"c-1","name":"Summer","defaultCoupon":"10 OFF","createdAt":"2026-11-20T08:00:00Z"}]}"""
            );
        var e = await Assert.ThrowsAsync<ServiceException>(() =>
            new BrevoCouponsClient(pipeline.Transport).CreateCollectionAsync(s_collection)
        );
        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal(2, pipeline.Handler.Seen.Count(request => request.Method == "POST"));
    }
}
