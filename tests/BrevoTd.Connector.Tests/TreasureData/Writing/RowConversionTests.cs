using System.Buffers;
using System.Data;
using System.Globalization;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class RowConversionTests
{
    private static readonly TdRowConversion AtOne = new() { Time = TdRowTime.At(DateTimeOffset.FromUnixTimeSeconds(1)) };

    [Fact]
    public void DataRecord_EveryType_IsWrittenAsATableCanHoldIt()
    {
        using var table = Table(
            ("text", typeof(string), "é"),
            ("yes", typeof(bool), true),
            ("i8", typeof(sbyte), (sbyte)-1),
            ("i16", typeof(short), (short)-2),
            ("i32", typeof(int), 3),
            ("i64", typeof(long), long.MinValue),
            ("u64", typeof(ulong), 5UL),
            ("f32", typeof(float), 0.1f),
            ("f64", typeof(double), 1.5),
            ("not_a_number", typeof(double), double.NaN),
            ("money", typeof(decimal), 1.10m),
            ("moment", typeof(DateTime), new DateTime(2024, 5, 6, 7, 8, 9, 120, DateTimeKind.Utc)),
            ("with_zone", typeof(DateTimeOffset), new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(2))),
            ("day", typeof(DateOnly), new DateOnly(2024, 5, 6)),
            ("id", typeof(Guid), new Guid("00000000-0000-0000-0000-000000000001")),
            ("nothing", typeof(string), DBNull.Value)
        );

        Assert.Equal(
            [
                "time=1",
                "text=é",
                "yes=true",
                "i8=-1",
                "i16=-2",
                "i32=3",
                "i64=-9223372036854775808",
                "u64=5",
                "f32=0.1",
                "f64=1.5",
                "not_a_number=null",
                "money=1.10",
                "moment=2024-05-06T07:08:09.12Z",
                "with_zone=2024-05-06T05:08:09Z",
                "day=2024-05-06",
                "id=00000000-0000-0000-0000-000000000001",
                "nothing=null",
            ],
            Encode(table, AtOne)
        );
        Assert.Equal(
            "text string, yes string, i8 long, i16 long, i32 long, i64 long, u64 long, f32 double, f64 double, not_a_number double, money string, moment string, with_zone string, day string, id string, nothing string",
            AtOne.SchemaOf(table.CreateDataReader()).ToString()
        );
    }

    [Fact]
    public void DataRecord_OtherFormats_AreWrittenWhenAskedFor()
    {
        using var table = Table(
            ("yes", typeof(bool), true),
            ("money", typeof(decimal), 1.10m),
            ("moment", typeof(DateTime), new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Unspecified)),
            ("FirstName", typeof(string), "A")
        );
        var conversion = AtOne with
        {
            Booleans = TdBooleanFormat.Integer,
            Decimals = TdDecimalFormat.Double,
            Timestamps = TdTimestampFormat.UnixSeconds,
            AdjustNames = true,
        };

        Assert.Equal(["time=1", "yes=1", "money=1.1", "moment=1714979289", "first_name=A"], Encode(table, conversion));
        Assert.Equal("yes long, money double, moment long, first_name string", conversion.SchemaOf(table.CreateDataReader()).ToString());
    }

    [Theory]
    [InlineData(1_700_000_000L, "1700000000")]
    [InlineData("2024-05-06 07:08:09", "1714979289")]
    [InlineData("1700000000", "1700000000")]
    public void Time_FromANamedColumn_IsTaken_AndTheColumnIsKept(object value, string expected)
    {
        using var table = Table(("created_at", value.GetType(), value));

        var row = Encode(table, new TdRowConversion { Time = TdRowTime.From("created_at") });

        Assert.Equal([$"time={expected}", $"created_at={value}"], row);
    }

    [Fact]
    public void Time_OfImport_IsOneMomentForAllRows()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)) { AutoAdvanceAmount = TimeSpan.FromHours(1) };
        var encoder = TdRowEncoders.ForDictionaries<int>(new TdRowConversion { Time = TdRowTime.OfImport }, clock);
        var (first, second) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());

        encoder.Encode(new Dictionary<string, int> { ["a"] = 1 }, 1, first);
        encoder.Encode(new Dictionary<string, int> { ["a"] = 1 }, 2, second);

        Assert.Equal(first.WrittenMemory.ToArray(), second.WrittenMemory.ToArray());
        Assert.Equal(["time=1700000000", "a=1"], Read(first.WrittenMemory));
    }

    [Fact]
    public void Time_WithoutSource_IsAnErrorThatSaysWhatToDo()
    {
        using var table = Table(("a", typeof(string), "x"));

        var e = Assert.Throws<ArgumentException>(() => new TdRowConversion().SchemaOf(table.CreateDataReader()));

        Assert.Contains("TdRowTime.OfImport", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_700_000_000_000L, "milliseconds")]
    [InlineData("yesterday", "ISO 8601")]
    public void Time_ThatIsNone_FailsItsRowOnly(object value, string message)
    {
        var encoder = TdRowEncoders.ForDictionaries<object>();
        var output = new ArrayBufferWriter<byte>();

        var bad = encoder.Encode(new Dictionary<string, object> { ["time"] = value }, 1, output);
        var good = encoder.Encode(new Dictionary<string, object> { ["time"] = 5 }, 2, output);

        var failure = Assert.Single(bad.Failures);
        Assert.Equal(("time", 1), (failure.Target, failure.RecordNumber));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(EncodeOutcome.Encoded, good.Outcome);
        Assert.Equal(["time=5"], Read(output.WrittenMemory));
        Assert.Equal((1, 1), (encoder.GetStatistics().Encoded, encoder.GetStatistics().Failed));
    }

    [Fact]
    public void Values_ThatNoColumnHolds_FailWithTheirColumn_AndNeverShowTheValue()
    {
        var encoder = TdRowEncoders.ForDictionaries<object?>(AtOne);

        var encoded = encoder.Encode(
            new Dictionary<string, object?>
            {
                ["big"] = ulong.MaxValue,
                ["infinite"] = double.PositiveInfinity,
                ["bytes"] = new byte[] { 1 },
                ["half"] = "secret\uD800",
                ["v"] = 1,
                ["FirstName"] = "secret",
                ["other"] = new Version(1, 2),
            },
            9,
            new ArrayBufferWriter<byte>()
        );

        Assert.Equal(["FirstName", "big", "bytes", "half", "infinite", "other", "v"], encoded.Failures.Select(failure => failure.Source!));
        Assert.All(encoded.Failures, failure => Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal));
        Assert.Contains("first_name", encoded.Failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dictionary_ListsAndMaps_AreWritten()
    {
        var row = EncodeOne(
            new Dictionary<string, object?>
            {
                ["tags"] = new[] { "a", null },
                ["scores"] = new List<long> { 1, 2 },
                ["more"] = new Dictionary<string, string?> { ["b"] = "2", ["a"] = "1" },
            },
            AtOne
        );

        Assert.Equal(["time=1", "more={a:1,b:2}", "scores=[1,2]", "tags=[a,null]"], row);
    }

    [Fact]
    public void Dictionary_AnyOrderOfEntries_GivesTheSameBytes() =>
        Gen.Dictionary(Gen.String[Gen.Char['a', 'f'], 1, 8], Gen.Long)
            .Sample(
                entries =>
                {
                    var encoder = TdRowEncoders.ForDictionaries<long>(AtOne);
                    var (one, other) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
                    encoder.Encode(entries, 1, one);
                    encoder.Encode(entries.Reverse().ToDictionary(), 2, other);
                    return one.WrittenSpan.SequenceEqual(other.WrittenSpan);
                },
                iter: 200
            );

    [Fact]
    public void DataRecord_ColumnsThatCannotBe_AreAllNamedAtOnce()
    {
        using var table = Table(
            ("First Name", typeof(string), "x"),
            ("v", typeof(string), "x"),
            ("picture", typeof(byte[]), new byte[] { 1 })
        );

        var e = Assert.Throws<ArgumentException>(() => AtOne.SchemaOf(table.CreateDataReader()));

        Assert.Contains("Call it 'first_name'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'v'", e.Message, StringComparison.Ordinal);
        Assert.Contains("Byte[]", e.Message, StringComparison.Ordinal);
    }

    private static DataTable Table(params (string Name, Type Type, object Value)[] columns)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var (name, type, _) in columns)
        {
            table.Columns.Add(name, type);
        }

        table.Rows.Add([.. columns.Select(column => column.Value)]);
        return table;
    }

    private static List<string> Encode(DataTable table, TdRowConversion conversion)
    {
        using var reader = table.CreateDataReader();
        Assert.True(reader.Read());
        var output = new ArrayBufferWriter<byte>();
        var encoded = TdRowEncoders.ForDataRecords(conversion).Encode(reader, 1, output);
        Assert.Empty(encoded.Failures);
        return Read(output.WrittenMemory);
    }

    private static List<string> EncodeOne(Dictionary<string, object?> row, TdRowConversion conversion)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Empty(TdRowEncoders.ForDictionaries<object?>(conversion).Encode(row, 1, output).Failures);
        return Read(output.WrittenMemory);
    }

    private static List<string> Read(ReadOnlyMemory<byte> row)
    {
        var reader = new MessagePackReader(row);
        var texts = new List<string>();
        var count = reader.ReadMapHeader();
        for (var i = 0; i < count; i++)
        {
            texts.Add($"{reader.ReadString()}={Value(ref reader)}");
        }

        Assert.True(reader.End);
        return texts;
    }

    private static string Value(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                return "null";
            case MessagePackType.Integer:
                return reader.ReadInt64().ToString(CultureInfo.InvariantCulture);
            case MessagePackType.Float:
                return reader.ReadDouble().ToString(CultureInfo.InvariantCulture);
            case MessagePackType.Array:
                var items = new string[reader.ReadArrayHeader()];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = Value(ref reader);
                }

                return $"[{string.Join(',', items)}]";
            case MessagePackType.Map:
                var pairs = new string[reader.ReadMapHeader()];
                for (var i = 0; i < pairs.Length; i++)
                {
                    pairs[i] = $"{reader.ReadString()}:{Value(ref reader)}";
                }

                return $"{{{string.Join(',', pairs)}}}";
            default:
                return reader.ReadString()!;
        }
    }
}
