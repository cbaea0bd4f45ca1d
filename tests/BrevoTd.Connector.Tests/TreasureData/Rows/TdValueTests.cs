using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

public sealed class TdValueTests
{
    [Theory]
    [InlineData("93 A161 C0 A0")]
    [InlineData("DC0003 A161 C0 A0")]
    [InlineData("DD00000003 D90161 C0 DA0000")]
    public void TextList_OfEachWidth_IsRead(string hex)
    {
        var row = RowBytes.RowOf(hex, "array(varchar)");

        Assert.Equal(["a", null, ""], row.TextList("v"));
        Assert.Equal(["a", null, ""], row.TextListOrNull(0)!);
        Assert.Equal(3, row.Value("v").Count);
    }

    [Fact]
    public void TextList_OfOtherThings_IsRefused()
    {
        Assert.Equal(TdColumnProblem.WrongKind, Assert.Throws<TdColumnException>(() => RowBytes.RowOf("92 A161 01").TextList("v")).Problem);
        Assert.Equal(TdColumnProblem.WrongKind, Assert.Throws<TdColumnException>(() => RowBytes.RowOf("80").TextList("v")).Problem);
        Assert.Equal(TdColumnProblem.Null, Assert.Throws<TdColumnException>(() => RowBytes.RowOf("C0").TextList("v")).Problem);
        Assert.Equal(TdColumnProblem.WrongKind, Assert.Throws<TdColumnException>(() => RowBytes.RowOf("A161").TextListOrNull("v")).Problem);
    }

    [Fact]
    public void Items_OfNestedLists_AreWalkedInOrder()
    {
        // [1, "two", null, [3.5, true], {"k": [7]}]
        var row = RowBytes.RowOf("95 01 A374776F C0 92 CB400C000000000000 C3 81 A16B 91 07", "array(json)");
        var seen = new List<string>();

        foreach (var item in row.Value("v").Items())
        {
            seen.Add(
                item.Kind switch
                {
                    TdValueKind.Integer => $"{item.Int64()}",
                    TdValueKind.Text => item.Text(),
                    TdValueKind.Array => Inner(item),
                    TdValueKind.Map => item.TryGet("k", out var list) ? $"k:{Inner(list)}" : "?",
                    var kind => kind.ToString(),
                }
            );
        }

        Assert.Equal(["1", "two", "Null", "[Float64,Boolean]", "k:[Integer]"], seen);

        static string Inner(TdValue list)
        {
            var kinds = new List<TdValueKind>();
            foreach (var item in list.Items())
            {
                kinds.Add(item.Kind);
            }

            return $"[{string.Join(',', kinds)}]";
        }
    }

    [Theory]
    [InlineData("82 A161 01 A3E6BCA2 02")]
    [InlineData("DE0002 A161 01 A3E6BCA2 02")]
    [InlineData("DF00000002 A161 01 A3E6BCA2 02")]
    public void Pairs_OfEachWidth_AreReadAndFound(string hex)
    {
        var value = RowBytes.RowOf(hex, "map(varchar,bigint)").Value("v");
        var pairs = new Dictionary<string, long>();
        foreach (var pair in value.Pairs())
        {
            pairs.Add(pair.Key.Text(), pair.Value.Int64());
        }

        Assert.Equal(new Dictionary<string, long> { ["a"] = 1, ["漢"] = 2 }, pairs);
        Assert.Equal(2, value.Count);
        Assert.True(value.TryGet("漢", out var found));
        Assert.Equal(2, found.Int64());
        Assert.False(value.TryGet("A", out var missing));
        Assert.True(missing.IsNull);
        Assert.True(default(TdValue).IsNull);
        Assert.Equal(TdValueKind.Null, default(TdValue).Kind);
        Assert.False(value.TryGet("", out _));
        Assert.False(value.TryGet(new string('x', 500), out _));
    }

    [Fact]
    public void TryGet_LongAndForeignKeys_FindsTheRightOne()
    {
        var key = new string('é', 400);
        var row = RowBytes.RowOf(
            (ref MessagePackWriter writer) =>
            {
                writer.WriteMapHeader(3);
                writer.Write(7);
                writer.Write("a number as key");
                writer.WriteRaw(RowBytes.Hex("A2FFFE"));
                writer.Write("bad bytes as key");
                writer.Write(key);
                writer.Write("found");
            },
            "map(varchar,varchar)"
        );

        Assert.True(row.Value(0).TryGet(key, out var value));
        Assert.Equal("found", value.Text());
        Assert.False(row.Value(0).TryGet("7", out _));
    }

    [Fact]
    public void Scalars_OfItems_AreReadByTheRowsRules()
    {
        var row = RowBytes.RowOf("96 A474727565 CA3FC00000 A3312E35 AA323032342D30322D3239 01 C0", "array(varchar)");
        var items = row.Value("v").Items();

        Assert.True(items.MoveNext());
        Assert.True(items.Current.Boolean());
        Assert.True(items.MoveNext());
        Assert.Equal(1.5, items.Current.Double());
        Assert.True(items.MoveNext());
        Assert.Equal(1.5m, items.Current.Decimal());
        Assert.True(items.MoveNext());
        Assert.Equal(new DateOnly(2024, 2, 29), items.Current.Date());
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero), items.Current.Timestamp());
        Assert.True(items.MoveNext());
        Assert.Equal("an integer", items.Current.ToString());
        Assert.True(items.MoveNext());
        Assert.True(items.Current.IsNull);
        Assert.False(items.MoveNext());
    }

    [Fact]
    public void Count_OfAScalar_NamesColumn()
    {
        var error = Assert.Throws<TdColumnException>(() => RowBytes.RowOf("01").Value("v").Count);

        Assert.Equal(("v", TdColumnProblem.WrongKind), (error.ColumnName, error.Problem));
    }
}
