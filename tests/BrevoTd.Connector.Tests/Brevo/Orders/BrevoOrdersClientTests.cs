using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo.Orders;

public sealed class BrevoOrdersClientTests
{
    private static readonly DateTimeOffset s_created = new(2021, 7, 29, 22, 59, 23, 383, TimeSpan.FromHours(2));

    private static UpsertOrderRequest Order(string id = "14") =>
        new()
        {
            Id = id,
            CreatedAt = s_created,
            UpdatedAt = s_created.AddHours(1),
            Status = "completed",
            Amount = 308.42m,
            Products =
            [
                new OrderLineRequest
                {
                    ProductId = "P1",
                    Quantity = 10,
                    Price = 99.99m,
                },
            ],
        };

    [Fact]
    public async Task UpsertAsync_OfAnOrder_WritesUtcAndExactAmounts()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "orders/status", 204);

        await wire.Client.Orders.UpsertAsync(
            Order() with
            {
                Products =
                [
                    new OrderLineRequest
                    {
                        ProductId = "P1",
                        Quantity = 10,
                        Price = 99.99m,
                        VariantId = "P100",
                    },
                    new OrderLineRequest
                    {
                        ProductId = "P2",
                        QuantityFloat = 20.52m,
                        Price = 0.10m,
                    },
                ],
                Identifiers = new OrderIdentifiers { Email = "example@brevo.com", LoyaltySubscriptionId = "loyalty_id_1" },
                Coupons = ["EASTER15OFF"],
                MetaInfo = new Dictionary<string, PropertyValue>
                {
                    ["gift"] = true,
                    ["source"] = "Website",
                    ["n"] = 3,
                },
            }
        );

        Assert.Equal(
            """{"id":"14","createdAt":"2021-07-29T20:59:23.383Z","updatedAt":"2021-07-29T21:59:23.383Z","status":"completed","amount":308.42,"products":[{"productId":"P1","quantity":10,"variantId":"P100","price":99.99},{"productId":"P2","quantityFloat":20.52,"price":0.10}],"identifiers":{"email_id":"example@brevo.com","loyalty_subscription_id":"loyalty_id_1"},"coupons":["EASTER15OFF"],"metaInfo":{"gift":true,"source":"Website","n":3}}""",
            wire.LastRequest.Body
        );
    }

    // reference: batch_id in the types of August 2026, batchId in the examples; a number, and not a whole one in them
    [Theory]
    [InlineData("""{"batch_id":17,"count":2}""", "17")]
    [InlineData("""{"batch_id":null,"count":2}""", null)]
    [InlineData("""{"batchId":1.1,"count":2}""", "1.1")]
    [InlineData("""{"batchId":"b-17","count":2}""", "b-17")]
    public async Task UpsertBatchAsync_OfEitherDocumentedShape_ReadsTheBatch(string answer, string? id)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "orders/status/batch", 202, answer);

        var result = await wire.Client.Orders.UpsertBatchAsync(
            new UpsertOrdersRequest
            {
                Orders = [Order("1"), Order("2")],
                Historical = false,
                NotifyUrl = new Uri("https://example.com/done"),
            }
        );

        Assert.Equal(id, result.BatchId);
        Assert.Equal(2, result.Count);
        Assert.EndsWith(""","historical":false,"notifyUrl":"https://example.com/done"}""", wire.LastRequest.Body, StringComparison.Ordinal);
    }

    public static TheoryData<string, UpsertOrderRequest> Wrong =>
        new()
        {
            { "Id", Order("") },
            { "Status", Order() with { Status = " " } },
            { "UpdatedAt", Order() with { UpdatedAt = default } },
            { "Products", Order() with { Products = [] } },
            {
                "ProductId",
                Order() with
                {
                    Products =
                    [
                        new OrderLineRequest
                        {
                            ProductId = "",
                            Price = 1,
                            Quantity = 1,
                        },
                    ],
                }
            },
            { "Quantity", Order() with { Products = [new OrderLineRequest { ProductId = "P", Price = 1 }] } },
            {
                "Quantity",
                Order() with
                {
                    Products =
                    [
                        new OrderLineRequest
                        {
                            ProductId = "P",
                            Price = 1,
                            Quantity = 1,
                            QuantityFloat = 1,
                        },
                    ],
                }
            },
            { "MetaInfo", Order() with { MetaInfo = new Dictionary<string, PropertyValue> { ["a"] = new[] { "b" } } } },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task UpsertBatchAsync_OfAnOrderThatBrevoWouldRefuse_NamesItAndSendsNothing(string member, UpsertOrderRequest wrong)
    {
        await using var wire = BrevoWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Orders.UpsertBatchAsync(new UpsertOrdersRequest { Orders = [Order(), wrong], Historical = true })
        );

        Assert.Contains("Order 1 ", e.Message, StringComparison.Ordinal);
        Assert.Contains(member, e.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Server.LogEntries);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Orders.UpsertAsync(wrong));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task UpsertBatchAsync_OfTooFewOrTooMany_SaysWhatToDo(int count)
    {
        await using var wire = BrevoWire.Start();
        var request = new UpsertOrdersRequest { Orders = [.. Enumerable.Range(0, count).Select(i => Order($"{i}"))], Historical = true };

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Orders.UpsertBatchAsync(request));

        Assert.Contains("1 to 1,000 orders", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsertBatchAsync_WithARelativeAddressToNotify_IsRefused()
    {
        await using var wire = BrevoWire.Start();
        var request = new UpsertOrdersRequest
        {
            Orders = [Order()],
            Historical = true,
            NotifyUrl = new Uri("/done", UriKind.Relative),
        };

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Orders.UpsertBatchAsync(request));
    }

    // reference examples/orders-list.json: phone, postCode and productId are numbers there
    [Fact]
    public async Task ListAsync_OfTheDocumentedAnswer_ReadsNumbersAsText()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "orders",
                200,
                """
                {"orders":[{"id":"order1803","createdAt":"2021-12-31T11:42:35.638Z","updatedAt":"2022-03-03T14:48:31.867Z","contact_id":2,"status":"complete","amount":2000,"storeId":"123",
                "identifiers":{"loyalty_subscription_id":"1234","ext_id":"ab12"},"billing":{"address":"Sec 62, Noida","city":"Noida","countryCode":"IN","phone":9238283982,"postCode":110001,"paymentMethod":"Net banking","region":"North India"},
                "products":[{"productId":21,"quantity":2,"variantId":"P100","price":100},{"productId":21,"quantity":0,"quantityFloat":2.52,"price":100}],"email":"testvisitor@sendinblue.com","coupons":["flat50","flat40"]}],"count":1}
                """
            );

        var order = Assert.Single(
            await wire.Client.Orders.ListAsync(new OrderQuery { ModifiedSince = s_created, Order = SortOrder.Descending }).CollectAsync()
        );

        Assert.Equal("/v3/orders?modifiedSince=2021-07-29T20%3A59%3A23.383Z&limit=100&offset=0&sort=desc", wire.LastRequest.PathAndQuery);
        Assert.Equal("9238283982", order.Billing!.Phone);
        Assert.Equal("110001", order.Billing.PostCode);
        Assert.Equal(["21", "21"], order.Products!.Select(line => line.ProductId));
        Assert.Equal(2.52m, order.Products![1].QuantityFloat);
        Assert.Equal(new ContactId(2), order.ContactId);
        Assert.Equal("ab12", order.Identifiers!.ExternalId);
        Assert.Equal(2000m, order.Amount);
        Assert.Equal(["flat50", "flat40"], order.Coupons);
    }
}
