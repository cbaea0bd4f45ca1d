using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class RowGroupTests
{
    private static readonly TdSchema s_schema = TestRows.Schema("order_id", "at timestamp", "sku", "quantity bigint", "price double");

    private sealed class OrdersOfLines : OrderMap<RowGroup<TdRow>>
    {
        protected override void Configure(OrderMapBuilder<RowGroup<TdRow>> map)
        {
            map.Id(Column.Text("order_id"));
            map.CreatedAt(Column.Timestamp("at"));
            map.UpdatedAt(Column.Timestamp("at"));
            map.Status("completed");
            map.Amount(group => group.Rows.Sum(row => row.Int64("quantity") * row.Decimal("price")));
            map.Lines(
                group => group.Rows,
                line =>
                {
                    line.ProductId(Column.Text("sku"));
                    line.Quantity(Column.Int64("quantity"));
                    line.Price(Column.Decimal("price"));
                }
            );
        }
    }

    /// <summary>Rows that are valid one at a time, as a reader delivers them.</summary>
    private static async IAsyncEnumerable<TdRow> Rows(params object?[][] rows)
    {
        foreach (var values in rows)
        {
            await Task.Yield();
            var source = TdRowParser.Parse(s_schema, TestRows.Bytes(values));
            yield return new TdRow(source);
            source.Version++;
            Array.Clear(source.Buffer);
        }
    }

    private static object?[] Line(string? order, string sku, int quantity = 1) => [order, "2026-01-31", sku, quantity, 2.5];

    private static async Task<List<string>> Keys(IAsyncEnumerable<RowGroup<TdRow>> groups)
    {
        var keys = new List<string>();
        await foreach (var group in groups)
        {
            keys.Add($"{group.First.TextOrNull("order_id")}:{string.Join('+', group.Rows.Select(row => row.Text("sku")))}");
        }

        return keys;
    }

    [Fact]
    public async Task GroupAdjacent_LinesOfOrders_BecomeOrders()
    {
        var encoder = new OrdersOfLines().CreateEncoder();
        var orders = new List<string>();
        await foreach (var group in Rows(Line("1", "A", 2), Line("1", "B"), Line("2", "C")).GroupAdjacentAsync("order_id"))
        {
            orders.Add(Encode.With(encoder, group).Json);
        }

        Assert.Equal(
            [
                """{"id":"1","createdAt":"2026-01-31T00:00:00Z","updatedAt":"2026-01-31T00:00:00Z","status":"completed","amount":7.5,"products":[{"productId":"A","quantity":2,"price":2.5},{"productId":"B","quantity":1,"price":2.5}]}""",
                """{"id":"2","createdAt":"2026-01-31T00:00:00Z","updatedAt":"2026-01-31T00:00:00Z","status":"completed","amount":2.5,"products":[{"productId":"C","quantity":1,"price":2.5}]}""",
            ],
            orders
        );
    }

    [Fact]
    public async Task GroupAdjacent_KeyComesAgain_IsASecondGroupUnlessRejected()
    {
        object?[][] rows = [Line("1", "A"), Line("2", "B"), Line("1", "C")];

        Assert.Equal(["1:A", "2:B", "1:C"], await Keys(Rows(rows).GroupAdjacentAsync("order_id")));
        var exception = await Assert.ThrowsAsync<RowGroupException>(() =>
            Keys(Rows(rows).GroupAdjacentAsync("order_id", new() { RejectRepeatedKeys = true }))
        );
        Assert.Equal(3, exception.RowNumber);
        Assert.Contains("ORDER BY", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GroupAdjacent_NullKeys_AreGroupsOfTheirOwn()
    {
        var options = new RowGroupingOptions { RejectRepeatedKeys = true };

        Assert.Equal(
            [":A", ":B", "1:C+D", ":E"],
            await Keys(
                Rows(Line(null, "A"), Line(null, "B"), Line("1", "C"), Line("1", "D"), Line(null, "E"))
                    .GroupAdjacentAsync("order_id", options)
            )
        );
    }

    [Fact]
    public async Task GroupAdjacent_SeveralColumns_AllMakeTheKey()
    {
        var groups = Rows(Line("1", "A", 1), Line("1", "B", 1), Line("1", "C", 2)).GroupAdjacentAsync(["order_id", "quantity"]);

        Assert.Equal(["1:A+B", "1:C"], await Keys(groups));
    }

    [Fact]
    public async Task GroupAdjacent_TooManyRows_SaysWhatToDo()
    {
        var exception = await Assert.ThrowsAsync<RowGroupException>(() =>
            Keys(Rows(Line("1", "A"), Line("1", "B"), Line("1", "C")).GroupAdjacentAsync("order_id", new() { MaxRows = 2 }))
        );

        Assert.Equal(3, exception.RowNumber);
        Assert.Contains("MaxRows", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GroupAdjacent_NoSuchColumn_NamesIt()
    {
        var exception = await Assert.ThrowsAsync<TdColumnException>(() => Keys(Rows(Line("1", "A")).GroupAdjacentAsync("order")));

        Assert.Contains("'order'", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Rows().GroupAdjacentAsync(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rows().GroupAdjacentAsync("x", new() { MaxRows = 0 }));
    }

    [Fact]
    public async Task Group_AfterTheNext_IsOutOfDateWithItsRows()
    {
        RowGroup<TdRow>? kept = null;
        TdRow? row = null;
        await foreach (var group in Rows(Line("1", "A"), Line("2", "B")).GroupAdjacentAsync("order_id"))
        {
            kept ??= group;
            row ??= group.First;
            Assert.Equal(1, group.Count);
        }

        Assert.Throws<InvalidOperationException>(() => kept!.Value.Rows);
        Assert.Throws<InvalidOperationException>(() => row!.Value.Text("sku"));
        Assert.Throws<InvalidOperationException>(() => default(RowGroup<TdRow>).Count);
        Assert.Throws<InvalidOperationException>(() =>
            new OrdersOfLines().CreateEncoder().Encode(kept!.Value, 1, new System.Buffers.ArrayBufferWriter<byte>())
        );
    }

    [Fact]
    public void GroupAdjacent_PlainObjects_AreGroupedByFunction()
    {
        var groups = new[] { 11, 12, 21, 31, 32, 13 }.GroupAdjacent(n => n / 10).Select(group => string.Join('+', group.Rows));

        Assert.Equal(["11+12", "21", "31+32", "13"], groups);
        Assert.Throws<RowGroupException>(() => new[] { 1, 2, 1 }.GroupAdjacent(n => n, new() { RejectRepeatedKeys = true }).Count());
    }

    [Fact]
    public void Check_ColumnsOfGroupsAndRows_AreComparedWithTheSchema()
    {
        var check = new OrdersOfLines().Check(TestRows.Schema("order_id", "at timestamp", "quantity bigint", "price varchar"));

        var problem = Assert.Single(check.Problems);
        Assert.Equal((MappingProblemCode.ColumnMissing, "products[].productId"), (problem.Code, problem.Target));
    }
}
