using System.Buffers;
using System.Numerics;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

public sealed class TdRowWriterTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void EndRow_ReferenceExample_GivesItsBytes()
    {
        var writer = new TdRowWriter(_output);
        writer.BeginRow();
        writer.WriteTime(1_727_740_800);
        writer.Write("email", "a@example.com");
        writer.Write("event", "delivered");

        var length = writer.EndRow();

        Assert.Equal(
            RowBytes.Hex("83a474696d65ce66fb3b80a5656d61696cad61406578616d706c652e636f6da56576656e74a964656c697665726564"),
            _output.WrittenSpan.ToArray()
        );
        Assert.Equal(_output.WrittenCount, length);
        Assert.Equal(1, writer.RowCount);
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "CC80")]
    [InlineData(256, "CD0100")]
    [InlineData(65_536, "CE00010000")]
    [InlineData(4_294_967_296, "CF0000000100000000")]
    [InlineData(long.MaxValue, "CF7FFFFFFFFFFFFFFF")]
    [InlineData(-1, "FF")]
    [InlineData(-32, "E0")]
    [InlineData(-33, "D0DF")]
    [InlineData(-129, "D1FF7F")]
    [InlineData(-32_769, "D2FFFF7FFF")]
    [InlineData(long.MinValue, "D38000000000000000")]
    public void WriteValue_Integer_TakesTheShortestForm(long value, string hex) =>
        Assert.Equal(hex, Value(writer => writer.WriteValue(value)));

    [Fact]
    public void WriteValue_IntegersBeyondInt64_BecomeText()
    {
        Assert.Equal(Hex("9223372036854775808"), Value(writer => writer.WriteValue(9_223_372_036_854_775_808UL)));
        Assert.Equal(Hex("18446744073709551615"), Value(writer => writer.WriteValue(ulong.MaxValue)));
        Assert.Equal("CF7FFFFFFFFFFFFFFF", Value(writer => writer.WriteValue((ulong)long.MaxValue)));
        Assert.Equal(Hex("-9223372036854775809"), Value(writer => writer.WriteValue(new BigInteger(long.MinValue) - 1)));
        Assert.Equal("D38000000000000000", Value(writer => writer.WriteValue(new BigInteger(long.MinValue))));
    }

    [Fact]
    public void WriteValue_OtherScalars_FollowTheTablesTypes()
    {
        Assert.Equal("CB3FF8000000000000", Value(writer => writer.WriteValue(1.5)));
        Assert.Equal("CB8000000000000000", Value(writer => writer.WriteValue(-0.0)));
        Assert.Equal("C0", Value(writer => writer.WriteValue(double.NaN)));
        Assert.Equal("CB7FF0000000000000", Value(writer => writer.WriteValue(double.PositiveInfinity)));
        Assert.Equal(Hex("-79228162514264337593543950335"), Value(writer => writer.WriteValue(decimal.MinValue)));
        Assert.Equal(Hex("1.10"), Value(writer => writer.WriteValue(1.10m)));
        Assert.Equal(Hex("true"), Value(writer => writer.WriteValue(true)));
        Assert.Equal(Hex("false"), Value(writer => writer.WriteValue(false)));
        Assert.Equal("01", Value(writer => writer.WriteValue(true), TdBooleanFormat.Integer));
        Assert.Equal("00", Value(writer => writer.WriteValue(false), TdBooleanFormat.Integer));
        Assert.Equal("C0", Value(writer => writer.WriteValue((string?)null)));
        Assert.Equal(Hex("2024-02-09"), Value(writer => writer.WriteValue(new DateOnly(2024, 2, 9))));
        Assert.Equal("CE66FB3B80", Value(writer => writer.WriteSeconds(new DateTimeOffset(2024, 10, 1, 9, 0, 0, TimeSpan.FromHours(9)))));
        Assert.Equal(Hex("é漢😀"), Value(writer => writer.WriteUtf8Value("é漢😀"u8)));
        Assert.Equal(Hex("é漢😀"), Value(writer => writer.WriteValue("é漢😀".AsSpan())));
    }

    [Theory]
    [InlineData(0, "A0")]
    [InlineData(31, "BF")]
    [InlineData(32, "D920")]
    [InlineData(255, "D9FF")]
    [InlineData(256, "DA0100")]
    [InlineData(65_535, "DAFFFF")]
    [InlineData(65_536, "DB00010000")]
    public void WriteValue_Text_TakesTheShortestHeader(int length, string header)
    {
        // Two bytes a character make the encoder's guess of the length differ from the length.
        foreach (var text in new[] { new string('x', length), new string('é', length / 2) + new string('x', length % 2) })
        {
            var value = Value(writer => writer.WriteValue(text));
            Assert.StartsWith(header, value, StringComparison.Ordinal);
            Assert.Equal((header.Length / 2) + length, value.Length / 2);
        }
    }

    [Fact]
    public void WriteList_OfEachType_IsAList()
    {
        Assert.Equal("93A161C0A0", Value(writer => writer.WriteList(["a", null, ""])));
        Assert.Equal("9301FFCD0100", Value(writer => writer.WriteList(new long[] { 1, -1, 256 })));
        Assert.Equal("92CB3FF8000000000000C0", Value(writer => writer.WriteList(new[] { 1.5, double.NaN })));
        Assert.Equal("90", Value(writer => writer.WriteList(Array.Empty<string>())));
        Assert.StartsWith("DC0010", Value(writer => writer.WriteList(new long[16])), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteMap_EqualMaps_GiveEqualBytes()
    {
        var one = new Dictionary<string, string?>
        {
            ["b"] = null,
            ["a"] = "1",
            ["B"] = "2",
        };
        var other = new Dictionary<string, string?>
        {
            ["B"] = "2",
            ["a"] = "1",
            ["b"] = null,
        };

        Assert.Equal("83A142A132A161A131A162C0", Value(writer => writer.WriteMap(one)));
        Assert.Equal(Value(writer => writer.WriteMap(one)), Value(writer => writer.WriteMap(other)));
    }

    [Fact]
    public void WriteRawValue_OfOneValue_IsCopied() =>
        Assert.Equal("9201A161", Value(writer => writer.WriteRawValue(RowBytes.Hex("92 01 A161"))));

    [Theory]
    [InlineData("")]
    [InlineData("01 02")]
    [InlineData("92 01")]
    [InlineData("C1")]
    [InlineData("D6FF00000000")]
    public void WriteRawValue_OfAnythingElse_IsRefused(string hex)
    {
        var writer = Begun();
        writer.WriteName("v");

        Assert.Throws<ArgumentException>(() => writer.WriteRawValue(RowBytes.Hex(hex)));
    }

    [Fact]
    public void Write_Nullables_WriteNullOrValue()
    {
        var writer = Begun();
        writer.Write("a", (long?)null);
        writer.Write("b", (long?)1);
        writer.Write("c", (double?)null);
        writer.Write("d", (bool?)true);
        writer.Write("e", (decimal?)null);
        writer.Write("f", (DateOnly?)null);
        writer.Write("g", (string?)null);
        writer.EndRow();

        Assert.Equal("88A474696D6500A161C0A16201A163C0A164A474727565A165C0A166C0A167C0", Convert.ToHexString(_output.WrittenSpan));
    }

    [Fact]
    public void EndRow_OfWideRows_TakesTheHeaderTheyNeed()
    {
        foreach (var (count, header) in new[] { (15, "8F"), (16, "DE0010"), (65_535, "DEFFFF"), (65_536, "DF00010000") })
        {
            _output.ResetWrittenCount();
            var writer = Begun();
            for (var i = 1; i < count; i++)
            {
                writer.Write($"c{i}", i);
            }

            Assert.Equal(writer.EndRow(), _output.WrittenCount);
            Assert.StartsWith(header, Convert.ToHexString(_output.WrittenSpan[..5]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WriteName_EncodedBefore_GivesTheSameBytes()
    {
        var key = new TdColumnKey("naïve");
        var time = new TdColumnKey("time");
        var writer = new TdRowWriter(_output);
        writer.BeginRow();
        writer.WriteName(time);
        writer.WriteValue(0);
        writer.WriteName(key);
        writer.WriteValue("x");
        writer.EndRow();
        var encoded = _output.WrittenSpan.ToArray();
        _output.ResetWrittenCount();

        writer.BeginRow();
        writer.WriteTime(0);
        writer.Write("naïve", "x");
        writer.EndRow();

        Assert.Equal(encoded, _output.WrittenSpan.ToArray());
    }

    [Fact]
    public void EndRow_WithoutTime_IsRefusedAndLeavesNothing()
    {
        var writer = new TdRowWriter(_output);
        writer.BeginRow();
        writer.Write("email", "a@example.com");

        Assert.Contains("WriteTime", Assert.Throws<InvalidOperationException>(() => writer.EndRow()).Message, StringComparison.Ordinal);

        Assert.Equal(0, _output.WrittenCount);
        writer.WriteTime(DateTimeOffset.UnixEpoch);
        writer.EndRow();
        Assert.NotEqual(0, _output.WrittenCount);
    }

    [Fact]
    public void EndRow_TimeThatIsNoNumber_DoesNotCount()
    {
        var writer = new TdRowWriter(_output);
        writer.BeginRow();
        writer.Write("time", "2024-01-01");

        Assert.Throws<InvalidOperationException>(() => writer.EndRow());
    }

    [Fact]
    public void CancelRow_HalfWay_LeavesNothingOfIt()
    {
        var writer = Begun();
        writer.Write("email", "a@example.com");
        writer.WriteName("dangling");
        writer.CancelRow();

        writer.BeginRow();
        writer.WriteTime(5);
        writer.EndRow();

        Assert.Equal("81A474696D6505", Convert.ToHexString(_output.WrittenSpan));
        Assert.Equal(1, writer.RowCount);
    }

    [Fact]
    public void WriteValue_HalfASurrogatePair_IsRefusedAndTheColumnCanBeWrittenAgain()
    {
        const string Broken = "secret \ud83d";
        var writer = Begun();
        writer.WriteName("name");
        var error = Assert.Throws<ArgumentException>(() => writer.WriteValue(Broken));
        Assert.Contains("'name'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => writer.WriteList([new string('x', 5_000), Broken]));
        Assert.Throws<ArgumentException>(() =>
            writer.WriteMap(new Dictionary<string, string?> { ["a"] = new('x', 5_000), ["b"] = Broken })
        );
        Assert.Throws<ArgumentException>(() => writer.WriteUtf8Value([0xFF]));
        writer.WriteNull();
        Assert.Throws<ArgumentException>(() => writer.WriteName(Broken));
        writer.EndRow();

        Assert.Equal("82A474696D6500A46E616D65C0", Convert.ToHexString(_output.WrittenSpan));
    }

    [Fact]
    public void Calls_OutOfOrder_AreRefused()
    {
        var writer = new TdRowWriter(_output);
        Assert.Throws<InvalidOperationException>(() => writer.EndRow());
        Assert.Throws<InvalidOperationException>(() => writer.WriteName("a"));
        Assert.Throws<InvalidOperationException>(() => writer.WriteNull());
        writer.BeginRow();
        Assert.Throws<InvalidOperationException>(() => writer.BeginRow());
        Assert.Throws<InvalidOperationException>(() => writer.WriteValue(1));
        writer.WriteName("a");
        Assert.Throws<InvalidOperationException>(() => writer.WriteName("b"));
        Assert.Throws<InvalidOperationException>(() => writer.EndRow());
        writer.WriteValue(1);
        Assert.Throws<ArgumentException>(() => writer.WriteName("a"));
        Assert.Throws<ArgumentException>(() => writer.WriteName(""));
        writer.WriteTime(1);
        writer.EndRow();
        Assert.Equal("82A16101A474696D6501", Convert.ToHexString(_output.WrittenSpan));
    }

    [Fact]
    public void EndRow_WarmWriter_AllocatesNothing()
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        var writer = new TdRowWriter(output);
        var keys = new[] { new TdColumnKey("time"), new TdColumnKey("email"), new TdColumnKey("score") };
        WriteRows(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteRows(10_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated <= 10_000, $"{allocated} bytes for 10,000 rows");

        void WriteRows(int count)
        {
            for (var i = 0; i < count; i++)
            {
                output.ResetWrittenCount();
                writer.BeginRow();
                writer.WriteName(keys[0]);
                writer.WriteValue(i);
                writer.WriteName(keys[1]);
                writer.WriteValue("someone@example.com");
                writer.WriteName(keys[2]);
                writer.WriteValue(i / 2d);
                writer.EndRow();
            }
        }
    }

    private static string Hex(string text) =>
        Convert.ToHexString(RowBytes.Pack((ref Nerdbank.MessagePack.MessagePackWriter writer) => writer.Write(text)));

    private static string Value(Action<TdRowWriter> write, TdBooleanFormat booleans = TdBooleanFormat.Text)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new TdRowWriter(output, booleans);
        writer.BeginRow();
        writer.WriteTime(0);
        writer.WriteName("v");
        write(writer);
        writer.EndRow();
        const string Before = "82A474696D6500A176";
        var hex = Convert.ToHexString(output.WrittenSpan);
        Assert.StartsWith(Before, hex, StringComparison.Ordinal);
        return hex[Before.Length..];
    }

    private TdRowWriter Begun()
    {
        var writer = new TdRowWriter(_output);
        writer.BeginRow();
        writer.WriteTime(0);
        return writer;
    }
}
