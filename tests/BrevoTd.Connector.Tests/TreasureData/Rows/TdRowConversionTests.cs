using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

public sealed class TdRowConversionTests
{
    [Theory]
    [InlineData("00", 0)]
    [InlineData("7F", 127)]
    [InlineData("FF", -1)]
    [InlineData("E0", -32)]
    [InlineData("CC80", 128)]
    [InlineData("CCFF", 255)]
    [InlineData("CD0100", 256)]
    [InlineData("CDFFFF", 65_535)]
    [InlineData("CE00010000", 65_536)]
    [InlineData("CEFFFFFFFF", 4_294_967_295)]
    [InlineData("CF0000000100000000", 4_294_967_296)]
    [InlineData("CF7FFFFFFFFFFFFFFF", long.MaxValue)]
    [InlineData("D0DF", -33)]
    [InlineData("D080", -128)]
    [InlineData("D1FF7F", -129)]
    [InlineData("D18000", -32_768)]
    [InlineData("D2FFFF7FFF", -32_769)]
    [InlineData("D280000000", int.MinValue)]
    [InlineData("D3FFFFFFFF7FFFFFFF", int.MinValue - 1L)]
    [InlineData("D38000000000000000", long.MinValue)]
    [InlineData("D30000000000000001", 1)]
    public void Numbers_OfEveryIntegerWidth_AreRead(string hex, long expected)
    {
        var row = RowBytes.RowOf(hex, "bigint");

        Assert.Equal(expected, row.Int64("v"));
        Assert.Equal(expected, row.Int64OrNull(0));
        Assert.True(row.TryGetInt64(0, out var value));
        Assert.Equal(expected, value);
        Assert.Equal((double)expected, row.Double("v"));
        Assert.Equal(expected, row.Decimal("v"));
    }

    [Fact]
    public void Numbers_Beyond63Bits_FitDecimalAndDoubleOnly()
    {
        var row = RowBytes.RowOf("CFFFFFFFFFFFFFFFFF", "bigint");

        var error = Assert.Throws<TdColumnException>(() => row.Int64("v"));

        Assert.Equal((TdColumnProblem.Unreadable, TdValueKind.UnsignedInteger), (error.Problem, error.Kind));
        Assert.Contains("Decimal()", error.Message, StringComparison.Ordinal);
        Assert.Equal(ulong.MaxValue, row.Decimal("v"));
        Assert.Equal((double)ulong.MaxValue, row.Double("v"));
    }

    [Theory]
    [InlineData("CA3FC00000", 1.5)]
    [InlineData("CB3FF8000000000000", 1.5)]
    [InlineData("CB8000000000000000", -0.0)]
    [InlineData("CB7FF8000000000000", double.NaN)]
    [InlineData("CB7FF0000000000000", double.PositiveInfinity)]
    [InlineData("CAFF800000", double.NegativeInfinity)]
    [InlineData("CB0000000000000001", double.Epsilon)]
    public void Double_OfEachWidth_IsRead(string hex, double expected)
    {
        var row = RowBytes.RowOf(hex, "double");

        Assert.Equal(expected, row.Double("v"));
        Assert.Equal(TdColumnProblem.WrongKind, Assert.Throws<TdColumnException>(() => row.Int64("v")).Problem);
        if (!double.IsFinite(expected))
        {
            Assert.Equal(TdColumnProblem.Unreadable, Assert.Throws<TdColumnException>(() => row.Decimal("v")).Problem);
        }
    }

    [Fact]
    public void Decimal_OfTextAndFloats_KeepsItsDigits()
    {
        Assert.Equal(12345678901234567890.123m, RowBytes.RowOf(Text("12345678901234567890.123"), "decimal(30,3)").Decimal(0));
        Assert.Equal(-0.10m, RowBytes.RowOf(Text("-0.10"), "decimal(5,2)").Decimal(0));
        Assert.Equal(0.1m, RowBytes.RowOf("CB3FB999999999999A", "double").Decimal(0));
        Assert.Equal(0.1m, RowBytes.RowOf("CA3DCCCCCD", "real").Decimal(0));
        Assert.False(RowBytes.RowOf(Text("1,5"), "decimal(5,2)").TryGetDecimal(0, out _));
        Assert.False(RowBytes.RowOf(Text("ten"), "decimal(5,2)").TryGetDecimal(0, out _));
        Assert.False(RowBytes.RowOf("CB7E37E43C8800759C", "double").TryGetDecimal(0, out _));
    }

    [Fact]
    public void Double_OfText_CountsInDecimalColumnsOnly()
    {
        Assert.Equal(12.5, RowBytes.RowOf(Text("12.5"), "decimal(10,2)").Double(0));
        Assert.Equal(
            TdColumnProblem.Unreadable,
            Assert.Throws<TdColumnException>(() => RowBytes.RowOf(Text("x"), "decimal(10,2)").Double(0)).Problem
        );
        Assert.Equal(
            TdColumnProblem.WrongKind,
            Assert.Throws<TdColumnException>(() => RowBytes.RowOf(Text("12.5"), "varchar").Double(0)).Problem
        );
    }

    [Theory]
    [InlineData("C3", true)]
    [InlineData("C2", false)]
    [InlineData("01", true)]
    [InlineData("00", false)]
    [InlineData("CC01", true)]
    [InlineData("D30000000000000000", false)]
    [InlineData("A474727565", true)]
    [InlineData("A566616C7365", false)]
    [InlineData("A454727565", true)]
    [InlineData("D90546414C5345", false)]
    public void Boolean_OfEveryForm_IsRead(string hex, bool expected)
    {
        var row = RowBytes.RowOf(hex, "boolean");

        Assert.Equal(expected, row.Boolean("v"));
        Assert.Equal(expected, row.BooleanOrNull(0));
        Assert.True(row.TryGetBoolean("v", out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("02", TdColumnProblem.Unreadable)]
    [InlineData("FF", TdColumnProblem.Unreadable)]
    [InlineData("CFFFFFFFFFFFFFFFFF", TdColumnProblem.Unreadable)]
    [InlineData("A3796573", TdColumnProblem.Unreadable)]
    [InlineData("A131", TdColumnProblem.Unreadable)]
    [InlineData("A0", TdColumnProblem.Unreadable)]
    [InlineData("CB3FF0000000000000", TdColumnProblem.WrongKind)]
    [InlineData("91C3", TdColumnProblem.WrongKind)]
    [InlineData("C0", TdColumnProblem.Null)]
    public void Boolean_OfAnythingElse_IsNotGuessed(string hex, TdColumnProblem problem)
    {
        var row = RowBytes.RowOf(hex, "boolean");

        Assert.Equal(problem, Assert.Throws<TdColumnException>(() => row.Boolean("v")).Problem);
        Assert.False(row.TryGetBoolean("v", out _));
        if (problem != TdColumnProblem.Null)
        {
            Assert.Equal(problem, Assert.Throws<TdColumnException>(() => row.BooleanOrNull("v")).Problem);
        }
    }

    [Theory]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000+00:00")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("2001-08-22 03:04", "2001-08-22T03:04:00.0000000+00:00")]
    [InlineData("2001-08-22 03:04:05", "2001-08-22T03:04:05.0000000+00:00")]
    [InlineData("2001-08-22 03:04:05.321", "2001-08-22T03:04:05.3210000+00:00")]
    [InlineData("2001-08-22 03:04:05.123456789012", "2001-08-22T03:04:05.1234567+00:00")]
    [InlineData("2001-08-22T03:04:05Z", "2001-08-22T03:04:05.0000000+00:00")]
    [InlineData("2001-08-22T03:04:05.5+09:00", "2001-08-22T03:04:05.5000000+09:00")]
    [InlineData("2001-08-22 03:04:05.321 UTC", "2001-08-22T03:04:05.3210000+00:00")]
    [InlineData("2001-08-22 03:04:05 -05:30", "2001-08-22T03:04:05.0000000-05:30")]
    [InlineData("2001-08-22 03:04:05 +0900", "2001-08-22T03:04:05.0000000+09:00")]
    [InlineData("2001-08-22 03:04:05.321 America/Los_Angeles", "2001-08-22T03:04:05.3210000-07:00")]
    [InlineData("2001-01-22 03:04:05.321 Asia/Tokyo", "2001-01-22T03:04:05.3210000+09:00")]
    [InlineData("9999-12-31 23:59:59.9999999", "9999-12-31T23:59:59.9999999+00:00")]
    public void Timestamp_OfText_IsRead(string text, string expected)
    {
        var row = RowBytes.RowOf(Text(text), "timestamp");

        var value = row.Timestamp("v");

        Assert.Equal(expected, value.ToString("O"));
        Assert.Equal(DateOnly.FromDateTime(value.DateTime), row.Date("v"));
        Assert.Equal(value, row.TimestampOrNull(0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024-2-29")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-01")]
    [InlineData("2024-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("2024/02/29")]
    [InlineData("2024-02-29x")]
    [InlineData("2024-02-29 ")]
    [InlineData("2024-02-29 24:00:00")]
    [InlineData("2024-02-29 23:60:00")]
    [InlineData("2024-02-29 23:59:60")]
    [InlineData("2024-02-29 23:59:59.")]
    [InlineData("2024-02-29 23:59:59.1234567890123")]
    [InlineData("2024-02-29 23:59:59 ")]
    [InlineData("2024-02-29 23:59:59 Mars/Olympus")]
    [InlineData("2024-02-29 23:59:59 ../../../etc/passwd")]
    [InlineData("2024-02-29 23:59:59 /etc/passwd")]
    [InlineData("2024-02-29 23:59:59+15:00")]
    [InlineData("2024-02-29 23:59:59+1")]
    [InlineData("2024-02-29 23:59:59+01:60")]
    [InlineData("0001-01-01 00:00:00+01:00")]
    [InlineData("9999-12-31 23:59:59-01:00")]
    [InlineData("٢٠٢٤-02-29")]
    public void Timestamp_OfOtherText_IsUnreadable(string text)
    {
        var row = RowBytes.RowOf(Text(text), "timestamp");

        var error = Assert.Throws<TdColumnException>(() => row.Timestamp("v"));

        Assert.Equal(TdColumnProblem.Unreadable, error.Problem);
        Assert.False(row.TryGetDate("v", out _));
        Assert.True(text.Length == 0 || !error.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Timestamp_OfUnixSeconds_IsReadWithinItsRange()
    {
        Assert.Equal(
            new DateTimeOffset(2024, 10, 1, 0, 0, 0, TimeSpan.Zero),
            RowBytes.RowOf((ref Nerdbank.MessagePack.MessagePackWriter writer) => writer.Write(1_727_740_800), "bigint").Timestamp(0)
        );
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(-1), RowBytes.RowOf("FF", "bigint").Timestamp(0));
        Assert.False(RowBytes.RowOf("D37FFFFFFFFFFFFFFF", "bigint").TryGetTimestamp(0, out _));
        Assert.False(RowBytes.RowOf("01", "bigint").TryGetDate(0, out _));
    }

    private static byte[] Text(string text) => RowBytes.Pack((ref Nerdbank.MessagePack.MessagePackWriter writer) => writer.Write(text));
}
