using System.Buffers;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

/// <summary>Lists, maps and the row's own bytes.</summary>
public sealed class TdRowNestedTests
{
    [Fact]
    public void List_OfNumbers_IsCopiedThroughTheFunction()
    {
        var row = RowBytes.RowOf("93 01 CD0100 C0", "array(bigint)");

        Assert.Equal([1L, 256L, null], row.List<long?>("v", v => v.IsNull ? null : v.Int64()));
        Assert.Equal([1L, 256L, null], row.ListOrNull<long?>(0, v => v.IsNull ? null : v.Int64())!);
        Assert.Equal(TdColumnProblem.Null, Assert.Throws<TdColumnException>(() => row.List("v", v => v.Int64())).Problem);
    }

    [Fact]
    public void Map_OfLists_IsCopiedThroughTheFunction()
    {
        var row = RowBytes.RowOf("82 A161 92 01 02 A162 90", "map(varchar,array(bigint))");

        var map = row.Map("v", v => v.Count);

        Assert.Equal(new Dictionary<string, int> { ["a"] = 2, ["b"] = 0 }, map);
        Assert.Equal(map, row.MapOrNull(0, v => v.Count));
    }

    [Theory]
    [InlineData("C0", TdColumnProblem.Null)]
    [InlineData("A161", TdColumnProblem.WrongKind)]
    public void ListAndMap_OfOtherThings_TellNullFromWrongKind(string hex, TdColumnProblem problem)
    {
        var row = RowBytes.RowOf(hex);

        Assert.Equal(problem, Assert.Throws<TdColumnException>(() => row.List("v", v => v.Int64())).Problem);
        Assert.Equal(problem, Assert.Throws<TdColumnException>(() => row.Map("v", v => v.Int64())).Problem);
        Assert.False(row.TryGetTextList("v", out _));
        if (problem == TdColumnProblem.Null)
        {
            Assert.Null(row.ListOrNull("v", v => v.Int64()));
            Assert.Null(row.MapOrNull("v", v => v.Int64()));
        }
        else
        {
            Assert.Throws<TdColumnException>(() => row.ListOrNull("v", v => v.Int64()));
            Assert.Throws<TdColumnException>(() => row.MapOrNull("v", v => v.Int64()));
        }
    }

    [Fact]
    public void ListAndMap_OfAnAbsentColumn_SaySo()
    {
        var row = RowBytes.RowOf("90");

        Assert.Equal(TdColumnProblem.Absent, Assert.Throws<TdColumnException>(() => row.List("w", v => v.Int64())).Problem);
        Assert.Equal(TdColumnProblem.Absent, Assert.Throws<TdColumnException>(() => row.MapOrNull(1, v => v.Int64())).Problem);
        Assert.False(row.TryGetTextList("w", out _));
        Assert.False(row.TryGetTextList(1, out _));
        Assert.False(row.TryGetValue("w", out _));
        Assert.False(row.TryGetValue(1, out _));
    }

    [Fact]
    public void TryGet_OfListsAndValues_ReadsWhatFits()
    {
        Assert.True(RowBytes.RowOf("92 A161 C0").TryGetTextList("v", out var texts));
        Assert.Equal(["a", null], texts);
        Assert.False(RowBytes.RowOf("92 A161 01").TryGetTextList("v", out _));
        Assert.True(RowBytes.RowOf("07").TryGetValue("v", out var value));
        Assert.Equal(7, value.Int64());
        Assert.False(RowBytes.RowOf("C0").TryGetValue("v", out value));
        Assert.True(value.IsNull);
    }

    [Fact]
    public void TryGetUtf8_OfEachState_SaysWhetherThereIsText()
    {
        Assert.True(RowBytes.RowOf("A2FFFE").TryGetUtf8("v", out var utf8));
        Assert.Equal("FFFE", Convert.ToHexString(utf8));
        Assert.False(RowBytes.RowOf("C0").TryGetUtf8(0, out _));
        Assert.False(RowBytes.RowOf("07").TryGetUtf8("v", out _));
        Assert.False(RowBytes.RowOf("07").TryGetUtf8("w", out _));
        Assert.False(RowBytes.RowOf("07").TryGetUtf8(1, out _));
    }

    [Fact]
    public async Task Raw_OfEveryRow_GivesTheBytesAsTheyCame()
    {
        // Headers of each width, across the borders of a small buffer.
        var data = RowBytes.Hex("92 A161 01 DC0002 A162 02 DD00000002 D90163 CD0003 92 C0 C0");
        await using var reader = new TdRowReader(
            new PiecesStream(data, 3),
            new TdSchema(new TdColumn("a", "varchar"), new TdColumn("b", "bigint")),
            new TdRowReaderOptions { BufferSize = 16 }
        );
        var copied = new ArrayBufferWriter<byte>();
        var kept = new List<TdRow>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            reader.Current.CopyTo(copied);
            kept.Add(reader.Current.Detach());
        }

        Assert.Equal(data, copied.WrittenSpan.ToArray());
        Assert.Equal(data, kept.SelectMany(row => row.Raw().ToArray()));
        Assert.Equal("c", TdRow.FromMessagePack(kept[2].Schema, kept[2].Raw()).Text("a"));
    }

    [Fact]
    public async Task Raw_OfARowThatIsOutOfDate_IsRefused()
    {
        await using var reader = new TdRowReader(new MemoryStream(RowBytes.PeopleRows(2)), RowBytes.People);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        var row = reader.Current;
        await reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Throws<InvalidOperationException>(() => row.Raw().Length);
        Assert.Throws<InvalidOperationException>(() => row.CopyTo(new ArrayBufferWriter<byte>()));
    }
}
