using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.Mapping;

/// <summary>541,909 order lines, with cancellations, missing customers and negative quantities, become orders, products and events.</summary>
public sealed class OnlineRetailTests(OnlineRetail shop) : IClassFixture<OnlineRetail>
{
    private const string Cancelled = "cancelled";
    private const string Completed = "completed";

    /// <summary>An invoice is an order. Cancellations are invoices of negative quantities; Brevo has a status for them, and amounts as they were.</summary>
    private sealed class Orders : OrderMap<RowGroup<TdRow>>
    {
        protected override void Configure(OrderMapBuilder<RowGroup<TdRow>> map)
        {
            map.SkipWhen(invoice => invoice.First.Text("InvoiceNo").StartsWith('A'), "bad debt");
            map.SkipWhen(
                invoice => !IsCancellation(invoice.First) && invoice.Rows.All(line => line.Int64("Quantity") < 0),
                "stock correction"
            );
            map.SkipWhen(invoice => invoice.First.TextOrNull("CustomerID") is null, "no customer");
            map.Id(Column.Text("InvoiceNo"));
            map.CreatedAt(Column.Timestamp("InvoiceDate"));
            map.UpdatedAt(invoice => invoice.Rows[^1].Timestamp("InvoiceDate"));
            map.Status(invoice => IsCancellation(invoice.First) ? Cancelled : Completed);
            map.Amount(invoice => Math.Abs(invoice.Rows.Sum(line => line.Int64("Quantity") * line.Decimal("UnitPrice"))));
            map.ExternalId(Column.Text("CustomerID")).Part(".", 0);
            map.Billing(billing => billing.Country(Column.Text("Country")));
            map.Lines(
                invoice => invoice.Rows,
                line =>
                {
                    line.ProductId(Column.Text("StockCode"));
                    line.Quantity(Column.Int64("Quantity")).Convert(quantity => (long?)Math.Abs(quantity));
                    line.Price(Column.Decimal("UnitPrice"));
                }
            );
        }
    }

    /// <summary>Every code that is an article and was ever sold for money is a product, by its last name and its last price.</summary>
    private sealed class Products : ProductMap<RowGroup<TdRow>>
    {
        protected override void Configure(ProductMapBuilder<RowGroup<TdRow>> map)
        {
            map.SkipWhen(article => !char.IsAsciiDigit(article.First.Text("StockCode")[0]), "no article");
            map.SkipWhen(article => article.Rows.All(line => line.Decimal("UnitPrice") <= 0), "never priced");
            map.Id(Column.Text("StockCode"));
            map.Name(article => Last(article, line => !string.IsNullOrWhiteSpace(line.TextOrNull("Description")))?.Text("Description"))
                .Trim()
                .Coalesce(Column.Text("StockCode"));
            map.Price(article => Last(article, line => line.Decimal("UnitPrice") > 0)?.Decimal("UnitPrice"));
            map.MetaInfo(meta => meta.Field("sold", article => article.Rows.Sum(line => line.Int64("Quantity"))));
        }

        private static TdRow? Last(RowGroup<TdRow> article, Func<TdRow, bool> condition)
        {
            for (var i = article.Count - 1; i >= 0; i--)
            {
                if (condition(article.Rows[i]))
                {
                    return article.Rows[i];
                }
            }

            return null;
        }
    }

    /// <summary>Every line is an event of its customer.</summary>
    private sealed class Events : EventMap<TdRow>
    {
        protected override void Configure(EventMapBuilder<TdRow> map)
        {
            map.SkipWhen(line => line.TextOrNull("CustomerID") is null, "no customer");
            map.Name(line => line.Int64("Quantity") < 0 ? "item_returned" : "item_bought");
            map.Time(Column.Timestamp("InvoiceDate"));
            map.ExternalId(Column.Text("CustomerID")).Part(".", 0);
            map.Properties(properties =>
            {
                properties.Field("invoice", Column.Text("InvoiceNo"));
                properties.Object(
                    "item",
                    item =>
                    {
                        item.Field("sku", Column.Text("StockCode"));
                        item.Field("name", Column.Text("Description")).Trim();
                        item.Field("price", Column.Decimal("UnitPrice"));
                    }
                );
                properties.Field("quantity", Column.Int64("Quantity")).Convert(quantity => (long?)Math.Abs(quantity));
                properties.Field("revenue", line => line.Int64("Quantity") * line.Decimal("UnitPrice"));
            });
        }
    }

    private static bool IsCancellation(TdRow line) => line.Text("InvoiceNo").StartsWith('C');

    /// <summary>What is counted of the orders of a status, or of the events of a name.</summary>
    private sealed class Total
    {
        public long Records { get; set; }

        public long Lines { get; set; }

        public long Units { get; set; }

        public decimal Money { get; set; }

        public long Changed { get; set; }

        public long Seconds { get; set; }

        public HashSet<string> Customers { get; } = [];
    }

    [Fact]
    public async Task Lines_GroupedByInvoice_BecomeOrders()
    {
        new Orders().Check(OnlineRetail.Schema).ThrowIfFailed();
        var encoder = new Orders().CreateEncoder();
        var totals = new Dictionary<string, Total> { [Cancelled] = new(), [Completed] = new() };

        await EncodeAllAsync(
            shop.RowsAsync("InvoiceNo, InvoiceDate, line").GroupAdjacentAsync("InvoiceNo", new() { RejectRepeatedKeys = true }),
            encoder,
            order =>
            {
                var total = totals[order.GetProperty("status").GetString()!];
                var amount = 0m;
                foreach (var line in order.GetProperty("products").EnumerateArray())
                {
                    var quantity = line.GetProperty("quantity").GetInt64();
                    Assert.True(quantity > 0 && line.GetProperty("productId").GetString() is { Length: > 0 });
                    amount += quantity * line.GetProperty("price").GetDecimal();
                    total.Units += quantity;
                    total.Lines++;
                }

                Assert.Equal(amount, order.GetProperty("amount").GetDecimal());
                total.Records++;
                total.Money += amount;
                total.Changed +=
                    order.GetProperty("createdAt").GetDateTimeOffset() == order.GetProperty("updatedAt").GetDateTimeOffset() ? 0 : 1;
                _ = total.Customers.Add(order.GetProperty("identifiers").GetProperty("ext_id").GetString()!);
            }
        );

        var statistics = encoder.GetStatistics();
        const string Invoices = """
            WITH invoices AS (
                SELECT CASE
                        WHEN InvoiceNo LIKE 'A%' THEN 'bad debt'
                        WHEN InvoiceNo NOT LIKE 'C%' AND bool_and(Quantity < 0) THEN 'stock correction'
                        WHEN any_value(CustomerID) IS NULL THEN 'no customer'
                        WHEN InvoiceNo LIKE 'C%' THEN 'cancelled'
                        ELSE 'completed' END AS fate,
                    count(*) AS lines, sum(abs(Quantity)) AS units, sum(abs(Quantity) * UnitPrice) AS amount, any_value(CustomerID) AS customer,
                    min(InvoiceDate) < max(InvoiceDate) AS changed
                FROM lines GROUP BY InvoiceNo)
            """;
        Assert.Equal(
            await shop.QueryAsync(
                Invoices
                    + """
                    SELECT fate, count(*), sum(lines), sum(units), sum(amount)::DECIMAL(18, 3), count(DISTINCT customer), count_if(changed)
                    FROM invoices WHERE fate IN ('cancelled', 'completed') GROUP BY fate ORDER BY fate
                    """
            ),
            totals.Select(x =>
                FormattableString.Invariant(
                    $"{x.Key} {x.Value.Records} {x.Value.Lines} {x.Value.Units} {x.Value.Money:0.000} {x.Value.Customers.Count} {x.Value.Changed}"
                )
            )
        );
        Assert.Equal(
            await shop.QueryAsync(
                Invoices + "SELECT fate, count(*) FROM invoices WHERE fate NOT IN ('cancelled', 'completed') GROUP BY fate ORDER BY fate"
            ),
            Sorted(statistics.SkippedByReason)
        );
        Assert.Equal(["25900"], await shop.QueryAsync("SELECT count(DISTINCT InvoiceNo) FROM lines"));
        Assert.Equal((25_900, 0), (statistics.Read, statistics.Failed));
        Assert.Empty(statistics.DroppedByTarget);
    }

    [Fact]
    public async Task Lines_GroupedByStockCode_BecomeProducts()
    {
        new Products().Check(OnlineRetail.Schema).ThrowIfFailed();
        var encoder = new Products().CreateEncoder();
        var ids = new HashSet<string>();
        long letters = 0;
        long sold = 0;
        var prices = 0m;

        await EncodeAllAsync(
            shop.RowsAsync("StockCode, line").GroupAdjacentAsync("StockCode", new() { RejectRepeatedKeys = true }),
            encoder,
            product =>
            {
                Assert.True(ids.Add(product.GetProperty("id").GetString()!));
                letters += product.GetProperty("name").GetString()!.EnumerateRunes().Count();
                prices += product.GetProperty("price").GetDecimal();
                sold += product.GetProperty("metaInfo").GetProperty("sold").GetInt64();
            }
        );

        var statistics = encoder.GetStatistics();
        const string Articles = """
            WITH articles AS (
                SELECT CASE
                        WHEN NOT regexp_matches(StockCode, '^[0-9]') THEN 'no article'
                        WHEN bool_and(UnitPrice <= 0) THEN 'never priced'
                        ELSE 'product' END AS fate,
                    coalesce(arg_max(trim(Description), line) FILTER (trim(Description) <> ''), StockCode) AS name,
                    arg_max(UnitPrice, line) FILTER (UnitPrice > 0) AS price, sum(Quantity) AS sold
                FROM lines GROUP BY StockCode)
            """;
        Assert.Equal(
            await shop.QueryAsync(
                Articles + "SELECT count(*), sum(length(name)), sum(price)::DECIMAL(18, 3), sum(sold) FROM articles WHERE fate = 'product'"
            ),
            [FormattableString.Invariant($"{ids.Count} {letters} {prices:0.000} {sold}")]
        );
        Assert.Equal(
            await shop.QueryAsync(Articles + "SELECT fate, count(*) FROM articles WHERE fate <> 'product' GROUP BY fate ORDER BY fate"),
            Sorted(statistics.SkippedByReason)
        );
        Assert.Equal(["4070"], await shop.QueryAsync("SELECT count(DISTINCT StockCode) FROM lines"));
        Assert.Equal((4_070, 0), (statistics.Read, statistics.Failed));
    }

    [Fact]
    public async Task Lines_OfCustomers_BecomeEvents()
    {
        new Events().Check(OnlineRetail.Schema).ThrowIfFailed();
        var encoder = new Events().CreateEncoder();
        var totals = new Dictionary<string, Total> { ["item_bought"] = new(), ["item_returned"] = new() };

        await EncodeAllAsync(
            shop.RowsAsync("line"),
            encoder,
            @event =>
            {
                var total = totals[@event.GetProperty("event_name").GetString()!];
                var properties = @event.GetProperty("event_properties");
                total.Records++;
                total.Units += properties.GetProperty("quantity").GetInt64();
                total.Money += properties.GetProperty("revenue").GetDecimal();
                total.Seconds += @event.GetProperty("event_date").GetDateTimeOffset().ToUnixTimeSeconds();
                _ = total.Customers.Add(@event.GetProperty("identifiers").GetProperty("ext_id").GetString()!);
            }
        );

        var statistics = encoder.GetStatistics();
        Assert.Equal(
            await shop.QueryAsync(
                """
                SELECT if(Quantity < 0, 'item_returned', 'item_bought') AS name, count(*), sum(abs(Quantity)), sum(Quantity * UnitPrice)::DECIMAL(18, 3),
                    count(DISTINCT CustomerID), sum(epoch(InvoiceDate)::BIGINT)
                FROM lines WHERE CustomerID IS NOT NULL GROUP BY name ORDER BY name
                """
            ),
            totals.Select(x =>
                FormattableString.Invariant(
                    $"{x.Key} {x.Value.Records} {x.Value.Units} {x.Value.Money:0.000} {x.Value.Customers.Count} {x.Value.Seconds}"
                )
            )
        );
        Assert.Equal(
            await shop.QueryAsync("SELECT 'no customer', count(*) FROM lines WHERE CustomerID IS NULL"),
            Sorted(statistics.SkippedByReason)
        );
        Assert.Equal((541_909, 0), (statistics.Read, statistics.Failed));
    }

    private static List<string> Sorted(IReadOnlyDictionary<string, long> counts) =>
        [
            .. counts
                .OrderBy(count => count.Key, StringComparer.Ordinal)
                .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}")),
        ];

    private static async Task EncodeAllAsync<T>(IAsyncEnumerable<T> records, RecordEncoder<T> encoder, Action<JsonElement> look)
    {
        var output = new ArrayBufferWriter<byte>();
        var number = 0L;
        await foreach (var record in records.WithCancellation(TestContext.Current.CancellationToken))
        {
            output.ResetWrittenCount();
            var encoded = encoder.Encode(record, ++number, output);
            if (encoded.Outcome == EncodeOutcome.Encoded)
            {
                using var json = JsonDocument.Parse(output.WrittenMemory);
                look(json.RootElement);
            }
            else
            {
                Assert.True(encoded.Outcome == EncodeOutcome.Skipped, string.Join('\n', encoded.Failures));
            }
        }
    }
}
