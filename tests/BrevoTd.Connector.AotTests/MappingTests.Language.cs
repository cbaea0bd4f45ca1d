using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.AotTests;

/// <summary>Steps of every type, sources other than rows, and reversed maps, compiled ahead of time.</summary>
internal static partial class MappingTests
{
    private static readonly Dictionary<string, long> s_numbers = new() { ["a"] = 1, ["b"] = 2 };

    private static void StepsOfEveryType() =>
        Expect(
            $$$"""{"email":"a@b.de","attributes":{"CUT":"Zo","HASH":"{{{Convert.ToHexStringLower(SHA256.HashData("Zoë!"u8))}}}","SCALED":84,"HALF":"0.50","UNIX":"1970-01-01T00:00:42Z","DAY":"2026-01-31","MS":1769846700250,"OUT":"no","NUMBER":7,"BORN":"01.02.89"}}""",
            ContactMap
                .From<TdRow>(map =>
                {
                    map.Email(_ => "a@b.de");
                    map.Attribute("CUT", Column.Text("text")).Trim().Truncate(2);
                    map.Attribute("HASH", Column.Text("text")).Trim().Hash();
                    map.Attribute("SCALED", Column.Int64("integer")).Scale(2).Clamp(0, 100);
                    map.Attribute("HALF", Column.Double("number")).Round(1).Format("0.00");
                    map.Attribute("UNIX", Column.Int64("integer")).FromUnixSeconds();
                    map.Attribute("DAY", Column.Timestamp("time")).InTimeZone("UTC").ToDate();
                    map.Attribute("MS", Column.Timestamp("time")).ToUnixMilliseconds();
                    map.Attribute("OUT", Column.Boolean("truth")).Not().Map("yes", "no");
                    map.Attribute("NUMBER", Column.Text("text")).Map(s_numbers, 7);
                    map.Attribute("BORN", Column.Text("date")).ParseDate("yyyy-MM-dd").Format("dd.MM.yy");
                })
                .CreateEncoder(),
            Row()
        );

    private static void ContactMapOverJson()
    {
        using var document = JsonDocument.Parse("""{"mail":"a@b.de","n":1,"address":{"city":"Rome"},"tags":"x, y"}""");
        Expect(
            """{"email":"a@b.de","attributes":{"N":1.00,"CITY":"ROME","TAGS":["x","y"]}}""",
            ContactMap
                .From<JsonElement>(map =>
                {
                    map.Email(Column.Text("mail")).NormalizeEmail();
                    map.Attribute("N", Column.Decimal("n")).Scale(1.00m);
                    map.Attribute("CITY", Column.Text("address").At("city")).Coalesce(Column.Text("town")).ToUpper();
                    map.Attribute("TAGS", Column.Text("tags")).Split(",");
                })
                .CreateEncoder(),
            document.RootElement
        );
    }

    private static void ReversedMaps()
    {
        var contact = new Contact
        {
            Email = "a@b.de",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Attributes = new Dictionary<string, AttributeValue>
            {
                ["N"] = 2,
                ["D"] = 0.5,
                ["M"] = 6,
                ["T"] = true,
                ["DAY"] = "1989-02-01",
                ["TIME"] = "1970-01-01T00:00:01Z",
            },
        };
        var rows = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("email")).Trim();
                map.Attribute("N", Column.Text("n")).Map(s_numbers);
                map.Attribute("D", Column.Double("d")).Scale(0.5);
                map.Attribute("M", Column.Decimal("m")).Scale(2);
                map.Attribute("T", Column.Boolean("t")).Not();
                map.Attribute("DAY", Column.Text("day")).ParseDate("dd.MM.yyyy");
                map.Attribute("TIME", Column.Int64("time")).FromUnixSeconds();
            })
            .Reverse();
        var output = new ArrayBufferWriter<byte>();
        var outcome = rows.CreateEncoder().Encode(contact, 1, output).Outcome;
        if (
            outcome != EncodeOutcome.Encoded
            || rows.Columns.ToString() != "email string, n string, d double, m string, t string, day string"
        )
        {
            throw new InvalidOperationException($"The contact was {outcome} into {rows.Columns}.");
        }

        var person = ContactMap
            .From<Person>(map =>
            {
                map.Email(map.From(p => p.Email, (p, value) => p.Email = value));
                map.Attribute("M", map.From(p => p.Points, (p, value) => p.Points = value)).Scale(3);
                map.Attribute("DAY", map.From(p => p.Born, (p, value) => p.Born = value));
            })
            .ReverseInto(() => new Person())
            .Map(contact);
        if (person is not { Email: "a@b.de", Points: 2, Born: { Year: 1989, Month: 2, Day: 1 } })
        {
            throw new InvalidOperationException("The contact became another person.");
        }
    }

    private sealed class Person
    {
        public string? Email { get; set; }
        public long Points { get; set; }
        public DateOnly? Born { get; set; }
    }
}
