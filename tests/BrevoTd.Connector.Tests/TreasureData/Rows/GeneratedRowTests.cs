using System.Globalization;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

/// <summary>
/// What the official clients' encoders are known to write, made here by another encoder than the product's and by hand where that one chooses another width: every width boundary, nesting, and text that is not
/// UTF-8.
/// </summary>
public sealed class GeneratedRowTests
{
    private static readonly TdSchema s_result = TdSchema.Parse(
        """[["id","bigint"],["email","varchar"],["tier","varchar"],["score","double"],["flag","boolean"],["ts","bigint"]]"""
    );

    public static TheoryData<string> Integers =>
        [
            .. new[]
            {
                long.MinValue,
                int.MinValue - 1L,
                int.MinValue,
                short.MinValue - 1,
                short.MinValue,
                sbyte.MinValue - 1,
                sbyte.MinValue,
                -33,
                -32,
                -1,
                0,
                127,
                128,
                byte.MaxValue,
                256,
                ushort.MaxValue,
                65_536,
                uint.MaxValue,
                uint.MaxValue + 1L,
                long.MaxValue,
            }.Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ulong.MaxValue.ToString(CultureInfo.InvariantCulture),
        ];

    [Theory]
    [MemberData(nameof(Integers))]
    public void Integer_AtAWidthBoundary_IsReadAsItIs(string text)
    {
        var row = RowBytes.RowOf(
            (ref MessagePackWriter writer) =>
            {
                if (long.TryParse(text, CultureInfo.InvariantCulture, out var number))
                    writer.Write(number);
                else
                    writer.Write(ulong.Parse(text, CultureInfo.InvariantCulture));
            },
            "bigint"
        );

        Assert.Equal(decimal.Parse(text, CultureInfo.InvariantCulture), row.Decimal("v"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Text_AtAWidthBoundary_IsReadAsItIs(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));

        Assert.Equal(text, RowBytes.RowOf((ref MessagePackWriter writer) => writer.Write(text)).Text("v"));
    }

    [Theory]
    [InlineData("D9026869", "hi")]
    [InlineData("DA00026869", "hi")]
    [InlineData("DB000000026869", "hi")]
    [InlineData("C403616263", "abc")]
    [InlineData("C500036162" + "63", "abc")]
    public void Text_InAWiderFormThanNeeded_IsReadAsItIs(string hex, string text) => Assert.Equal(text, RowBytes.RowOf(hex).Text("v"));

    [Theory]
    [InlineData("D07F", 127)]
    [InlineData("D1007F", 127)]
    [InlineData("D20000007F", 127)]
    [InlineData("D3000000000000007F", 127)]
    [InlineData("CC7F", 127)]
    [InlineData("CF000000000000007F", 127)]
    public void Integer_InAWiderFormThanNeeded_IsReadAsItIs(string hex, long number) =>
        Assert.Equal(number, RowBytes.RowOf(hex, "bigint").Int64("v"));

    [Fact]
    public async Task Result_WithUnusualRows_IsReadToItsEnd()
    {
        const int Count = 2_000;
        var rows = RowBytes.Pack(
            (ref MessagePackWriter writer) =>
            {
                for (var i = 0; i < Count; i++)
                {
                    writer.WriteArrayHeader(6);
                    writer.Write(i);
                    writer.Write($"user{i}@example.com");
                    if (i % 3 == 0)
                        writer.Write("gold");
                    else
                        writer.WriteNil();
                    writer.Write(i / 7d);
                    writer.Write(i % 2 == 0);
                    writer.Write(1_700_000_000L + (60 * i));
                }
            }
        );

        // array16, uint64, text that is not UTF-8, bin8, float32; then str32, NaN, int32.
        var unusual = RowBytes.Hex(
            "DC0006 CF00000000000007D0 A4FFFE4142 C403616263 CA3FC00000 C2 CE65554000 96 D107D1 DB000000026869 C0 CB7FF8000000000000 C3 D27FFFFFFF"
        );
        var read = await RowBytes.ReadAllAsync(
            TdRowReader.OpenGzip(new PiecesStream(RowBytes.Gzip([.. rows, .. unusual]), 4_096), s_result)
        );

        Assert.Equal(Count + 2, read.Count);
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(
                (i, $"user{i}@example.com", i % 3 == 0 ? "gold" : null, i / 7d, i % 2 == 0),
                (read[i].Int64("id"), read[i].Text("email"), read[i].TextOrNull("tier"), read[i].Double("score"), read[i].Boolean("flag"))
            );
        }

        var (first, second) = (read[Count], read[Count + 1]);
        Assert.Equal((2_000L, "abc", 1.5, false), (first.Int64("id"), first.Text("tier"), first.Double("score"), first.Boolean("flag")));
        Assert.Equal(TdColumnProblem.Unreadable, Assert.Throws<TdColumnException>(() => first.Text("email")).Problem);
        Assert.Equal("FFFE4142", Convert.ToHexString(first.Utf8("email")));
        Assert.Equal((2_001L, "hi", (long)int.MaxValue), (second.Int64("id"), second.Text("email"), second.Int64("ts")));
        Assert.True(double.IsNaN(second.Double("score")));
    }

    [Fact]
    public void Nested_LargeListsAndMaps_AreReadToTheirLastItem()
    {
        var list = RowBytes.RowOf(
            (ref MessagePackWriter writer) =>
            {
                writer.WriteArrayHeader(70_000);
                for (var i = 0; i < 70_000; i++)
                    writer.Write(i);
            },
            "array(bigint)"
        );
        var map = RowBytes.RowOf(
            (ref MessagePackWriter writer) =>
            {
                writer.WriteMapHeader(303);
                for (var i = 0; i < 303; i++)
                {
                    writer.Write($"c{i:D5}");
                    writer.WriteArrayHeader(2);
                    writer.Write(i);
                    writer.WriteNil();
                }
            },
            "map(varchar,array(bigint))"
        );

        var expected = 0L;
        foreach (var item in list.Value("v").Items())
        {
            Assert.Equal(expected++, item.Int64());
        }

        Assert.Equal(70_000, expected);
        var pairs = 0;
        foreach (var pair in map.Value("v").Pairs())
        {
            Assert.Equal($"c{pairs:D5}", pair.Key.Text());
            Assert.Equal(2, pair.Value.Count);
            pairs++;
        }

        Assert.Equal(303, pairs);
    }
}
