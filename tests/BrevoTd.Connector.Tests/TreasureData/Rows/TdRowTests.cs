using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

public sealed class TdRowTests
{
    [Theory]
    [InlineData("A0", "")]
    [InlineData("A161", "a")]
    [InlineData("D901 61", "a")]
    [InlineData("DA0001 61", "a")]
    [InlineData("DB00000001 61", "a")]
    [InlineData("C403 616263", "abc")]
    [InlineData("C50001 61", "a")]
    [InlineData("C600000001 61", "a")]
    [InlineData("A4 F09F9880", "😀")]
    [InlineData("A6 E6BCA2E5AD97", "漢字")]
    public void Text_EveryWidth_IsRead(string hex, string expected)
    {
        var row = RowBytes.RowOf(hex);

        Assert.Equal(expected, row.Text("v"));
        Assert.Equal(expected, row.TextOrNull(0));
        Assert.True(row.TryGetText("v", out var text));
        Assert.Equal(expected, text);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(expected), row.Utf8("v").ToArray());
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Text_AtTheBordersOfWidths_IsRead(int length)
    {
        var text = new string('y', length);
        Assert.Equal(text, RowBytes.RowOf((ref Nerdbank.MessagePack.MessagePackWriter writer) => writer.Write(text)).Text(0));
    }

    [Fact]
    public void Text_InvalidUtf8_IsRefusedButItsBytesAreThere()
    {
        var row = RowBytes.RowOf("D904 FFFE4142");

        var error = Assert.Throws<TdColumnException>(() => row.Text("v"));

        Assert.Equal((TdColumnProblem.Unreadable, "v", TdValueKind.Text), (error.Problem, error.ColumnName, error.Kind));
        Assert.Contains("Utf8()", error.Message, StringComparison.Ordinal);
        Assert.False(row.TryGetText("v", out _));
        Assert.Equal(RowBytes.Hex("FFFE4142"), row.Utf8("v").ToArray());
    }

    [Theory]
    [InlineData("C0", TdValueKind.Null)]
    [InlineData("C2", TdValueKind.Boolean)]
    [InlineData("C3", TdValueKind.Boolean)]
    [InlineData("7F", TdValueKind.Integer)]
    [InlineData("E0", TdValueKind.Integer)]
    [InlineData("CCFF", TdValueKind.Integer)]
    [InlineData("CDFFFF", TdValueKind.Integer)]
    [InlineData("CEFFFFFFFF", TdValueKind.Integer)]
    [InlineData("CF7FFFFFFFFFFFFFFF", TdValueKind.Integer)]
    [InlineData("CF8000000000000000", TdValueKind.UnsignedInteger)]
    [InlineData("D080", TdValueKind.Integer)]
    [InlineData("D18000", TdValueKind.Integer)]
    [InlineData("D280000000", TdValueKind.Integer)]
    [InlineData("D38000000000000000", TdValueKind.Integer)]
    [InlineData("CA3FC00000", TdValueKind.Float32)]
    [InlineData("CB3FF8000000000000", TdValueKind.Float64)]
    [InlineData("A0", TdValueKind.Text)]
    [InlineData("D900", TdValueKind.Text)]
    [InlineData("C400", TdValueKind.Binary)]
    [InlineData("90", TdValueKind.Array)]
    [InlineData("DC0000", TdValueKind.Array)]
    [InlineData("DD00000000", TdValueKind.Array)]
    [InlineData("80", TdValueKind.Map)]
    [InlineData("DE0000", TdValueKind.Map)]
    [InlineData("DF00000000", TdValueKind.Map)]
    [InlineData("D4FF00", TdValueKind.Extension)]
    [InlineData("C700FF", TdValueKind.Extension)]
    public void Kind_OfEveryCode_IsTold(string hex, TdValueKind kind)
    {
        var row = RowBytes.RowOf(hex);

        Assert.Equal(kind, row.Kind("v"));
        Assert.Equal(kind, row.Value("v").Kind);
        Assert.Equal(kind == TdValueKind.Null, row.IsNull("v"));
        Assert.Equal(RowBytes.Hex(hex), row.Raw("v").ToArray());
    }

    [Fact]
    public void Reads_AbsentNullAndWrongKind_AreToldApart()
    {
        var row = TdRow.FromMessagePack(RowBytes.People, RowBytes.Hex("93 C0 A161 A162"));

        Assert.Equal(TdColumnProblem.Absent, Assert.Throws<TdColumnException>(() => row.Text("Email")).Problem);
        Assert.Equal(TdColumnProblem.Absent, Assert.Throws<TdColumnException>(() => row.TextOrNull("phone")).Problem);
        Assert.Equal(TdColumnProblem.Absent, Assert.Throws<TdColumnException>(() => row.IsNull("phone")).Problem);
        Assert.Equal(TdColumnProblem.Absent, Assert.Throws<TdColumnException>(() => row.Int64(3)).Problem);
        Assert.Equal(TdColumnProblem.Absent, Assert.Throws<TdColumnException>(() => row.Raw(-1).Length).Problem);
        Assert.Equal(TdColumnProblem.Null, Assert.Throws<TdColumnException>(() => row.Text("email")).Problem);
        var wrong = Assert.Throws<TdColumnException>(() => row.Int64("visits"));
        Assert.Equal((TdColumnProblem.WrongKind, TdValueKind.Text), (wrong.Problem, wrong.Kind));
        Assert.Equal(TdColumnProblem.WrongKind, Assert.Throws<TdColumnException>(() => row.Int64OrNull("visits")).Problem);

        Assert.Null(row.TextOrNull("email"));
        Assert.True(row.Has("email"));
        Assert.False(row.Has("phone"));
        Assert.False(row.TryGetText("phone", out _));
        Assert.False(row.TryGetText("email", out _));
        Assert.False(row.TryGetInt64("visits", out _));
    }

    [Fact]
    public void OrNull_OfEveryType_IsNullForNullOnly()
    {
        var row = RowBytes.RowOf("C0");

        Assert.Null(row.TextOrNull("v"));
        Assert.Null(row.Int64OrNull("v"));
        Assert.Null(row.DoubleOrNull("v"));
        Assert.Null(row.DecimalOrNull("v"));
        Assert.Null(row.BooleanOrNull("v"));
        Assert.Null(row.DateOrNull("v"));
        Assert.Null(row.TimestampOrNull("v"));
        Assert.Null(row.TextListOrNull("v"));
        Assert.False(row.TryGetBoolean("v", out _));
        Assert.False(row.TryGetDate("v", out _));
        Assert.False(row.TryGetDecimal("v", out _));
        Assert.False(row.TryGetTimestamp("v", out _));
    }

    [Fact]
    public async Task Failure_InAResult_NamesRowAndNeverTheValue()
    {
        await using var reader = new TdRowReader(new MemoryStream(RowBytes.PeopleRows(2)), RowBytes.People);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);

        var error = Assert.Throws<TdColumnException>(() => reader.Current.Int64("email"));

        Assert.Equal(2, error.RowNumber);
        Assert.Contains("'email' of row 2", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("user1", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user1", reader.Current.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Default_Row_SaysThatItIsNone()
    {
        Assert.Contains(
            "default value",
            Assert.Throws<InvalidOperationException>(() => default(TdRow).Text("v")).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("Row that is out of date", default(TdRow).ToString());
    }

    [Theory]
    [InlineData("", TdResultProblem.Truncated)]
    [InlineData("93 A161 01", TdResultProblem.Truncated)]
    [InlineData("92 A161 01", TdResultProblem.RowLength)]
    [InlineData("83", TdResultProblem.InvalidBytes)]
    [InlineData("93 A161 C1 C0", TdResultProblem.InvalidBytes)]
    [InlineData("93 A161 01 C0 C0", TdResultProblem.InvalidBytes)]
    public void FromMessagePack_NotOneRow_IsRefused(string hex, TdResultProblem problem) =>
        Assert.Equal(
            problem,
            Assert.Throws<TreasureDataResultException>(() => TdRow.FromMessagePack(RowBytes.People, RowBytes.Hex(hex))).Problem
        );

    [Fact]
    public void FromMessagePack_CallersBytes_AreCopied()
    {
        var bytes = RowBytes.Hex("93 A161 01 C0");
        var row = TdRow.FromMessagePack(RowBytes.People, bytes);
        bytes.AsSpan().Clear();

        Assert.Equal("a", row.Text("email"));
        Assert.Equal(0, row.Number);
        Assert.Equal("a", row.Detach().Text("email"));
    }
}
