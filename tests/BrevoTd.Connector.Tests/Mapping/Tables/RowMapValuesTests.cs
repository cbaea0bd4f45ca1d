using System.Buffers;
using System.Globalization;
using System.Text;
using BrevoTd.Connector.Mapping;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>Values of functions are written straight into their places, with ways of their own for short texts: every length at which one way ends and another begins.</summary>
public class RowMapValuesTests
{
    public static TheoryData<string> Fillings => ["a", "é", "花", "😀", "\uD800"];

    [Theory]
    [MemberData(nameof(Fillings))]
    public void Column_TextOfEveryShortLength_IsWrittenAsItIs(string filling)
    {
        var encoder = Encoder<string>(map => map.Column("text", text => text));
        for (var length = 1; length <= 40; length++)
        {
            for (var at = 0; at < length; at++)
            {
                var text = new string('x', at) + filling + new string('y', length - 1 - at);

                Assert.Equal(AsUtf8(text), Value(encoder, text));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Fillings))]
    public void Column_TextAroundTheLengthsOfHeaders_IsWrittenAsItIs(string filling)
    {
        var encoder = Encoder<string>(map => map.Column("text", text => text));
        foreach (var limit in (int[])[31, 255, 65_535])
        {
            for (var length = limit - 4; length <= limit + 4; length++)
            {
                foreach (var text in (string[])[new string('x', length), new string('x', length - 1) + filling, Repeat(filling, length)])
                {
                    Assert.Equal(AsUtf8(text), Value(encoder, text));
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(100)]
    public void Column_NameOfAnyLength_IsWrittenAsItIs(int length)
    {
        var name = "abcdefghijklmnopqrstuvwxyz0123456789"[..Math.Min(length, 36)].PadRight(length, '_');

        var row = Row(Encoder<bool>(map => map.Column(name, value => value)), true);

        Assert.Equal(["time", name], row.Keys);
        Assert.Equal("true", row[name]);
    }

    [Fact]
    public void Column_TimeWithAnyDecimals_IsIsoInUtc()
    {
        var encoder = Encoder<DateTimeOffset>(map => map.Column("at", time => time));
        var random = new Random(7);
        var unit = TimeSpan.TicksPerDay;
        while (unit > 0)
        {
            for (var i = 0; i < 50; i++)
            {
                var ticks = random.NextInt64(DateTimeOffset.MaxValue.Ticks / unit) * unit;
                var time = new DateTimeOffset(ticks, TimeSpan.Zero);

                Assert.Equal(time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture), Value(encoder, time));
            }

            unit /= 10;
        }

        Assert.Equal("0001-01-01T00:00:00Z", Value(encoder, DateTimeOffset.MinValue));
        Assert.Equal("9999-12-31T23:59:59.9999999Z", Value(encoder, DateTimeOffset.MaxValue));
        Assert.Equal("2026-01-31T22:30:00.5Z", Value(encoder, new DateTimeOffset(2026, 2, 1, 0, 30, 0, 500, TimeSpan.FromHours(2))));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335")]
    [InlineData("-0.0000000000000000000000000001")]
    [InlineData("12.50")]
    public void Column_Decimal_KeepsItsDigits(string digits)
    {
        var encoder = Encoder<decimal>(map => map.Column("amount", amount => amount));

        Assert.Equal(digits, Value(encoder, decimal.Parse(digits, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Column_ManyValuesInARow_StandBehindEachOther()
    {
        var encoder = Encoder<int>(map =>
        {
            for (var i = 0; i < 40; i++)
            {
                map.Column($"truth_{i}", x => x % 2 == 0);
                map.Column($"date_{i}", _ => new DateOnly(2026, 1, 31));
                map.Column($"text_{i}", x => new string('é', x));
            }
        });

        var row = Row(encoder, 21);

        Assert.Equal(121, row.Count);
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal("false", row[$"truth_{i}"]);
            Assert.Equal("2026-01-31", row[$"date_{i}"]);
            Assert.Equal(new string('é', 21), row[$"text_{i}"]);
        }
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string AsUtf8(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static RecordEncoder<T> Encoder<T>(Action<RowMapBuilder<T>> configure) =>
        RowMap
            .From<T>(map =>
            {
                map.Time(_ => 1L);
                configure(map);
            })
            .CreateEncoder();

    private static string Value<T>(RecordEncoder<T> encoder, T record) => Assert.Single(Row(encoder, record).Skip(1)).Value;

    private static Dictionary<string, string> Row<T>(RecordEncoder<T> encoder, T record)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Equal(EncodeOutcome.Encoded, encoder.Encode(record, 1, output).Outcome);
        var row = new Dictionary<string, string>();
        var reader = new MessagePackReader(output.WrittenMemory);
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            var name = reader.ReadString()!;
            row[name] = reader.NextMessagePackType == MessagePackType.String ? reader.ReadString()! : $"{reader.ReadInt64()}";
        }

        Assert.True(reader.End);
        return row;
    }
}
