using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

public class OrderMapTests
{
    private sealed record Line(string? Sku, long? Quantity, decimal? Price)
    {
        public string? Variant { get; init; }
    }

    private sealed record Order(string? Id, DateTimeOffset? At, decimal? Amount, List<Line>? Lines)
    {
        public string? Email { get; init; }

        public string? City { get; init; }

        public IReadOnlyList<string>? Coupons { get; init; }

        public string? Source { get; init; }
    }

    private sealed class ShopOrders : OrderMap<Order>
    {
        protected override void Configure(OrderMapBuilder<Order> map)
        {
            map.Id(order => order.Id);
            map.CreatedAt(order => order.At);
            map.UpdatedAt(order => order.At);
            map.Status("completed");
            map.Amount(order => order.Amount);
            map.StoreId(_ => "ST-21");
            map.Email(order => order.Email).ToLower();
            map.ExternalId(_ => 17);
            map.Sms(_ => null);
            map.LoyaltySubscriptionId(_ => null);
            map.Coupons(order => order.Coupons);
            map.Billing(billing =>
            {
                billing.City(order => order.City);
                billing.CountryCode(_ => "IN");
            });
            map.MetaInfo(meta => meta.Field("source", order => order.Source));
            map.Lines(
                order => order.Lines,
                line =>
                {
                    line.ProductId(x => x.Sku);
                    line.Quantity(x => x.Quantity).Must(n => n > 0, "The quantity must be positive.");
                    line.VariantId(x => x.Variant);
                    line.Price(x => x.Price);
                }
            );
        }
    }

    private static readonly DateTimeOffset s_at = new(2021, 7, 29, 20, 59, 23, 383, TimeSpan.Zero);

    private static Order Valid => new("14", s_at, 308.42m, [new("P1", 10, 99.99m) { Variant = "P100" }, new("P2", 1, 5m)]);

    [Fact]
    public void Encode_FullOrder_WritesTheDocumentedShape()
    {
        var order = Valid with { Email = "Example@brevo.com", City = "Noida", Coupons = ["EASTER15OFF"], Source = "shop" };

        var encoded = Encode.With(new ShopOrders().CreateEncoder(), order);

        Assert.Equal(
            """{"id":"14","createdAt":"2021-07-29T20:59:23.383Z","updatedAt":"2021-07-29T20:59:23.383Z","status":"completed","amount":308.42,"storeId":"ST-21","coupons":["EASTER15OFF"],"products":[{"productId":"P1","quantity":10,"variantId":"P100","price":99.99},{"productId":"P2","quantity":1,"price":5}],"identifiers":{"email_id":"example@brevo.com","ext_id":"17"},"billing":{"city":"Noida","countryCode":"IN"},"metaInfo":{"source":"shop"}}""",
            encoded.Json
        );
        Assert.Equal("14", encoded.At(encoded.Record.Key));
    }

    [Fact]
    public void Encode_WithoutContact_IsStillAnOrder()
    {
        var encoder = OrderMap
            .From<Order>(map =>
            {
                map.Id(x => x.Id);
                map.CreatedAt(x => x.At);
                map.UpdatedAt(x => x.At);
                map.Status(_ => "draft");
                map.Amount(x => x.Amount);
                map.Email(x => x.Email);
                map.Lines(
                    x => x.Lines,
                    line =>
                    {
                        line.ProductId(_ => 7);
                        line.QuantityFloat(_ => 20.52m);
                        line.Price(x => x.Price);
                    }
                );
            })
            .CreateEncoder();

        Assert.Equal(
            """{"id":"14","createdAt":"2021-07-29T20:59:23.383Z","updatedAt":"2021-07-29T20:59:23.383Z","status":"draft","amount":0,"products":[{"productId":"7","quantityFloat":20.52,"price":1.0}]}""",
            Encode.With(encoder, new Order("14", s_at, 0, [new(null, null, 1.0m)])).Json
        );
    }

    [Fact]
    public void Encode_EverythingMissing_EveryRequiredFieldFails()
    {
        var encoded = Encode.With(new ShopOrders().CreateEncoder(), new Order(null, null, null, null));

        Assert.Equal(["id", "createdAt", "updatedAt", "amount", "products"], encoded.Record.Failures.Select(failure => failure.Target));
        Assert.All(encoded.Record.Failures, failure => Assert.Equal(MappingFailureCode.Required, failure.Code));
    }

    [Fact]
    public void Encode_WrongLines_FailuresNameThem()
    {
        var order = Valid with { Lines = [new("P1", 1, 1), new("P2", -1, 1), new(null, 1, null)] };

        var encoded = Encode.With(new ShopOrders().CreateEncoder(), order, 7);

        Assert.Equal(
            ["products[1].quantity must", "products[2].productId required", "products[2].price required"],
            encoded.Record.Failures.Select(failure => $"{failure.Target} {failure.Code}")
        );
        Assert.All(encoded.Record.Failures, failure => Assert.Equal(7, failure.RecordNumber));
    }

    [Fact]
    public void Encode_AfterAFailedLine_NextOrderIsClean()
    {
        var encoder = new ShopOrders().CreateEncoder();
        _ = Encode.With(encoder, Valid with { Lines = [new("P2", -1, 1)] });

        var next = Encode.With(encoder, Valid);

        Assert.Equal(EncodeOutcome.Encoded, next.Record.Outcome);
        Assert.Equal("14", next.At(next.Record.Key));
    }

    [Fact]
    public void Encode_LinesOrDrop_OrderWithoutAnyLineStillFails()
    {
        var encoder = OrderMap
            .From<Order>(map =>
            {
                map.Id(x => x.Id);
                map.CreatedAt(x => x.At);
                map.UpdatedAt(x => x.At);
                map.Status(_ => "draft");
                map.Amount(x => x.Amount);
                map.Lines(
                        x => x.Lines,
                        line =>
                        {
                            line.SkipWhen(x => x.Quantity <= 0);
                            line.ProductId(x => x.Sku);
                            line.Quantity(x => x.Quantity);
                            line.Price(x => x.Price);
                        }
                    )
                    .OrDrop();
            })
            .CreateEncoder();

        var some = Encode.With(encoder, Valid with { Lines = [new("A", -1, 1), new("B", 1, 1), new(null, 1, 1)] });
        var none = Encode.With(encoder, Valid with { Lines = [new(null, 1, 1)] });

        Assert.Contains("""[{"productId":"B","quantity":1,"price":1}]""", some.Json, StringComparison.Ordinal);
        Assert.Equal(("products", MappingFailureCode.Required), (none.Failure.Target, none.Failure.Code));
        Assert.Equal(3, encoder.GetStatistics().DroppedByTarget["products"]);
    }

    [Fact]
    public void Check_EmptyMap_NamesEveryMissingTarget()
    {
        var check = OrderMap.From<Order>(map => map.Lines(x => x.Lines, _ => { })).Check();

        Assert.All(check.Problems, problem => Assert.Equal(MappingProblemCode.TargetMissing, problem.Code));
        Assert.Equal(
            ["products[].productId", "products[].quantity", "products[].price", "id", "createdAt", "updatedAt", "status", "amount"],
            check.Problems.Select(problem => problem.Target)
        );
    }
}
