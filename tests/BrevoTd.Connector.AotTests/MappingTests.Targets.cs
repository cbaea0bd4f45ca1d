using System.Buffers;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.AotTests;

internal static partial class MappingTests
{
    private static void ContactUpsert() =>
        Expect(
            """{"email":"a@b.de","ext_id":"7","attributes":{"TAGS":["x","y"]},"listIds":[1,2],"emailBlacklisted":true}""",
            ContactMap
                .From<string[]>(map =>
                {
                    map.Email(_ => "a@b.de");
                    map.ExternalId(_ => 7);
                    map.Attribute("TAGS", tags => tags);
                    map.ListIds(1, 2);
                    map.EmailBlocklisted(_ => true);
                })
                .CreateEncoder(new ContactEncoderOptions { Shape = ContactWireShape.Upsert }),
            ["x", "y"]
        );

    private static void EventMapOverRows() =>
        Expect(
            """{"event_name":"e","event_date":"2026-01-31T08:05:00.25Z","identifiers":{"ext_id":"42"},"contact_properties":{"N":0.5},"event_properties":{"day":"1989-02-01","more":{"truth":true,"lists":{"texts":["a"],"integers":[1],"numbers":[0.5],"decimals":[1.50],"objects":[{"n":1},{"n":2}]}}},"object":{"type":"t","identifiers":{"ext_id":"42"}}}""",
            EventMap
                .From<TdRow>(map =>
                {
                    map.Name("e");
                    map.Time(Column.Timestamp("time"));
                    map.ExternalId(Column.Int64("integer"));
                    map.ContactProperties(contact => contact.Field("N", Column.Double("number")));
                    map.Properties(p =>
                    {
                        p.Field("day", Column.Date("date"));
                        p.Object(
                            "more",
                            more =>
                            {
                                more.Field("truth", Column.Boolean("truth"));
                                more.Object(
                                    "lists",
                                    lists =>
                                    {
                                        lists.List("texts", _ => new[] { "a" });
                                        lists.List("integers", _ => new[] { 1L });
                                        lists.List("numbers", _ => new[] { 0.5 });
                                        lists.List("decimals", _ => new[] { 1.50m });
                                        lists.List("objects", _ => new[] { 1, 2 }, item => item.Field("n", n => n));
                                    }
                                );
                            }
                        );
                    });
                    map.Object("t", Column.Int64("integer"));
                })
                .CreateEncoder(),
            Row()
        );

    private static void EventMapOverJson()
    {
        using var document = JsonDocument.Parse("""{"id":1,"lines":[{"sku":"A","n":2},{"sku":"B","n":3}],"tags":"[\"x\",1]"}""");
        Expect(
            """{"event_name":"e","identifiers":{"contact_id":1},"event_properties":{"lines":[{"sku":"A","n":2},{"sku":"B","n":3}],"tags":["x",1]}}""",
            EventMap
                .From<JsonElement>(map =>
                {
                    map.Name("e");
                    map.ContactId(Column.Int64("id"));
                    map.Properties(p =>
                    {
                        p.List(
                            "lines",
                            Column.List("lines"),
                            line =>
                            {
                                line.Field("sku", Column.Text("sku"));
                                line.Field("n", Column.Int64("n"));
                            }
                        );
                        p.List("tags", Column.List("tags"));
                    });
                })
                .CreateEncoder(),
            document.RootElement
        );
    }

    private static void OrderMapOverGroups()
    {
        var encoder = OrderMap
            .From<RowGroup<TdRow>>(map =>
            {
                map.Id(Column.Int64("integer"));
                map.CreatedAt(Column.Timestamp("time"));
                map.UpdatedAt(Column.Timestamp("time"));
                map.Status("completed");
                map.Amount(Column.Decimal("number"));
                map.Billing(billing => billing.City(Column.Text("text")).Trim());
                map.Lines(
                    group => group.Rows,
                    line =>
                    {
                        line.ProductId(Column.Int64("integer"));
                        line.Quantity(Column.Int64("integer"));
                        line.Price(Column.Decimal("number"));
                    }
                );
            })
            .CreateEncoder();

        var groups = new[] { Row(), Row() }.GroupAdjacent(row => row.Int64("integer"));
        Expect(
            """{"id":"42","createdAt":"2026-01-31T08:05:00.25Z","updatedAt":"2026-01-31T08:05:00.25Z","status":"completed","amount":0.5,"products":[{"productId":"42","quantity":42,"price":0.5},{"productId":"42","quantity":42,"price":0.5}],"billing":{"city":"Zoë!"}}""",
            encoder,
            groups.First()
        );
    }

    private static void Catalogue()
    {
        Expect(
            """{"id":"1","name":"n","price":1.50,"categories":["a"],"isDeleted":false,"metaInfo":{"x":1}}""",
            ProductMap
                .From<string>(map =>
                {
                    map.Id(_ => 1);
                    map.Name(x => x);
                    map.Price(_ => 1.50m);
                    map.Categories(_ => new[] { "a" });
                    map.IsDeleted(_ => false);
                    map.MetaInfo(meta => meta.Field("x", _ => 1));
                })
                .CreateEncoder(),
            "n"
        );
        Expect(
            """{"id":"1","name":"n"}""",
            CategoryMap
                .From<string>(map =>
                {
                    map.Id(_ => 1);
                    map.Name(x => x);
                })
                .CreateEncoder(),
            "n"
        );
    }

    private static void MessageMapOverObjects() =>
        Expect(
            """{"subject":"s","to":[{"email":"a@b.de"},{"email":"c@d.de"}],"params":{"n":2}}""",
            MessageMap
                .From<string[]>(map =>
                {
                    map.To(x => x, to => to.Email(address => address));
                    map.Subject(_ => "s");
                    map.Params(p => p.Field("n", x => x.Length));
                })
                .CreateEncoder(),
            ["a@b.de", "c@d.de"]
        );

    private static void ObjectMapOverObjects() =>
        Expect(
            """{"identifiers":{"id":1},"attributes":{"n":1},"associations":[{"object_type":"t","action":"link","records":[{"identifiers":{"ext_id":"x"}}]}]}""",
            ObjectMap
                .From<long>(map =>
                {
                    map.Id(x => x);
                    map.Attributes(a => a.Field("n", x => x));
                    map.Link("t", _ => "x");
                })
                .CreateEncoder(),
            1L
        );

    private static void RowMapJson()
    {
        var output = new ArrayBufferWriter<byte>();
        var encoded = RowMap
            .From<int[]>(map =>
            {
                map.Time(_ => 1L);
                map.Json("object", o => o.Field("n", x => x.Length));
                map.Json("list", x => x, item => item.Field("n", n => n));
            })
            .CreateEncoder()
            .Encode([7], 1, output);

        Require(encoded.Outcome == EncodeOutcome.Encoded, "not encoded");
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        Require(text.Contains("""{"n":1}""", StringComparison.Ordinal) && text.Contains("""[{"n":7}]""", StringComparison.Ordinal), text);
    }
}
