using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>Products, categories, the e-commerce application and coupons.</summary>
public sealed class CatalogTests
{
    // reference openapi-derived POST /products and /categories: 201 for a new one, 204 for an update, 400 for one that exists without updateEnabled
    [Theory]
    [InlineData("products")]
    [InlineData("categories")]
    public async Task Upsert_NewExistingAndRefused_AsTheReferenceSays(string kind)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        Assert.Equal(
            """{"id":"1"}""",
            (await brevo.PostAsync(kind, """{"id":"1","name":"One"}""")).Expect(HttpStatusCode.Created).GetRawText()
        );
        (await brevo.PostAsync(kind, """{"id":"1","name":"Again"}""")).ExpectError(400, "duplicate_parameter");
        (await brevo.PostAsync(kind, """{"id":"1","url":"https://example.com/1","updateEnabled":true}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );
        (await brevo.PostAsync(kind, """{"id":"2","updateEnabled":true}""")).ExpectError(400, "missing_parameter");
        (await brevo.PostAsync(kind, """{"name":"No id"}""")).ExpectError(400, "missing_parameter");

        var one = (await brevo.GetAsync($"{kind}/1")).Expect(HttpStatusCode.OK);
        Assert.Equal("One", one.GetProperty("name").GetString());
        Assert.Equal("https://example.com/1", one.GetProperty("url").GetString());
        Assert.False(one.GetProperty("isDeleted").GetBoolean());
        (await brevo.GetAsync($"{kind}/2")).ExpectError(404, "document_not_found");
    }

    // reference §5: 100 per call, all or nothing, an id twice is refused, per-item failures are not reported
    [Theory]
    [InlineData("products")]
    [InlineData("categories")]
    public async Task Batch_AllOrNothing_AsTheReferenceSays(string kind)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await brevo.PostAsync(kind, """{"id":"1","name":"One"}""");
        Task<BrevoReply> SendAsync(string items, string more = "") =>
            brevo.PostAsync($"{kind}/batch", $$"""{"{{kind}}":[{{items}}]{{more}}}""");

        (await SendAsync("""{"id":"2","name":"Two"},{"id":"1","name":"One"}""")).ExpectError(400, "duplicate_parameter");
        (await brevo.GetAsync($"{kind}/2")).ExpectError(404, "document_not_found");
        Assert.Equal(
            """{"createdCount":1,"updatedCount":1}""",
            (await SendAsync("""{"id":"2","name":"Two"},{"id":"1"}""", ""","updateEnabled":true"""))
                .Expect(HttpStatusCode.Created)
                .GetRawText()
        );
        (await SendAsync("""{"id":"3","name":"a"},{"id":"3","name":"b"}""")).ExpectError(400, "duplicate_parameter");
        var many = string.Join(',', Enumerable.Range(10, 101).Select(static i => $$"""{"id":"{{i}}","name":"n"}"""));
        (await SendAsync(many, ""","updateEnabled":true""")).ExpectError(400, "out_of_range");
        (await SendAsync("")).ExpectError(400, "missing_parameter");
        Assert.Equal(2, (await brevo.GetAsync(kind)).Json.GetProperty("count").GetInt32());
    }

    // reference §3: 1,000 products when updateEnabled is true and the account has a raised limit
    [Fact]
    public async Task ProductBatch_WithARaisedLimit_TakesMoreUpdates()
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.BrevoChoices = new() { RaisedProductLimit = true });
        var many = string.Join(',', Enumerable.Range(0, 101).Select(static i => $$"""{"id":"{{i}}","name":"n"}"""));
        (await brevo.PostAsync("products/batch", $$"""{"products":[{{many}}]}""")).ExpectError(400, "out_of_range");
        (await brevo.PostAsync("products/batch", $$"""{"products":[{{many}}],"updateEnabled":true}""")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Products_FiltersOrderAndSearch_AsTheReferenceSays()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        foreach (
            var product in new[]
            {
                """{"id":"a","name":"Lamp 12","sku":"x","price":30,"categories":["c1"]}""",
                """{"id":"b","name":"Chair","sku":"12","price":10.5}""",
                """{"id":"c","name":"Table","sku":"123","price":20,"isDeleted":true}""",
                """{"id":"d12","name":"Rug"}""",
            }
        )
            (await brevo.PostAsync("products", product)).Expect(HttpStatusCode.Created);

        Assert.Equal("d12 c b a", await IdsAsync(brevo, "products"));
        Assert.Equal("a b", await IdsAsync(brevo, "products?sort=asc&limit=2"));
        Assert.Equal("b c a d12", await IdsAsync(brevo, "products?search=12"));
        Assert.Equal("b c a d12", await IdsAsync(brevo, "products?search=12&sort=asc"));
        Assert.Equal("a", await IdsAsync(brevo, "products?name=LAM"));
        Assert.Equal("b", await IdsAsync(brevo, "products?price[lt]=20"));
        Assert.Equal("c a", await IdsAsync(brevo, "products?price[gte]=20"));
        Assert.Equal("a", await IdsAsync(brevo, "products?price%5Bgt%5D=20"));
        Assert.Equal("d12 b c a", await IdsAsync(brevo, "products?sortByField=price&sort=asc"));
        Assert.Equal("c d12 a b", await IdsAsync(brevo, "products?sortByField=name"));
        Assert.Equal("d12 b a", await IdsAsync(brevo, "products?isDeleted=false"));
        Assert.Equal("a", await IdsAsync(brevo, "products?categories=c1"));
        Assert.Equal("c a", await IdsAsync(brevo, "products?ids=a&ids=c"));
        Assert.Equal("", await IdsAsync(brevo, "products?createdSince=2999-01-01"));
        (await brevo.GetAsync("products?name=ab")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync("products?limit=1001")).ExpectError(400, "out_of_range");
        (await brevo.GetAsync("products?sortByField=size")).ExpectError(400, "invalid_parameter");
    }

    // reference §3: metaInfo 20,000 characters
    [Fact]
    public async Task Product_WithTooMuchMetaInfo_Refused()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        Task<BrevoReply> SendAsync(int length) =>
            brevo.PostAsync("products", $$$"""{"id":"{{{length}}}","name":"n","metaInfo":{"a":"{{{new string('x', length)}}}"}}""");
        (await SendAsync(19_992)).Expect(HttpStatusCode.Created);
        (await SendAsync(19_993)).ExpectError(400, "out_of_range");
    }

    [Fact]
    public async Task ProductAlert_ForAContact_NeedsProductAndIdentifier()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await brevo.PostAsync("products", """{"id":"a b","name":"n"}""");
        (
            await brevo.PostAsync("products/a%20b/alerts/back_in_stock", """{"contactIdentifiers":{"email":"a@example.com"}}""")
        ).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync("products/a%20b/alerts/back_in_stock", """{"contactIdentifiers":{}}""")).ExpectError(
            400,
            "missing_parameter"
        );
        (await brevo.PostAsync("products/none/alerts/back_in_stock", """{"contactIdentifiers":{"sms":"33612345678"}}""")).ExpectError(
            404,
            "document_not_found"
        );
    }

    // reference openapi-derived /ecommerce/config/displayCurrency: 403 before activation, 422 for a code that is none
    [Fact]
    public async Task Ecommerce_Currency_NeedsActivation()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.GetAsync("ecommerce/config/displayCurrency")).ExpectError(403, "permission_denied");
        (await brevo.PostAsync("ecommerce/activate", "")).ExpectNothing(HttpStatusCode.OK);
        Assert.Equal("""{"code":"EUR"}""", (await brevo.GetAsync("ecommerce/config/displayCurrency")).Body);
        (await brevo.PostAsync("ecommerce/config/displayCurrency", """{"code":"euro"}""")).ExpectError(422, "unprocessable_entity");
        Assert.Equal("""{"code":"USD"}""", (await brevo.PostAsync("ecommerce/config/displayCurrency", """{"code":"USD"}""")).Body);
        await brevo.PostAsync("ecommerce/activate", "");
        Assert.Equal("""{"code":"USD"}""", (await brevo.GetAsync("ecommerce/config/displayCurrency")).Body);
    }

    [Fact]
    public async Task Coupons_WholeLife_AsTheReferenceSays()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var id = (
            await brevo.PostAsync(
                "couponCollections",
                """{"name":"Summer","defaultCoupon":"10 OFF","expirationDate":"2027-01-01T00:00:00Z","remainingDaysAlert":5}"""
            )
        )
            .Expect(HttpStatusCode.Created)
            .GetProperty("id")
            .GetString();
        Assert.True(Guid.TryParse(id, out _));
        (await brevo.PostAsync("coupons", $$"""{"collectionId":"{{id}}","coupons":["A","B"]}""")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync("coupons", $$"""{"collectionId":"{{id}}","coupons":["A","A"]}""")).ExpectError(400, "duplicate_parameter");
        (await brevo.PostAsync("coupons", """{"collectionId":"x","coupons":["A"]}""")).ExpectError(404, "document_not_found");

        // Null removes, a member that is not there stays.
        Assert.Equal(
            $$"""{"id":"{{id}}","name":"Summer","defaultCoupon":"20 OFF"}""",
            (
                await brevo.SendAsync(HttpMethod.Patch, $"couponCollections/{id}", """{"defaultCoupon":"20 OFF","expirationDate":null}""")
            ).Body
        );
        var collection = (await brevo.GetAsync($"couponCollections/{id}")).Expect(HttpStatusCode.OK);
        Assert.False(collection.TryGetProperty("expirationDate", out _));
        Assert.Equal(5, collection.GetProperty("remainingDaysAlert").GetInt32());
        Assert.Equal(2, collection.GetProperty("totalCoupons").GetInt32());
        Assert.False(collection.TryGetProperty("coupons", out _));
        Assert.Equal(1, (await brevo.GetAsync("couponCollections")).Json.GetProperty("collections").GetArrayLength());
        (await brevo.PostAsync("couponCollections", """{"name":"Summer"}""")).ExpectError(400, "missing_parameter");
        (await brevo.GetAsync("couponCollections/none")).ExpectError(404, "document_not_found");
    }

    private static async Task<string> IdsAsync(BrevoHttp brevo, string path) =>
        string.Join(
            ' ',
            (await brevo.GetAsync(path))
                .Expect(HttpStatusCode.OK)
                .GetProperty("products")
                .EnumerateArray()
                .Select(static product => product.GetProperty("id").GetString())
        );
}
