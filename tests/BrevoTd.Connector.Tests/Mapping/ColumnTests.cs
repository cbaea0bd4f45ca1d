using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class ColumnTests
{
    private static Encoded Read(object? value, Action<ContactMapBuilder<TdRow>> rule) =>
        Encode.Contact(
            TestRows.Of(TestRows.Schema("v"), value),
            map =>
            {
                map.Email(_ => "a@b.de");
                rule(map);
            }
        );

    public static TheoryData<string, object?, string?> Values =>
        new()
        {
            { "text", "x", "\"x\"" },
            { "text", 1, null },
            { "text", true, null },
            { "int64", 1, "1" },
            { "int64", long.MinValue, "-9223372036854775808" },
            { "int64", (1L << 53) + 1, "9007199254740993" },
            { "int64", ulong.MaxValue, null },
            { "int64", 1.0, null },
            { "int64", "1", null },
            { "double", 0.1, "0.1" },
            { "double", 7, "7" },
            { "double", 1e300, "1E+300" },
            { "double", double.NaN, null },
            { "double", double.PositiveInfinity, null },
            { "double", "0.1", null },
            { "decimal", "12.50", "12.50" },
            { "decimal", 3, "3" },
            { "decimal", "x", null },
            { "boolean", true, "true" },
            { "boolean", 0, "false" },
            { "boolean", "TRUE", "true" },
            { "boolean", 2, null },
            { "boolean", "yes", null },
            { "date", "1989-02-01", "\"1989-02-01\"" },
            { "date", "1989-02-30", null },
            { "date", 5, null },
            { "timestamp", "2026-01-31 08:05:00.120", "\"2026-01-31T08:05:00.12Z\"" },
            { "timestamp", "2026-01-31T10:05:00+02:00", "\"2026-01-31T08:05:00Z\"" },
            { "timestamp", 60, "\"1970-01-01T00:01:00Z\"" },
            { "timestamp", "soon", null },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void Column_Value_IsWrittenOrFailsAsWrongType(string type, object? value, string? json)
    {
        var contact = Read(value, map => Rule(map, type));

        if (json is not null)
        {
            Assert.Equal(Encode.WithAttribute(json), contact.Json);
            return;
        }

        var failure = contact.Failure;
        Assert.Equal(MappingFailureCode.WrongType, failure.Code);
        Assert.Equal("v", failure.Source);
        Assert.Null(failure.Value);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("int64")]
    [InlineData("double")]
    [InlineData("decimal")]
    [InlineData("booleanOrNull")]
    [InlineData("date")]
    [InlineData("timestamp")]
    public void Column_Null_IsLeftOut(string type) => Assert.Equal(Encode.WithoutAttribute, Read(null, map => Rule(map, type)).Json);

    [Fact]
    public void ColumnBoolean_NullOrAbsent_FailsUnlessTheRuleSaysOtherwise()
    {
        Assert.Equal(MappingFailureCode.Null, Read(null, map => map.Attribute("V", Column.Boolean("v"))).Failure.Code);
        Assert.Equal("absent", Read(null, map => map.Attribute("V", Column.Boolean("w"))).Failure.ValueKind);
        Assert.Equal(Encode.WithAttribute("false"), Read(null, map => map.Attribute("V", Column.Boolean("v")).Default(false)).Json);
        Assert.Equal(Encode.WithoutAttribute, Read(null, map => map.Attribute("V", Column.Boolean("v")).WhenNull(NullPolicy.Omit)).Json);
        Assert.Equal(Encode.WithoutAttribute, Read(null, map => map.Attribute("V", Column.Boolean("v")).OrDrop()).Json);
    }

    [Fact]
    public void ColumnText_BytesThatAreNotUtf8_BecomeReplacementCharacters()
    {
        var contact = Read(new byte[] { (byte)'a', 0xFF, (byte)'B' }, map => map.Attribute("V", Column.Text("v")).Trim().ToLower());

        using var json = System.Text.Json.JsonDocument.Parse(contact.Bytes);
        Assert.Equal("a\uFFFDb", json.RootElement.GetProperty("attributes").GetProperty("V").GetString());
    }

    [Fact]
    public void Column_TwoOfThatName_FailsAndSaysHowToTellThemApart()
    {
        var contact = Encode.Contact(
            TestRows.Of(TestRows.Schema("v", "v"), "x", "y"),
            map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("V", Column.Text("v"));
            }
        );

        Assert.Contains("AS", contact.Failure.Message, StringComparison.Ordinal);
    }

    private static void Rule(ContactMapBuilder<TdRow> map, string type)
    {
        _ = type switch
        {
            "text" => (object)map.Attribute("V", Column.Text("v")),
            "int64" => map.Attribute("V", Column.Int64("v")),
            "double" => map.Attribute("V", Column.Double("v")),
            "decimal" => map.Attribute("V", Column.Decimal("v")),
            "boolean" => map.Attribute("V", Column.Boolean("v")),
            "booleanOrNull" => map.Attribute("V", Column.BooleanOrNull("v")),
            "date" => map.Attribute("V", Column.Date("v")),
            "timestamp" => map.Attribute("V", Column.Timestamp("v")),
            _ => throw new ArgumentException(type),
        };
    }
}
