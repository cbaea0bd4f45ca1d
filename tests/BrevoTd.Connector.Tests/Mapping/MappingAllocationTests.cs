using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class MappingAllocationTests
{
    private const int Rows = 20_000;

    [Fact]
    public void Encode_ColumnRules_AllocateNothingPerRow()
    {
        var schema = TestRows.Schema("email", "name", "id bigint", "ltv double", "vip boolean", "born", "seen", "amount decimal(10,2)");
        TdRow[] rows =
        [
            TestRows.Of(schema, " Ann@Example.COM ", "Zoë", 42, 12.5, true, "1989-02-01", "2026-01-31 08:05:00.120", "12.50"),
            TestRows.Of(schema, "bob@example.com", null, 43, null, false, null, null, null),
            TestRows.Of(schema, "É@example.com", "quote\"d", long.MaxValue, 0.1, false, "1989-02-01", "2026-01-31", "1"),
        ];
        var encoder = ContactMap
            .From<TdRow>(map =>
            {
                map.SkipWhen(row => row.Int64(2) < 0, "negative");
                map.Email(Column.Text("email")).Trim().ToLower().MustBeEmail().Required();
                map.ExternalId(Column.Int64("id"));
                map.Attribute("NAME", Column.Text("name")).Default("there").ToUpper();
                map.Attribute("LTV", Column.Double("ltv")).WhenNull(NullPolicy.Clear).Must(v => v >= 0, "LTV must not be negative");
                map.Attribute("VIP", Column.Boolean("vip")).When(row => row.Int64(2) > 0);
                map.Attribute("BORN", Column.Date("born"));
                map.Attribute("SEEN", Column.Timestamp("seen"));
                map.Attribute("AMOUNT", Column.Decimal("amount"));
                map.Attribute("MISSING", Column.Text("missing"));
            })
            .CreateEncoder();
        var output = new ArrayBufferWriter<byte>(64 * 1024);

        Assert.Equal(0, AllocatedPerRow(encoder, rows, output), 0.5);
    }

    [Fact]
    public void Encode_RowMapOverObjects_AllocatesNothingPerRow()
    {
        var encoder = RowMap
            .From<(string Name, long Id, double Ratio)>(map =>
            {
                map.Time(_ => DateTimeOffset.UnixEpoch);
                map.Column("name", x => x.Name).ToLower();
                map.Column("id", x => x.Id);
                map.Column("ratio", x => x.Ratio);
            })
            .CreateEncoder();

        Assert.Equal(0, AllocatedPerRow(encoder, [("Ann", 1, 0.5)], new ArrayBufferWriter<byte>(64 * 1024)), 0.5);
    }

    [Fact]
    public void Encode_EveryStepOverColumns_AllocatesNothingPerRow()
    {
        var schema = TestRows.Schema(
            "email",
            "name",
            "n bigint",
            "ltv double",
            "seen timestamp",
            "day",
            "vip boolean",
            "address",
            "amount decimal(10,2)"
        );
        TdRow[] rows =
        [
            TestRows.Of(
                schema,
                " Ann@Example.COM ",
                "Zoë-Anne Łukasiewicz",
                42,
                12.345,
                "2026-01-31 08:05:00.120",
                "01.02.1989",
                true,
                """{"city":"Rome"}""",
                "12.50"
            ),
            TestRows.Of(
                schema,
                "bob@example.com",
                "gold",
                43,
                1e9,
                "2026-07-31 08:05:00",
                "29.02.2024",
                false,
                """{"city":"Paris","zip":1}""",
                "1"
            ),
        ];
        var tiers = new Dictionary<string, string> { ["gold"] = "G", ["silver"] = "S" };
        var encoder = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("email")).NormalizeEmail().MustBeEmail();
                map.Attribute("CUT", Column.Text("name")).Truncate(5);
                map.Attribute("REPLACED", Column.Text("name")).Replace("n", "mm");
                map.Attribute("SPLIT", Column.Text("name")).Split("-");
                map.Attribute("PART", Column.Text("name")).Part("-", 0);
                map.Attribute("JOINED", Column.Text("name")).Join(" ", Column.Text("day"), Column.Text("missing"));
                map.Attribute("HASH", Column.Text("email")).NormalizeEmail().Hash();
                map.Attribute("TIER", Column.Text("name")).Map(tiers, UnknownKey.Keep);
                map.Attribute("NUMBER", Column.Text("name")).Map(new Dictionary<string, long> { ["gold"] = 3 }, 0);
                map.Attribute("OR", Column.Text("missing")).Coalesce(Column.Text("name"));
                map.Attribute("DAY", Column.Text("day")).ParseDate("dd.MM.yyyy");
                map.Attribute("DAYTEXT", Column.Text("day")).ParseDate("dd.MM.yyyy").Format("yyyyMMdd");
                map.Attribute("SCALED", Column.Int64("n")).Scale(3).Clamp(0, 1000).Coalesce(Column.Int64("missing"));
                map.Attribute("LABEL", Column.Int64("n")).Map(new Dictionary<long, string> { [42] = "answer" }, "other");
                map.Attribute("ROUND", Column.Double("ltv")).Round(1).Scale(2).Format("0.00");
                map.Attribute("AMOUNT", Column.Decimal("amount")).Scale(0.01m).Round(2);
                map.Attribute("UNIX", Column.Int64("n")).FromUnixSeconds();
                map.Attribute("LOCAL", Column.Timestamp("seen")).InTimeZone("Europe/Paris").ToDate();
                map.Attribute("MS", Column.Timestamp("seen")).ToUnixMilliseconds();
                map.Attribute("OUT", Column.Boolean("vip")).Not();
                map.Attribute("YES", Column.Boolean("vip")).Map("yes", "no");
                map.Attribute("CITY", Column.Text("address").At("city")).ToUpper();
                map.Attributes(Column.Matching("lt*"));
            })
            .CreateEncoder();

        Assert.Equal(0, AllocatedPerRow(encoder, rows, new ArrayBufferWriter<byte>(64 * 1024)), 0.5);
    }

    [Fact]
    public void Encode_OrderOfLines_AllocatesNothingPerOrder()
    {
        var encoder = OrderMap
            .From<(string Id, List<(string Sku, int Quantity)> Lines)>(map =>
            {
                map.Id(x => x.Id);
                map.CreatedAt(_ => DateTimeOffset.UnixEpoch);
                map.UpdatedAt(_ => DateTimeOffset.UnixEpoch);
                map.Status("completed");
                map.Amount(_ => 1.5m);
                map.Email(_ => "a@b.de");
                map.Billing(billing => billing.City(_ => "Paris"));
                map.Lines(
                    x => x.Lines,
                    line =>
                    {
                        line.ProductId(x => x.Sku);
                        line.Quantity(x => x.Quantity);
                        line.Price(_ => 1.5m);
                    }
                );
            })
            .CreateEncoder();

        Assert.Equal(0, AllocatedPerRow(encoder, [("1", [("A", 1), ("B", 2)])], new ArrayBufferWriter<byte>(64 * 1024)), 0.5);
    }

    [Fact]
    public void Encode_ListColumnOfRows_AllocatesNothingPerRow()
    {
        var schema = TestRows.Schema("email", "lines json", "tags array(varchar)", "lists json");
        TdRow[] rows =
        [
            TestRows.Of(schema, "a@b.de", """[{"sku":"A","n":1},{"sku":"B","n":2,"more":[1,2.5,"x"]}]""", new[] { "x", "y" }, "[1,2]"),
            TestRows.Of(schema, "c@d.de", """[{"sku":"A\u00e9","n":1}]""", null, "[2,1]"),
        ];
        var events = EventMap
            .From<TdRow>(map =>
            {
                map.Name("e");
                map.Email(Column.Text("email"));
                map.Properties(p =>
                {
                    p.List("tags", Column.List("tags"));
                    p.List(
                        "lines",
                        Column.List("lines"),
                        line =>
                        {
                            line.Field("sku", Column.Text("sku"));
                            line.Field("n", Column.Int64("n"));
                            line.List("more", Column.List("more"));
                        }
                    );
                });
            })
            .CreateEncoder();
        var contacts = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("email"));
                map.ListIds(Column.List("lists"));
                map.EmailBlocklisted(_ => true);
                map.Attribute("TAGS", Column.List("tags"));
            })
            .CreateEncoder();
        var output = new ArrayBufferWriter<byte>(64 * 1024);

        Assert.Equal(0, AllocatedPerRow(events, rows, output), 0.5);
        Assert.Equal(0, AllocatedPerRow(contacts, rows, output), 0.5);
    }

    private static double AllocatedPerRow<T>(RecordEncoder<T> encoder, T[] rows, ArrayBufferWriter<byte> output)
    {
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rows;

        void Run()
        {
            for (var i = 0; i < Rows; i++)
            {
                output.ResetWrittenCount();
                if (encoder.Encode(rows[i % rows.Length], i + 1, output).Outcome != EncodeOutcome.Encoded)
                {
                    throw new InvalidOperationException("A row was not encoded.");
                }
            }
        }
    }
}
