using System.Buffers;
using System.Text;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.AotTests;

/// <summary>Every kind of rule of every map, compiled ahead of time.</summary>
internal static partial class MappingTests
{
    private static readonly TdSchema s_schema = new(
        new TdColumn("text", "varchar"),
        new TdColumn("integer", "bigint"),
        new TdColumn("number", "double"),
        new TdColumn("truth", "boolean"),
        new TdColumn("date", "date"),
        new TdColumn("time", "timestamp"),
        new TdColumn("phone", "varchar")
    );

    public static (string Name, Func<Task> Run)[] All { get; } =
    [
        ("Contact map over rows", Synchronously(ContactMapOverRows)),
        ("Contact map over objects", Synchronously(ContactMapOverObjects)),
        ("Row map over rows", Synchronously(RowMapOverRows)),
        ("Row map over objects", Synchronously(RowMapOverObjects)),
        ("Upsert and lists of a contact map", Synchronously(ContactUpsert)),
        ("Event map over rows", Synchronously(EventMapOverRows)),
        ("Event map over JSON elements", Synchronously(EventMapOverJson)),
        ("Order map over groups of rows", Synchronously(OrderMapOverGroups)),
        ("Product and category maps", Synchronously(Catalogue)),
        ("Message map over objects", Synchronously(MessageMapOverObjects)),
        ("Object map over objects", Synchronously(ObjectMapOverObjects)),
        ("JSON columns of a row map", Synchronously(RowMapJson)),
        ("Steps of every type", Synchronously(StepsOfEveryType)),
        ("Contact map over JSON elements", Synchronously(ContactMapOverJson)),
        ("Reversed maps", Synchronously(ReversedMaps)),
        ("Failures of a map", Synchronously(Failures)),
        ("Check of a map", Synchronously(Check)),
        ("Explanation of a record", Synchronously(Explain)),
    ];

    private static TdRow Row()
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write((ReadOnlySpan<byte>)[0x97]);
        WriteText(" Zoë! ");
        output.Write((ReadOnlySpan<byte>)[0x2A, 0xCB, 0x3F, 0xE0, 0, 0, 0, 0, 0, 0, 0xC3]);
        WriteText("1989-02-01");
        WriteText("2026-01-31 08:05:00.250");
        WriteText("06 12 34 56 78");
        return TdRow.FromMessagePack(s_schema, output.WrittenSpan);

        void WriteText(string text)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            output.Write((ReadOnlySpan<byte>)[(byte)(0xA0 | utf8.Length)]);
            output.Write(utf8);
        }
    }

    private static void ContactMapOverRows() =>
        Expect(
            """{"email":"zoë!","attributes":{"EXT_ID":"42","TEXT":"ZOË!","INTEGER":42,"NUMBER":0.5,"DECIMAL":0.5,"TRUTH":true,"DATE":"1989-02-01","TIME":"2026-01-31T08:05:00.25Z","LENGTH":4,"CLEARED":"","SMS":"+33612345678"}}""",
            ContactMap
                .From<TdRow>(map =>
                {
                    map.Email(Column.Text("text")).Trim().ToLower().Required();
                    map.ExternalId(Column.Int64("integer"));
                    map.Attribute("TEXT", Column.Text("text")).Convert(s => s.Trim()).ToUpper().Must(s => s.Length == 4, "four letters");
                    map.Attribute("INTEGER", Column.Int64("integer")).Must(n => n > 0, "positive");
                    map.Attribute("NUMBER", Column.Double("number"));
                    map.Attribute("DECIMAL", Column.Decimal("number"));
                    map.Attribute("TRUTH", Column.Boolean("truth"));
                    map.Attribute("DATE", Column.Date("date"));
                    map.Attribute("TIME", Column.Timestamp("time"));
                    map.Attribute("LENGTH", Column.Text("text")).Trim().Convert(s => (long?)s.Length);
                    map.Attribute("CLEARED", string? (_) => null).WhenNull(NullPolicy.Clear);
                    map.Attribute("DROPPED", Column.Int64("text")).OrDrop();
                    map.Sms(Column.Text("phone")).ToE164("FR");
                })
                .CreateEncoder(),
            Row()
        );

    private static void ContactMapOverObjects() =>
        Expect(
            """{"email":"a@b.de","attributes":{"INTEGER":1,"NUMBER":1.5,"DECIMAL":2.50,"TRUTH":false,"DATE":"2026-01-31","TIME":"1970-01-01T00:00:00Z","LOCAL":"2026-01-31T00:00:00Z"}}""",
            ContactMap
                .From<string>(map =>
                {
                    map.Email(x => x);
                    map.Attribute("INTEGER", _ => 1);
                    map.Attribute("NUMBER", _ => 1.5);
                    map.Attribute("DECIMAL", _ => 2.50m);
                    map.Attribute("TRUTH", _ => false);
                    map.Attribute("DATE", _ => new DateOnly(2026, 1, 31));
                    map.Attribute("TIME", _ => DateTimeOffset.UnixEpoch);
                    map.Attribute("LOCAL", _ => new DateTime(2026, 1, 31));
                })
                .CreateEncoder(),
            "a@b.de"
        );

    private static void RowMapOverRows()
    {
        var map = RowMap.From<TdRow>(map =>
        {
            map.Time(Column.Timestamp("time"));
            map.Column("integer", Column.Int64("integer"));
            map.Column("number", Column.Double("number"));
            map.Column("text", Column.Text("text")).Trim();
            map.Column("truth", Column.Boolean("truth"));
        });
        var output = new ArrayBufferWriter<byte>();

        Require(map.CreateEncoder().Encode(Row(), 1, output).Outcome == EncodeOutcome.Encoded, "not encoded");
        Require(output.WrittenSpan[0] == 0x85, "not five columns");
        Require(map.Columns.Count == 4, "not four columns beside time");
    }

    private static void RowMapOverObjects()
    {
        var encoder = RowMap
            .From<long>(map =>
            {
                map.Time(x => x);
                map.Column("x", x => x);
                map.Column("day", _ => new DateOnly(2026, 1, 31));
                map.Column("at", _ => DateTimeOffset.UnixEpoch);
                map.Column("amount", _ => 1.5m);
            })
            .CreateEncoder();

        Require(encoder.Encode(60, 1, new ArrayBufferWriter<byte>()).Outcome == EncodeOutcome.Encoded, "not encoded");
    }

    private static void Failures()
    {
        var encoder = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("text")).MustBeEmail();
                map.Attribute("A", row => row.Int64("text"));
                map.Attribute("B", Column.Date("text"));
            })
            .CreateEncoder();

        var record = encoder.Encode(Row(), 1, new ArrayBufferWriter<byte>());
        Require(record.Failures.Count == 3, $"{record.Failures.Count} failures");
        Require(encoder.GetStatistics().Failed == 1, "not counted");
    }

    private static void Check()
    {
        var check = ContactMap.From<TdRow>(map => map.Email(Column.Text("txt"))).Check(s_schema, []);
        Require(check.Problems.Single().Code == MappingProblemCode.ColumnMissing, check.ToString());
    }

    private static void Explain()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("text")).Trim().ToLower();
            map.ExternalId(Column.Int64("integer"));
            map.Attribute("NUMBER", Column.Double("number")).Must(n => n > 0, "positive");
            map.Attribute("TRUTH", Column.Boolean("truth"));
            map.Attribute("DATE", Column.Date("date"));
            map.Attribute("TIME", Column.Timestamp("time"));
            map.Attribute("LENGTH", Column.Text("text")).Convert(s => (long?)s.Length).Default(0);
        });
        var explanation = map.Explain(Row(), showValues: true);
        Require(explanation.Rules.Count == 7 && explanation.Rules.All(rule => rule.Outcome == RuleOutcome.Written), explanation.ToString());
        Require(explanation.ToString().Contains("2026-01-31T08:05:00.25+00:00", StringComparison.Ordinal), explanation.ToString());
        Require(map.Describe().ToMarkdown().Contains("| attributes.LENGTH |", StringComparison.Ordinal), map.Describe().ToString());
    }

    private static void Expect<T>(string expected, RecordEncoder<T> encoder, T record)
    {
        var output = new ArrayBufferWriter<byte>();
        var encoded = encoder.Encode(record, 1, output);
        Require(encoded.Outcome == EncodeOutcome.Encoded, string.Join("; ", encoded.Failures));
        var actual = Encoding.UTF8.GetString(output.WrittenSpan);
        Require(actual == expected, actual);
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }

    private static Func<Task> Synchronously(Action test) =>
        () =>
        {
            test();
            return Task.CompletedTask;
        };
}
