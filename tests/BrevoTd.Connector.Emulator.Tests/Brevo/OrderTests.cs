using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class OrderTests
{
    private static string Order(string id, string status = "completed", string more = "") =>
        $$"""{"id":"{{id}}","createdAt":"2021-07-29T20:59:23.383Z","updatedAt":"2021-07-30T10:59:23.383Z","status":"{{status}}","amount":308.42,"products":[{"productId":"P1","quantity":10,"price":99.99}]{{more}}}""";

    // reference openapi-derived POST /orders/status: upsert by id, coupons are stored case insensitive
    [Fact]
    public async Task Upsert_Twice_IsOneOrderInItsLastState()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var id = brevo.Brevo.AddContact("a@example.com");
        (
            await brevo.PostAsync(
                "orders/status",
                Order("14", "pending", ""","identifiers":{"email_id":"a@example.com"},"coupons":["EASTER15OFF"],"storeId":"ST-21" """)
            )
        ).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync("orders/status", Order("14"))).ExpectNothing(HttpStatusCode.NoContent);

        var listed = (await brevo.GetAsync("orders")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, listed.GetProperty("count").GetInt32());
        var order = listed.GetProperty("orders")[0];
        Assert.Equal("completed", order.GetProperty("status").GetString());
        Assert.Equal("ST-21", order.GetProperty("storeId").GetString());
        Assert.Equal("""["easter15off"]""", order.GetProperty("coupons").GetRawText());
        Assert.Equal(id, order.GetProperty("contact_id").GetInt64());
        Assert.Equal("308.42", order.GetProperty("amount").GetRawText());
    }

    [Theory]
    [InlineData(
        """{"createdAt":"2021-07-29T20:59:23Z","updatedAt":"2021-07-29T20:59:23Z","status":"s","amount":1,"products":[]}""",
        "missing_parameter"
    )]
    [InlineData(
        """{"id":"1","createdAt":"then","updatedAt":"2021-07-29T20:59:23Z","status":"s","amount":1,"products":[]}""",
        "invalid_parameter"
    )]
    [InlineData(
        """{"id":"1","createdAt":"2021-07-29T20:59:23Z","updatedAt":"2021-07-29T20:59:23Z","status":"s","amount":"1","products":[]}""",
        "invalid_parameter"
    )]
    [InlineData(
        """{"id":"1","createdAt":"2021-07-29T20:59:23Z","updatedAt":"2021-07-29T20:59:23Z","status":"s","amount":1,"products":[{"productId":"P","price":1}]}""",
        "missing_parameter"
    )]
    [InlineData(
        """{"id":"1","createdAt":"2021-07-29T20:59:23Z","updatedAt":"2021-07-29T20:59:23Z","status":"s","amount":1,"products":[{"quantity":1,"price":1}]}""",
        "missing_parameter"
    )]
    public async Task Upsert_OfAWrongOrder_Refused(string json, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync("orders/status", json)).ExpectError(400, code);
        (await brevo.PostAsync("orders/status/batch", $$"""{"orders":[{{json}}]}""")).ExpectError(400, code);
    }

    // reference §5: asynchronous, 202 with batch_id and count, 1,000 orders
    [Fact]
    public async Task Batch_Accepted_IsAppliedLater()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        await using var brevo = await BrevoHttp.StartAsync(o =>
        {
            o.TimeProvider = clock;
            o.ImportProcessingTime = TimeSpan.FromSeconds(5);
        });

        var accepted = (
            await brevo.PostAsync("orders/status/batch", $$"""{"orders":[{{Order("1")}},{{Order("2")}}],"historical":true}""")
        ).Expect(HttpStatusCode.Accepted);
        Assert.Equal(2, accepted.GetProperty("count").GetInt32());
        Assert.Equal(1, accepted.GetProperty("batch_id").GetInt32());
        Assert.Equal(0, (await brevo.GetAsync("orders")).Json.GetProperty("count").GetInt32());

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(2, (await brevo.GetAsync("orders")).Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Batch_AboveOneThousand_Refused()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        string Orders(int count) => $$"""{"orders":[{{string.Join(',', Enumerable.Range(0, count).Select(i => Order($"{i}")))}}]}""";
        (await brevo.PostAsync("orders/status/batch", Orders(1_001))).ExpectError(400, "out_of_range");
        (await brevo.PostAsync("orders/status/batch", Orders(1_000))).Expect(HttpStatusCode.Accepted);
        (await brevo.PostAsync("orders/status/batch", """{"orders":[]}""")).ExpectError(400, "missing_parameter");
    }

    // reference §7: /orders 50 / 100, modifiedSince, createdSince, sort by creation, default descending
    [Fact]
    public async Task List_PagesAndFilters_AsTheReferenceSays()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        for (var i = 0; i < 3; i++)
            await brevo.PostAsync("orders/status", Order($"{i}"));

        Assert.Equal("2 1 0", await IdsAsync(brevo, "orders"));
        Assert.Equal("0 1", await IdsAsync(brevo, "orders?sort=asc&limit=2"));
        Assert.Equal("0", await IdsAsync(brevo, "orders?offset=2"));
        Assert.Equal("", await IdsAsync(brevo, "orders?modifiedSince=2021-07-30T10:59:23.383Z"));
        Assert.Equal("2 1 0", await IdsAsync(brevo, "orders?modifiedSince=2021-07-30T10:59:23.382Z"));
        Assert.Equal("", await IdsAsync(brevo, "orders?createdSince=2022-01-01"));
        (await brevo.GetAsync("orders?limit=101")).ExpectError(400, "out_of_range");
    }

    private static async Task<string> IdsAsync(BrevoHttp brevo, string path) =>
        string.Join(
            ' ',
            (await brevo.GetAsync(path))
                .Expect(HttpStatusCode.OK)
                .GetProperty("orders")
                .EnumerateArray()
                .Select(static order => order.GetProperty("id").GetString())
        );
}
