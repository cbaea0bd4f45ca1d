using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo.Products;

public sealed class BrevoProductsClientTests
{
    private static UpsertProductRequest Product(string id = "P11") => new() { Id = id, Name = "Iphone 11" };

    [Fact]
    public async Task UpsertAsync_OfAProduct_SaysWhetherItIsNew()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "products", 201, """{"id":"P11"}""");

        var created = await wire.Client.Products.UpsertAsync(Product() with { Price = 998.10m, IsDeleted = false });

        Assert.True(created.Created);
        Assert.Equal("""{"id":"P11","name":"Iphone 11","price":998.10,"isDeleted":false,"updateEnabled":true}""", wire.LastRequest.Body);
        wire.Server.Reset();
        wire.Answers("POST", "products", 204);
        Assert.False((await wire.Client.Products.UpsertAsync(new UpsertProductRequest { Id = "P11" })).Created);
        Assert.Equal("""{"id":"P11","updateEnabled":true}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndProductThere_Succeeds()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Then(HttpStatusCode.OK, """{"id":"P/11","createdAt":"2026-11-24T08:00:00.000Z"}""");

        await new BrevoProductsClient(pipeline.Transport).CreateAsync(Product("P/11"));

        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(request => request.Method));
        Assert.EndsWith("/products/P%2F11", pipeline.Handler.Seen[1].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndProductOlderThanTheCall_FailsWithTheRefusal()
    {
        const string Older = """{"id":"P11","createdAt":"2026-11-24T07:00:00.000Z"}""";
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.OK, Older)
            .Then(HttpStatusCode.BadRequest, """{"code":"duplicate_parameter","message":"exists"}""")
            .Then(HttpStatusCode.OK, Older);

        var e = await Assert.ThrowsAsync<ServiceException>(() => new BrevoProductsClient(pipeline.Transport).CreateAsync(Product()));

        Assert.Equal("duplicate_parameter", e.ErrorCode);
        Assert.True(e.MayHaveBeenProcessed);
    }

    [Fact]
    public async Task CreateBatchAsync_AnswerLost_IsNotRepeatedButAnUpsertIs()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.Created, """{"createdCount":2,"updatedCount":7}""");
        var products = new BrevoProductsClient(pipeline.Transport);

        await Assert.ThrowsAsync<ServiceException>(() => products.CreateBatchAsync([Product()]));
        var result = await products.UpsertBatchAsync([Product()]);

        Assert.Equal((2L, 7L), (result.CreatedCount, result.UpdatedCount));
        Assert.Equal(3, pipeline.Handler.Seen.Count);
        Assert.EndsWith("\"updateEnabled\":false}", pipeline.Handler.Seen[0].Body, StringComparison.Ordinal);
        Assert.EndsWith("\"updateEnabled\":true}", pipeline.Handler.Seen[2].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsertBatchAsync_AboveTheLimit_NeedsTheRaisedOne()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "products/batch", 201, "{}");
        UpsertProductRequest[] products = [.. Enumerable.Range(0, 101).Select(i => Product($"{i}"))];

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Products.UpsertBatchAsync(products));
        Assert.Contains("100", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Products.CreateBatchAsync(products));
        await wire.Client.Products.UpsertBatchAsync(products, hasRaisedLimit: true);

        Assert.Single(wire.Server.LogEntries);
    }

    [Fact]
    public async Task UpsertBatchAsync_OfOneIdTwice_NamesBothPlaces()
    {
        await using var wire = BrevoWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Products.UpsertBatchAsync([Product("a"), Product("b"), Product("a")])
        );

        Assert.Contains("at 0 and 2", e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, UpsertProductRequest> Wrong =>
        new()
        {
            { "Id", Product(" ") },
            { "Name", Product() with { Name = "" } },
            { "MetaInfo", Product() with { MetaInfo = new Dictionary<string, PropertyValue> { ["a"] = true } } },
            { "20,000", Product() with { MetaInfo = new Dictionary<string, PropertyValue> { ["a"] = new string('é', 19_993) } } },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task UpsertBatchAsync_OfAProductThatBrevoWouldRefuse_NamesItAndSendsNothing(string named, UpsertProductRequest wrong)
    {
        await using var wire = BrevoWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Products.UpsertBatchAsync([Product("other"), wrong]));

        Assert.Contains("Product 1 ", e.Message, StringComparison.Ordinal);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Products.CreateAsync(wrong));
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task CreateAsync_WithoutAName_IsRefusedThoughAnUpsertMayDoWithout()
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Products.CreateAsync(new UpsertProductRequest { Id = "P" }));
    }

    // reference examples/products-list.json: a numeric id
    [Fact]
    public async Task ListAsync_WithFilters_SendsThemAndReadsNumericIds()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "products",
                200,
                """{"products":[{"id":7498033266862,"name":"Alpina","price":49.95,"categories":["279638835374"],"metaInfo":{"brand":"addidas"},"createdAt":"2022-06-30T10:29:16.078Z","isDeleted":true}],"count":1}"""
            );

        var product = Assert.Single(
            await wire
                .Client.Products.ListAsync(
                    new ProductQuery
                    {
                        Ids = ["a b", "c"],
                        Name = "Alp",
                        Price = new PriceFilter { AtLeast = 10.5m, NotEqualTo = 12 },
                        AlternativePrice = new PriceFilter { Below = 100 },
                        IsDeleted = false,
                        SortBy = ProductSortField.Price,
                    }
                )
                .CollectAsync()
        );

        Assert.Equal(
            "/v3/products?ids=a%20b&ids=c&name=Alp&isDeleted=false&sortByField=price&price[gte]=10.5&price[ne]=12&alternativePrice[lt]=100&limit=1000&offset=0&sort=asc",
            wire.LastRequest.PathAndQuery
        );
        Assert.Equal("7498033266862", product.Id);
        Assert.Equal(49.95m, product.Price);
        Assert.Equal("addidas", product.MetaInfo!["brand"].AsText);
        Assert.True(product.IsDeleted);
    }

    [Fact]
    public async Task ListAsync_ByAShortName_IsRefused()
    {
        await using var wire = BrevoWire.Start();

        var e = Assert.Throws<ArgumentException>(() => wire.Client.Products.ListAsync(new ProductQuery { Name = "ab" }));

        Assert.Contains("3 characters", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAlertAsync_OfAContact_SendsItsIdentifiers()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "products/P 11/alerts/back_in_stock", 204);

        await wire.Client.Products.CreateAlertAsync(
            "P 11",
            ProductAlertType.BackInStock,
            new ProductAlertContact { Email = "a@example.com" }
        );

        Assert.Equal("/v3/products/P%2011/alerts/back_in_stock", wire.LastRequest.PathAndQuery);
        Assert.Equal("""{"contactIdentifiers":{"email":"a@example.com"}}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Products.CreateAlertAsync("P", ProductAlertType.BackInStock, new ProductAlertContact())
        );
    }
}
