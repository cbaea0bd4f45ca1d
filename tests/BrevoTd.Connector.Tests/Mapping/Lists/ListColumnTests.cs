using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class ListColumnTests
{
    private static readonly TdSchema s_schema = TestRows.Schema("lines json");

    private static Encoded Lines(object? value, Action<FieldsBuilder<ListElement>> configure) =>
        Encode.With(
            EventMap
                .From<TdRow>(map =>
                {
                    map.Name("e");
                    map.ContactId(_ => 1);
                    map.Properties(p => p.List("lines", Column.List("lines"), configure));
                })
                .CreateEncoder(),
            TestRows.Of(s_schema, value)
        );

    private const string Nothing = """{"event_name":"e","identifiers":{"contact_id":1}}""";

    private static string Written(string list) =>
        $$$"""{"event_name":"e","identifiers":{"contact_id":1},"event_properties":{"lines":{{{list}}}}}""";

    [Fact]
    public void Encode_JsonTextOfMaps_FieldsAreColumns()
    {
        var encoded = Lines(
            """
            [{"sku":"A\u00e9","n":2,"price":19.99,"exact":12345678901234567.89,"new":true,"day":"2026-01-31","at":"2026-01-31T08:00:00Z","tags":["x",1,true,null,0.5]},
             {"n":null,"price":"1.50","more":[{"k":1},{"k":2}]}]
            """,
            line =>
            {
                line.Field("sku", Column.Text("sku")).ToUpper();
                line.Field("n", Column.Int64("n"));
                line.Field("price", Column.Decimal("price"));
                line.Field("exact", Column.Decimal("exact"));
                line.Field("rounded", Column.Double("exact"));
                line.Field("new", Column.BooleanOrNull("new"));
                line.Field("day", Column.Date("day"));
                line.Field("at", Column.Timestamp("at"));
                line.List("tags", Column.List("tags"));
                line.List("more", Column.List("more"), more => more.Field("k", Column.Int64("k")));
                line.Field("total", x => x.Value.TryGet("n", out var n) && !n.IsNull ? n.Int64() * 2 : null);
                line.Field("text", x => x["sku"].IsNull ? null : x["sku"].Text());
            }
        );

        Assert.Equal(
            Written(
                """[{"sku":"AÉ","n":2,"price":19.99,"exact":12345678901234567.89,"rounded":12345678901234568,"new":true,"day":"2026-01-31","at":"2026-01-31T08:00:00Z","tags":["x",1,true,0.5],"total":4,"text":"Aé"},{"price":1.50,"more":[{"k":1},{"k":2}]}]"""
            ),
            encoded.Json
        );
    }

    [Fact]
    public void Encode_ListOfTexts_IsReadFromTheColumnItself()
    {
        var encoder = EventMap
            .From<TdRow>(map =>
            {
                map.Name("e");
                map.ContactId(_ => 1);
                map.Properties(p => p.List("lines", Column.List("lines")));
            })
            .CreateEncoder();

        Assert.Equal(Written("""["a","b"]"""), Encode.With(encoder, TestRows.Of(s_schema, new[] { "a", "", "b" } as object)).Json);
        Assert.Equal(Nothing, Encode.With(encoder, TestRows.Of(s_schema, "null")).Json);
        Assert.Equal(Nothing, Encode.With(encoder, TestRows.Of(s_schema, (object?)null)).Json);
        Assert.Equal(Nothing, Encode.With(encoder, TestRows.Of(s_schema, "[]")).Json);
    }

    [Theory]
    [InlineData("""{"sku":"A"}""")]
    [InlineData("[1,2")]
    [InlineData("[1] 2")]
    [InlineData("nonsense")]
    [InlineData("""["\ud800"]""")]
    public void Encode_TextThatIsNoList_Fails(string text)
    {
        var encoded = Lines(text, line => line.Field("sku", Column.Text("sku")));

        Assert.Equal(("event_properties.lines", MappingFailureCode.WrongType), (encoded.Failure.Target, encoded.Failure.Code));
        Assert.Equal("lines", encoded.Failure.Source);
    }

    [Fact]
    public void Encode_NumberInsteadOfList_Fails()
    {
        var encoded = Lines(7L, line => line.Field("sku", Column.Text("sku")));

        Assert.Equal(("event_properties.lines", "integer"), (encoded.Failure.Target, encoded.Failure.ValueKind));
    }

    [Fact]
    public void Encode_WrongFields_FailuresNameTheElement()
    {
        var encoded = Lines(
            """[{"sku":1},"plain",{"n":"x"},null]""",
            line =>
            {
                line.Field("sku", Column.Text("sku"));
                line.Field("n", Column.Int64("n"));
            }
        );

        Assert.Equal(
            [
                "event_properties.lines[0].sku",
                "event_properties.lines[1].sku",
                "event_properties.lines[1].n",
                "event_properties.lines[2].n",
            ],
            encoded.Record.Failures.Select(failure => failure.Target)
        );
        Assert.All(encoded.Record.Failures, failure => Assert.Equal(MappingFailureCode.WrongType, failure.Code));
    }

    [Fact]
    public void Element_KeptTooLong_SaysSo()
    {
        var kept = new List<ListElement>();
        _ = Lines(
            """[{"sku":"A"}]""",
            line =>
                line.Field(
                    "sku",
                    x =>
                    {
                        kept.Add(x);
                        return "y";
                    }
                )
        );

        var exception = Assert.Throws<InvalidOperationException>(() => _ = kept[0]["sku"].Text());

        Assert.Contains("out of date", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ListColumns_AreComparedWithTheSchemaAndTheirFieldsAreNot()
    {
        var map = EventMap.From<TdRow>(map =>
        {
            map.Name("e");
            map.ContactId(_ => 1);
            map.Properties(p =>
            {
                p.List("a", Column.List("lines"), line => line.Field("sku", Column.Text("sku")));
                p.List("b", Column.List("nowhere"));
            });
        });

        var wrong = map.Check(TestRows.Schema("lines bigint"));

        Assert.Equal(
            [(MappingProblemCode.ColumnType, "event_properties.a"), (MappingProblemCode.ColumnMissing, "event_properties.b")],
            wrong.Problems.Select(problem => (problem.Code, problem.Target))
        );
    }
}
