using System.Buffers;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.IntegrationTests.Snippets;

/// <summary>The table of steps in docs/mapping.md is complete, and what it says of costs and of the way back is true.</summary>
public partial class VocabularyTests
{
    private const int Records = 1_000;

    private static readonly TdSchema s_schema = new([
        new("text", "varchar"),
        new("address", "varchar"),
        new("phone", "varchar"),
        new("day", "varchar"),
        new("digits", "varchar"),
        new("number", "bigint"),
        new("at", "timestamp"),
        new("flag", "boolean"),
    ]);

    private static readonly Dictionary<string, string> s_texts = new() { [" Ab-Cd"] = "x" };

    /// <summary>Each step in use, by its name and what the table says it works on.</summary>
    private static readonly Dictionary<string, Action<ContactMapBuilder<TdRow>>> s_uses = new()
    {
        ["Trim text"] = map => Text(map).Trim(),
        ["ToLower text"] = map => Text(map).ToLower(),
        ["ToUpper text"] = map => Text(map).ToUpper(),
        ["Truncate text"] = map => Text(map).Truncate(3),
        ["Replace text"] = map => Text(map).Replace("b", "cc"),
        ["Part text"] = map => Text(map).Part("-", 0),
        ["Split text"] = map => Text(map).Split("-"),
        ["Join text"] = map => Text(map).Join(", ", Column.Text("phone")),
        ["NormalizeEmail text"] = map => map.Attribute("A", Column.Text("address")).NormalizeEmail(),
        ["MustBeEmail text"] = map => map.Attribute("A", Column.Text("address")).MustBeEmail(),
        ["ToE164 text"] = map => map.Attribute("A", Column.Text("phone")).ToE164("FR"),
        ["Hash text"] = map => Text(map).Hash(),
        ["ParseDate text"] = map => map.Attribute("A", Column.Text("day")).ParseDate("dd.MM.yyyy"),
        ["ParseTimestamp text"] = map => map.Attribute("A", Column.Text("day")).ParseTimestamp("dd.MM.yyyy"),
        ["ParseInt64 text"] = map => map.Attribute("A", Column.Text("digits")).ParseInt64(),
        ["ParseDouble text"] = map => map.Attribute("A", Column.Text("digits")).ParseDouble(),
        ["ParseDecimal text"] = map => map.Attribute("A", Column.Text("digits")).ParseDecimal(),
        ["Map text"] = map => Text(map).Map(s_texts),
        ["Map numbers"] = map => Number(map).Map(new Dictionary<long, string> { [1_769_846_700] = "x" }),
        ["Map truth values"] = map => map.Attribute("A", Column.Boolean("flag")).Map("yes", "no"),
        ["Not truth values"] = map => map.Attribute("A", Column.Boolean("flag")).Not(),
        ["Round numbers"] = map => Number(map).Round(),
        ["Clamp numbers"] = map => Number(map).Clamp(0, long.MaxValue),
        ["Scale numbers"] = map => Number(map).Scale(2),
        ["FromUnixSeconds numbers"] = map => Number(map).FromUnixSeconds(),
        ["FromUnixMilliseconds numbers"] = map => Number(map).FromUnixMilliseconds(),
        ["InTimeZone points in time"] = map => At(map).InTimeZone("Europe/Paris"),
        ["ToDate points in time"] = map => At(map).ToDate(),
        ["ToUnixSeconds points in time"] = map => At(map).ToUnixSeconds(),
        ["ToUnixMilliseconds points in time"] = map => At(map).ToUnixMilliseconds(),
        ["Format numbers"] = map => Number(map).Format("0"),
        ["Format dates, points in time"] = map => At(map).Format("yyyy-MM-dd HH:mm:ss"),
        ["Convert all"] = map => Text(map).Convert(text => text + "x"),
        ["Must all"] = map => Text(map).Must(text => text.Length > 0, "empty"),
        ["Step text, values"] = map => Number(map).Step("Next", static number => number + 1),
        ["Coalesce all"] = map => Text(map).Coalesce(Column.Text("phone")),
        ["Default all"] = map => Text(map).Default("x"),
        ["Required all"] = map => Text(map).Required(),
        ["OrDrop all"] = map => Text(map).OrDrop(),
        ["When all"] = map => Text(map).When(_ => true),
        ["WhenNull all"] = map => Text(map).WhenNull(NullPolicy.Fail),
        ["WhenEmpty all"] = map => Text(map).WhenEmpty(EmptyPolicy.Fail),
    };

    private sealed record Line(string Step, string On, string Costs, string Back);

    public static TheoryData<string> Steps => [.. Table().Select(line => $"{line.Step} {line.On}")];

    [Fact]
    public void Table_NamesEveryStepAndNoOther()
    {
        Type[] rules =
        [
            typeof(TextRule<>),
            typeof(NumberRule<,>),
            typeof(BooleanRule<>),
            typeof(DateRule<>),
            typeof(TimestampRule<>),
            typeof(ListRule<>),
            typeof(ColumnGroupRule<>),
        ];
        var methods = rules
            .SelectMany(rule => rule.GetMethods())
            .Where(method => method.DeclaringType != typeof(object))
            .Select(method => method.Name)
            .ToHashSet();

        Assert.Equal(methods.Order(StringComparer.Ordinal), Table().Select(line => line.Step).ToHashSet().Order(StringComparer.Ordinal));
        Assert.Equal(
            s_uses.Keys.Order(StringComparer.Ordinal),
            Table().Select(line => $"{line.Step} {line.On}").Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Back_OfAStep_IsWhatReverseMakesOfIt(string step)
    {
        var back = Table().Single(line => $"{line.Step} {line.On}" == step).Back;

        if (back.StartsWith("none", StringComparison.Ordinal))
        {
            var exception = Assert.Throws<MapDefinitionException>(() => Map(step).Reverse());
            Assert.Equal("MAP016", Assert.Single(exception.Problems).Code.Value);
        }
        else
        {
            Assert.Contains(
                Map(step).Reverse().Columns,
                column => column.Name is "text" or "address" or "phone" or "day" or "digits" or "number" or "at" or "flag"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Costs_OfAStep_AreWhatItAllocates(string step)
    {
        var costs = Table().Single(line => $"{line.Step} {line.On}" == step).Costs;
        var encoder = Map(step).CreateEncoder();
        var output = new ArrayBufferWriter<byte>();
        var row = Row();
        EncodeAll(encoder, row, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        EncodeAll(encoder, row, output);
        var perRecord = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Records;

        Assert.Equal(2 * Records, encoder.GetStatistics().Encoded);
        if (costs is "nothing" or "what it does")
        {
            Assert.InRange(perRecord, 0, 1);
        }
        else
        {
            Assert.InRange(perRecord, 20, 1_000);
        }
    }

    private static void EncodeAll(RecordEncoder<TdRow> encoder, TdRow row, ArrayBufferWriter<byte> output)
    {
        for (var number = 1; number <= Records; number++)
        {
            output.ResetWrittenCount();
            _ = encoder.Encode(row, number, output);
        }
    }

    private static ContactMap<TdRow> Map(string step) =>
        ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("mail")).Default("a@example.com");
            s_uses[step](map);
        });

    private static TextRule<TdRow> Text(ContactMapBuilder<TdRow> map) => map.Attribute("A", Column.Text("text"));

    private static NumberRule<TdRow, long> Number(ContactMapBuilder<TdRow> map) => map.Attribute("A", Column.Int64("number"));

    private static TimestampRule<TdRow> At(ContactMapBuilder<TdRow> map) => map.Attribute("A", Column.Timestamp("at"));

    private static TdRow Row()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(s_schema.Count);
        writer.Write(" Ab-Cd");
        writer.Write("ann@bücher.example");
        writer.Write("06 12 34 56 78");
        writer.Write("31.01.2026");
        writer.Write("12");
        writer.Write(1_769_846_700);
        writer.Write("2026-01-31 08:05:00");
        writer.Write(true);
        writer.Flush();
        return TdRow.FromMessagePack(s_schema, buffer.WrittenSpan);
    }

    private static List<Line> Table()
    {
        var lesson = File.ReadAllText(Path.Combine(PageCode.Root, "docs/mapping.md"));
        var start = lesson.IndexOf("## Vocabulary", StringComparison.Ordinal);
        return
        [
            .. lesson[start..lesson.IndexOf("\n## ", start + 1, StringComparison.Ordinal)]
                .Split('\n')
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .SelectMany(cells =>
                    Step().Matches(cells[1]).Select(match => new Line(match.Groups[1].Value, cells[2], cells[4], cells[5]))
                )
                .Distinct(),
        ];
    }

    [GeneratedRegex(@"`(\w+)\(")]
    private static partial Regex Step();
}
