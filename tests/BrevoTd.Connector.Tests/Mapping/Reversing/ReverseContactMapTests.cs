using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using CsCheck;

namespace BrevoTd.Connector.Tests.Mapping;

public class ReverseContactMapTests
{
    private static readonly Dictionary<string, string> s_countries = new() { ["Deutschland"] = "DE", ["Österreich"] = "AT" };

    private static readonly TdSchema s_schema = TestRows.Schema(
        "email",
        "id bigint",
        "phone",
        "first_name",
        "country",
        "tier",
        "cents bigint",
        "ratio double",
        "opted_out boolean",
        "born",
        "seen bigint",
        "visited timestamp",
        "price decimal(10,2)",
        "city",
        "town"
    );

    private sealed class Customers : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.Email(Column.Text("email")).NormalizeEmail().OrDrop();
            map.ExternalId(Column.Int64("id"));
            map.Sms(Column.Text("phone")).ToE164("FR").OrDrop();
            map.Attribute("FIRSTNAME", Column.Text("first_name")).Trim().Default("there");
            map.Attribute("COUNTRY", Column.Text("country")).Trim().Map(s_countries, UnknownKey.Omit);
            map.Attribute("TIER", Column.Text("tier"))
                .Trim()
                .Map(new Dictionary<string, long> { ["gold"] = 3, ["silver"] = 2 }, UnknownKey.Omit);
            map.Attribute("CENTS", Column.Int64("cents")).Clamp(-1_000_000, 1_000_000).Scale(3);
            map.Attribute("RATIO", Column.Double("ratio")).Scale(0.1).OrDrop();
            map.Attribute("OPT_IN", Column.BooleanOrNull("opted_out")).Not();
            map.Attribute("BORN", Column.Text("born")).ParseDate("dd.MM.yyyy").OrDrop();
            map.Attribute("SEEN", Column.Int64("seen")).FromUnixSeconds().OrDrop();
            map.Attribute("VISITED", Column.Timestamp("visited")).InTimeZone("Europe/Paris").Format("yyyy-MM-dd HH:mm:ss zzz");
            map.Attribute("PRICE", Column.Decimal("price")).Round(2).Default(-1).OrDrop();
            map.Attribute("CITY", Column.Text("city"))
                .Coalesce(Column.Text("town"))
                .ToUpper()
                .Default("NOWHERE")
                .WhenNull(NullPolicy.Clear);
        }
    }

    [Fact]
    public void Reverse_Contact_BecomesARowWithTheColumnsOfTheMap()
    {
        var map = new Customers();
        var contact = new Contact
        {
            Email = "ann@example.com",
            Attributes = new Dictionary<string, AttributeValue>
            {
                ["EXT_ID"] = "42",
                ["SMS"] = "33612345678",
                ["FIRSTNAME"] = "Ann",
                ["COUNTRY"] = "AT",
                ["TIER"] = 3,
                ["CENTS"] = 369,
                ["OPT_IN"] = true,
                ["BORN"] = "1989-02-01",
                ["SEEN"] = "2026-01-01T00:00:00Z",
                ["PRICE"] = 12.5,
                ["CITY"] = "NOWHERE",
            },
            ModifiedAt = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600),
        };

        var reversed = map.Reverse();
        var row = RoundTrip.AsRow(
            Encode.With(reversed.CreateEncoder(), contact).Bytes,
            TestRows.Schema([.. s_schema.Select(c => c.Name), "time bigint"])
        );

        Assert.Equal("ann@example.com", row.Text("email"));
        Assert.Equal(42, row.Int64("id"));
        Assert.Equal("+33612345678", row.Text("phone"));
        Assert.Equal("Ann", row.Text("first_name"));
        Assert.Equal("Österreich", row.Text("country"));
        Assert.Equal("gold", row.Text("tier"));
        Assert.Equal(123, row.Int64("cents"));
        Assert.False(row.Boolean("opted_out"));
        Assert.Equal("01.02.1989", row.Text("born"));
        Assert.Equal(1_767_225_600, row.Int64("seen"));
        Assert.Equal(12.5m, row.Decimal("price"));
        // Nobody lives there: the default was put in because there was no city.
        Assert.True(row.IsNull("city"));
        Assert.Equal(1_767_225_600, row.Int64("time"));
        Assert.Equal(
            "email string, id long, phone string, first_name string, country string, tier string, cents long, ratio double, opted_out string, born string, seen long, visited string, price string, city string",
            reversed.Columns.ToString()
        );
    }

    [Fact]
    public void Reverse_ForwardOfReverseOfForward_IsForward()
    {
        var forward = new Customers().CreateEncoder();
        var back = new Customers().Reverse().CreateEncoder();
        var text = Gen.OneOf(
            Gen.Const((string?)null),
            Gen.OneOfConst<string?>("", " ", "Zoë", " \u05E9\u05DC\u05D5\u05DD ", "a\"b\\", "\u0001", "😀"),
            Gen.String[Gen.Char.AlphaNumeric, 1, 12].Select(value => (string?)value)
        );
        var rows = Gen.Select(
            Gen.Select(
                Gen.OneOf(text, Gen.OneOfConst<string?>(" Ann@Example.COM", "zoë@MÜLLER.de", "x@y.z")),
                Gen.Long,
                Gen.OneOf(text, Gen.OneOfConst<string?>("06 12 34 56 78", "+49 30 901820", "0033612345678")),
                text,
                Gen.OneOf(text, Gen.OneOfConst<string?>("Deutschland", "Österreich ", "AT"))
            ),
            Gen.Select(
                Gen.OneOfConst<string?>("gold", "silver ", "bronze", null),
                Gen.Long.Nullable(),
                Gen.Double.Nullable(),
                Gen.Bool.Nullable(),
                Gen.OneOfConst<string?>("01.02.1989", "1989-02-01", null, "29.02.2024")
            ),
            Gen.Select(
                Gen.OneOf(Gen.Long[-62_135_596_800, 253_402_300_799], Gen.Long).Nullable(),
                Gen.OneOfConst<string?>("2026-07-14 23:30:00", "2026-01-14T23:30:00+05:00", null),
                Gen.OneOf(Gen.Decimal[-1_000_000m, 1_000_000m].Select(d => (object?)(double)Math.Round(d, 3)), Gen.Const((object?)null)),
                text,
                text
            )
        );

        rows.Sample(
            (a, b, c) =>
            {
                var row = TestRows.Of(
                    s_schema,
                    a.Item1,
                    a.Item2,
                    a.Item3,
                    a.Item4,
                    a.Item5,
                    b.Item1,
                    b.Item2,
                    b.Item3,
                    b.Item4,
                    b.Item5,
                    c.Item1,
                    c.Item2,
                    c.Item3,
                    c.Item4,
                    c.Item5
                );
                var first = Encode.With(forward, row);
                var reversed = Encode.With(back, RoundTrip.AsContact(first.Bytes));
                Assert.Equal(EncodeOutcome.Encoded, first.Record.Outcome);
                Assert.True(reversed.Record.Outcome == EncodeOutcome.Encoded, string.Join("; ", reversed.Record.Failures));
                var second = Encode.With(forward, RoundTrip.AsRow(reversed.Bytes, s_schema));
                // Brevo does not keep the zeros at the end of a decimal number.
                using var one = JsonDocument.Parse(first.Bytes);
                using var two = JsonDocument.Parse(second.Bytes);
                Assert.True(JsonElement.DeepEquals(one.RootElement, two.RootElement), $"{first.Json} became {second.Json}");
            },
            iter: 20_000,
            threads: 1
        );
    }

    [Fact]
    public void Reverse_RulesWithoutAWayBack_AreNamedAllAtOnce()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("FULLNAME", row => row.Text("first_name"));
            map.Attribute("HASHED", Column.Text("a")).Trim().Hash();
            map.Attribute("SHORT", Column.Text("b")).Truncate(10);
            map.Attribute("DOUBLED", Column.Text("c")).Convert(s => s + s);
            map.Attribute("JOINED", Column.Text("d")).Join(" ", Column.Text("e"));
            map.Attribute("TWICE", Column.Text("f")).Map(new Dictionary<string, string> { ["x"] = "1", ["y"] = "1" });
            map.Attribute("OTHER", Column.Text("g")).Map(new Dictionary<string, string> { ["x"] = "1" }, "2");
            map.Attribute("DAY", Column.Timestamp("h")).ToDate();
            map.Attribute("INSIDE", Column.Text("i").At("x"));
            map.Attribute("EMAIL2", Column.Text("email"));
            map.Attribute("LATE", Column.Text("j")).ToUpper().Coalesce(Column.Text("k"));
            map.Attributes(Column.Matching("attr_*"));
        });

        var exception = Assert.Throws<MapDefinitionException>(() => map.Reverse(new ReverseOptions { Except = ["NOBODY"] }));

        Assert.All(exception.Problems, problem => Assert.Equal(MappingProblemCode.NotReversible, problem.Code));
        Assert.Equal(
            [
                "attributes.FULLNAME",
                "attributes.HASHED",
                "attributes.SHORT",
                "attributes.DOUBLED",
                "attributes.JOINED",
                "attributes.TWICE",
                "attributes.OTHER",
                "attributes.DAY",
                "attributes.INSIDE",
                "attributes.EMAIL2",
                "attributes.LATE",
                "attributes.(attr_*)",
                "NOBODY",
            ],
            exception.Problems.Select(problem => problem.Target)
        );
        Assert.Contains("Hash", exception.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reverse_RulesThatAreExcepted_AreLeftOut()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("FULLNAME", row => row.Text("first_name"));
            map.Attribute("HASHED", Column.Text("email")).Hash();
        });

        var reversed = map.Reverse(new ReverseOptions { Except = ["attributes.FULLNAME", "hashed"] });

        Assert.Equal("email string", reversed.Columns.ToString());
    }

    [Fact]
    public void Reverse_AttributeOfAnotherType_IsAFailureOfTheRecord()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("LTV", Column.Double("ltv"));
            map.Attribute("NAME", Column.Text("name"));
            map.Attribute("TRIPLE", Column.Int64("triple")).Scale(3);
        });
        var contact = new Contact
        {
            Email = "a@b.de",
            Attributes = new Dictionary<string, AttributeValue>
            {
                ["LTV"] = "secret",
                ["NAME"] = 5,
                ["TRIPLE"] = 7,
            },
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        var failures = Encode.With(map.Reverse().CreateEncoder(), contact).Record.Failures;

        Assert.Equal(["ltv", "name", "triple"], failures.Select(failure => failure.Target));
        Assert.All(failures, failure => Assert.Equal(MappingFailureCode.WrongType, failure.Code));
        Assert.DoesNotContain("secret", string.Join(" ", failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Reverse_MapThatReadsTheTimeColumn_WritesTheRowsTimeFromIt()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("SEEN", Column.Int64("time")).FromUnixSeconds();
        });
        var contact = new Contact
        {
            Email = "a@b.de",
            Attributes = new Dictionary<string, AttributeValue> { ["SEEN"] = "1970-01-01T00:02:03Z" },
        };

        var row = RoundTrip.AsRow(Encode.With(map.Reverse().CreateEncoder(), contact).Bytes, TestRows.Schema("email", "time bigint"));

        Assert.Equal(123, row.Int64("time"));
    }
}
