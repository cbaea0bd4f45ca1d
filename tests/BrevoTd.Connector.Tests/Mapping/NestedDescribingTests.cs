using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>Descriptions and explanations of maps with objects and lists inside.</summary>
public class NestedDescribingTests
{
    private sealed record Line(string? Sku, long? Quantity, decimal? Price);

    private sealed record Order(string? Id, decimal? Amount, IReadOnlyList<Line>? Lines, IReadOnlyList<string>? Coupons = null);

    private static OrderMap<Order> Orders(bool dropLines = false) =>
        OrderMap.From<Order>(map =>
        {
            map.Id(order => order.Id);
            map.CreatedAt(_ => DateTimeOffset.UnixEpoch);
            map.UpdatedAt(_ => DateTimeOffset.UnixEpoch);
            map.Status("completed");
            map.Amount(order => order.Amount).Round(2);
            map.Coupons(order => order.Coupons);
            var lines = map.Lines(
                order => order.Lines,
                line =>
                {
                    line.ProductId(x => x.Sku).Trim();
                    line.Quantity(x => x.Quantity).Must(n => n > 0, "The quantity must be positive.");
                    line.Price(x => x.Price);
                }
            );
            if (dropLines)
            {
                lines.OrDrop();
            }
        });

    [Fact]
    public void Describe_OrderMap_ShowsLinesAsPaths()
    {
        var description = Orders().Describe();

        Assert.Equal(
            [
                "id ← function",
                "createdAt ← function",
                "updatedAt ← function",
                "status ← 'completed'",
                "amount ← function, Round(2)",
                "coupons ← function",
                "coupons[] ← function",
                "products ← function",
                "products[].productId ← function, Trim",
                "products[].quantity ← function, Must",
                "products[].price ← function",
            ],
            description.Rules.Select(rule => rule.ToString())
        );
        Assert.Equal("list", description.Rules.Single(rule => rule.Target == "products").Type);
    }

    [Fact]
    public void Explain_OrderWithAWrongLine_NamesTheLine()
    {
        var explanation = Orders().Explain(new Order("14", 10m, [new("P1", 1, 5m), new(" P2 ", 0, 5m)], ["SPRING"]));

        Assert.Equal(
            [
                "id: Written",
                "createdAt: Written",
                "updatedAt: Written",
                "status: Written",
                "amount: Written",
                "coupons: Written",
                "coupons[0]: Written",
                "products: Failed",
                "products[0].productId: Written",
                "products[0].quantity: Written",
                "products[0].price: Written",
                "products[1].productId: Written",
                "products[1].quantity: Failed",
                "products[1].price: Written",
            ],
            explanation.Rules.Select(rule => rule.ToString())
        );
        Assert.Equal("products[1].quantity", Assert.Single(explanation.Failures).Target);
        Assert.Contains(
            "products[1].productId: written\n  function     text, 4 characters\n  Trim         text, 2 characters",
            explanation.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Explain_LinesThatAreDropped_LeaveTheOrderWhole()
    {
        var explanation = Orders(dropLines: true).Explain(new Order("14", 10m, [new("P1", 1, 5m), new("P2", 0, 5m)]));

        Assert.Equal(EncodeOutcome.Encoded, explanation.Outcome);
        Assert.Equal(RuleOutcome.Written, explanation.Rules.Single(rule => rule.Target == "products").Outcome);
        Assert.Equal(RuleOutcome.Failed, explanation.Rules.Single(rule => rule.Target == "products[1].quantity").Outcome);
        Assert.Equal(RuleOutcome.Omitted, explanation.Rules.Single(rule => rule.Target == "coupons").Outcome);
    }

    [Fact]
    public void Explain_OrderWithoutLines_SaysThatTheyAreRequired()
    {
        var explanation = Orders().Explain(new Order("14", 10m, null));

        Assert.Equal(RuleOutcome.Failed, explanation.Rules.Single(rule => rule.Target == "products").Outcome);
        Assert.Equal(MappingFailureCode.Required, Assert.Single(explanation.Failures).Code);
    }

    [Fact]
    public void Explain_EventOverRows_ShowsObjects()
    {
        var map = EventMap.From<TdRow>(map =>
        {
            map.Name("seen");
            map.Email(Column.Text("email"));
            map.Properties(properties => properties.Object("shop", shop => shop.Field("city", Column.Text("city"))));
        });

        var explanation = map.Explain(TestRows.Of(TestRows.Schema("email", "city"), "a@b.de", "Secretville"));

        Assert.Equal(
            ["event_name: Written", "identifiers.email_id: Written", "event_properties.shop.city: Written"],
            explanation.Rules.Select(rule => rule.ToString())
        );
        Assert.DoesNotContain("Secretville", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ListColumnOfAContact_IsWrittenOrCleared()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("TAGS", Column.List("tags")).WhenNull(NullPolicy.Clear);
        });
        var schema = TestRows.Schema("email", "tags array(varchar)");

        RuleOutcome Tags(object? value) =>
            map.Explain(TestRows.Of(schema, "a@b.de", value)).Rules.Single(rule => rule.Target == "attributes.TAGS").Outcome;

        Assert.Equal(RuleOutcome.Written, Tags(new[] { "a", "b" }));
        Assert.Equal(RuleOutcome.Cleared, Tags(null));
    }
}
