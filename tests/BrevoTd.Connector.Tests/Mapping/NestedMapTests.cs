using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>What all maps with nested shapes have in common with the flat ones.</summary>
public class NestedMapTests
{
    private static readonly TdSchema s_schema = TestRows.Schema("id", "payload json", "attr_a", "attr_b bigint");

    private static void Basics<T>(EventMapBuilder<T> map)
    {
        map.Name("e");
        map.ContactId(_ => 1);
    }

    private static string Properties<T>(T record, Action<EventMapBuilder<T>> configure)
    {
        var encoded = Encode.With(
            EventMap
                .From<T>(map =>
                {
                    Basics(map);
                    configure(map);
                })
                .CreateEncoder(),
            record
        );
        Assert.Empty(encoded.Record.Failures);
        using var json = JsonDocument.Parse(encoded.Bytes);
        return json.RootElement.TryGetProperty("event_properties", out var properties) ? properties.GetRawText() : "";
    }

    [Fact]
    public void Encode_JsonElement_ListsAreItsOwnAndOfItsText()
    {
        using var document = JsonDocument.Parse(
            """{"id":"1","lines":[{"sku":"A","sizes":["S"]},{"sku":"B"}],"text":"[{\"sku\":\"C\"}]","deep":{"lines":[{"sku":"D"}]},"none":null}"""
        );

        var written = Properties(
            document.RootElement,
            map =>
                map.Properties(p =>
                {
                    p.Field("id", Column.Text("id"));
                    p.List(
                        "own",
                        Column.List("lines"),
                        line =>
                        {
                            line.Field("sku", Column.Text("sku"));
                            line.List("sizes", Column.List("sizes"));
                        }
                    );
                    p.List("text", Column.List("text"), line => line.Field("sku", Column.Text("sku")));
                    p.List("deep", Column.List("deep").At("lines"), line => line.Field("sku", Column.Text("sku")));
                    p.List("none", Column.List("none"));
                    p.List("absent", Column.List("absent"));
                    p.List("elements", x => x.GetProperty("lines").EnumerateArray(), line => line.Field("sku", Column.Text("sku")));
                })
        );

        Assert.Equal(
            """{"id":"1","own":[{"sku":"A","sizes":["S"]},{"sku":"B"}],"text":[{"sku":"C"}],"deep":[{"sku":"D"}],"elements":[{"sku":"A"},{"sku":"B"}]}""",
            written
        );
    }

    [Fact]
    public void Encode_GroupOfJsonElements_ReadsTheFirstAndEach()
    {
        using var document = JsonDocument.Parse("""[{"id":"1","sku":"A"},{"id":"1","sku":"B"},{"id":"2","sku":"C"}]""");

        var written = document
            .RootElement.EnumerateArray()
            .GroupAdjacent(line => line.GetProperty("id").GetString())
            .Select(group =>
                Properties(
                    group,
                    map =>
                        map.Properties(p =>
                        {
                            p.Field("id", Column.Text("id"));
                            p.List("lines", lines => lines.Rows, line => line.Field("sku", Column.Text("sku")));
                        })
                )
            );

        Assert.Equal(["""{"id":"1","lines":[{"sku":"A"},{"sku":"B"}]}""", """{"id":"2","lines":[{"sku":"C"}]}"""], written);
    }

    [Fact]
    public void Encode_PathsInElementsAndRows_AreFollowed()
    {
        var row = TestRows.Of(s_schema, "1", """{"lines":[{"product":{"sku":"A","codes":[7,8]}}]}""", null, null);

        var written = Properties(
            row,
            map =>
                map.Properties(p =>
                    p.List(
                        "lines",
                        Column.List("payload").At("lines"),
                        line =>
                        {
                            line.Field("sku", Column.Text("product").At("sku"));
                            line.Field("code", Column.Int64("product").At("codes").At(1));
                            line.List("codes", Column.List("product").At("codes"));
                        }
                    )
                )
        );

        Assert.Equal("""{"lines":[{"sku":"A","code":8,"codes":[7,8]}]}""", written);
    }

    [Fact]
    public void Encode_GroupOfColumns_BecomesFields()
    {
        var written = Properties(
            TestRows.Of(s_schema, "1", null, "x", 7),
            map => map.Properties(p => p.Object("attributes", a => a.Fields(Column.Matching("attr_*"), name => name[5..])))
        );

        Assert.Equal("""{"attributes":{"a":"x","b":7}}""", written);
    }

    [Fact]
    public void Include_OtherMap_BringsItsObjectsAlong()
    {
        var common = EventMap.From<string>(map =>
        {
            map.Name("e");
            map.Email(x => x);
            map.Properties(p => p.Object("source", source => source.Field("system", _ => "shop")));
        });

        var encoded = Encode.With(
            EventMap
                .From<string>(map =>
                {
                    map.Include(common);
                    map.Properties(p => p.Object("source", source => source.Field("version", _ => 2)));
                })
                .CreateEncoder(),
            "a@b.de"
        );

        Assert.Equal(
            """{"event_name":"e","identifiers":{"email_id":"a@b.de"},"event_properties":{"source":{"system":"shop","version":2}}}""",
            encoded.Json
        );
    }

    [Fact]
    public void Describe_NestedRules_AreNamedByTheirPaths()
    {
        var description = EventMap
            .From<TdRow>(map =>
            {
                Basics(map);
                map.Properties(p =>
                {
                    p.Object("a", a => a.Field("b", Column.Text("id")).Trim());
                    p.List("lines", Column.List("payload"), line => line.Field("sku", Column.Text("sku")));
                });
            })
            .Describe()
            .ToString();

        Assert.Contains("event_properties.a.b", description, StringComparison.Ordinal);
        Assert.Contains("event_properties.lines[].sku", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_NestedRules_ShowEveryItem()
    {
        var explanation = EventMap
            .From<string[]>(map =>
            {
                Basics(map);
                map.Properties(p => p.List("items", x => x, item => item.Field("v", x => x).ToUpper()));
            })
            .Explain(["a", "b"]);

        Assert.Equal(EncodeOutcome.Encoded, explanation.Outcome);
        Assert.Equal(
            ["event_properties.items[0].v", "event_properties.items[1].v"],
            explanation.Rules.Select(rule => rule.Target).Where(target => target.EndsWith(".v", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Encode_SkipAndStatistics_AreTheSameAsForContacts()
    {
        var encoder = OrderMapOf(map =>
            {
                map.SkipWhen(x => x.Length == 0, "no lines");
                map.OnFailure(FailurePolicy.Throw);
            })
            .CreateEncoder();

        var skipped = Encode.With(encoder, []);
        var exception = Assert.Throws<MappingException>(() => Encode.With(encoder, [1, -1]));
        _ = Encode.With(encoder, [1]);

        Assert.Equal("no lines", skipped.Record.SkipReason);
        Assert.Equal("products[1].quantity", Assert.Single(exception.Failures).Target);
        var statistics = encoder.GetStatistics();
        Assert.Equal((1, 1, 1, 3), (statistics.Encoded, statistics.Skipped, statistics.Failed, statistics.Read));
        Assert.Equal(1, statistics.FailuresByCode["must"]);
    }

    private static OrderMap<int[]> OrderMapOf(Action<OrderMapBuilder<int[]>> more) =>
        OrderMap.From<int[]>(map =>
        {
            map.Id(_ => "1");
            map.CreatedAt(_ => DateTimeOffset.UnixEpoch);
            map.UpdatedAt(_ => DateTimeOffset.UnixEpoch);
            map.Status("completed");
            map.Amount(_ => 1);
            map.Lines(
                x => x,
                line =>
                {
                    line.ProductId(_ => "P");
                    line.Quantity(n => n).Must(n => n > 0, "not positive");
                    line.Price(_ => 1);
                }
            );
            more(map);
        });
}
