using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class EventMapTests
{
    private static readonly TdSchema s_schema = TestRows.Schema("email", "id bigint", "ts timestamp", "day date", "order_id", "sub_id");

    private sealed record Item(string? Sku, int Quantity, decimal? Price);

    private sealed record Purchase(string? Email, IReadOnlyList<Item?>? Items)
    {
        public string[]? Tags { get; init; }
    }

    private sealed class OrderEvents : EventMap<TdRow>
    {
        protected override void Configure(EventMapBuilder<TdRow> map)
        {
            map.Name("order_completed");
            map.Time(Column.Timestamp("ts"));
            map.Email(Column.Text("email")).ToLower();
            map.ExternalId(Column.Int64("id"));
            map.ContactProperties(contact => contact.Field("LAST_ORDER", Column.Date("day")));
            map.Properties(properties =>
            {
                properties.Field("order_id", Column.Text("order_id"));
                properties.Object(
                    "shipping",
                    shipping =>
                    {
                        shipping.Field("day", Column.Date("day"));
                        shipping.Object("nothing", nothing => nothing.Field("x", Column.Text("missing")));
                    }
                );
            });
            map.Object("subscription", Column.Text("sub_id"));
        }
    }

    private static Encoded Event<T>(T record, Action<EventMapBuilder<T>> configure) =>
        Encode.With(EventMap.From(configure).CreateEncoder(), record);

    private static Encoded Purchased(Purchase purchase, Action<FieldsBuilder<Purchase>> properties) =>
        Event(
            purchase,
            map =>
            {
                map.Name("purchased");
                map.Email(x => x.Email);
                map.Properties(properties);
            }
        );

    [Fact]
    public void Encode_RowWithEveryValue_WritesTheDocumentedShape()
    {
        var row = TestRows.Of(s_schema, "Jane.Doe@Example.com", 211, "2024-02-06 20:59:23.383", "2024-02-06", "o-1", "sub-1");

        var encoded = Encode.With(new OrderEvents().CreateEncoder(), row);

        Assert.Equal(
            """{"event_name":"order_completed","event_date":"2024-02-06T20:59:23.383Z","identifiers":{"email_id":"jane.doe@example.com","ext_id":"211"},"contact_properties":{"LAST_ORDER":"2024-02-06"},"event_properties":{"order_id":"o-1","shipping":{"day":"2024-02-06"}},"object":{"type":"subscription","identifiers":{"ext_id":"sub-1"}}}""",
            encoded.Json
        );
        Assert.True(encoded.Record.Key.IsEmpty);
    }

    [Fact]
    public void Encode_NothingButIdentifier_LeavesOutEveryObject()
    {
        var encoded = Encode.With(new OrderEvents().CreateEncoder(), TestRows.Of(s_schema, "a@b.de", null, null, null, null, null));

        Assert.Equal("""{"event_name":"order_completed","identifiers":{"email_id":"a@b.de"}}""", encoded.Json);
    }

    [Fact]
    public void Encode_NoIdentifier_FailsWithNoIdentifier()
    {
        var encoded = Encode.With(new OrderEvents().CreateEncoder(), TestRows.Of(s_schema, null, null, null, null, null, null));

        Assert.Equal(EncodeOutcome.Failed, encoded.Record.Outcome);
        Assert.Equal(("identifiers", MappingFailureCode.NoIdentifier), (encoded.Failure.Target, encoded.Failure.Code));
    }

    [Fact]
    public void Encode_IdentifierFails_IsNotReportedAgainAsMissing()
    {
        var encoded = Event(
            "x",
            map =>
            {
                map.Name("e");
                map.Email(x => x).MustBeEmail();
            }
        );

        Assert.Equal(("identifiers.email_id", MappingFailureCode.InvalidEmail), (encoded.Failure.Target, encoded.Failure.Code));
    }

    [Fact]
    public void Encode_AllIdentifiers_AreWrittenUnderTheirNames()
    {
        var encoded = Event(
            0,
            map =>
            {
                map.Name("video_played");
                map.Email(_ => "jane.doe@example.com");
                map.ExternalId(_ => "abc123");
                map.Sms(_ => "+33612345678");
                map.WhatsApp(_ => "+33612345679");
                map.Landline(_ => "+33112345678");
                map.ContactId(_ => 211);
                map.ObjectId("vehicle", _ => 7);
            }
        );

        Assert.Equal(
            """{"event_name":"video_played","identifiers":{"email_id":"jane.doe@example.com","ext_id":"abc123","phone_id":"+33612345678","whatsapp_id":"+33612345679","landline_number_id":"+33112345678","contact_id":211},"object":{"type":"vehicle","identifiers":{"id":"7"}}}""",
            encoded.Json
        );
    }

    [Fact]
    public void Encode_ListsOfObjectsAndValues_AreNested()
    {
        var encoded = Purchased(
            new Purchase("a@b.de", [new("A", 2, 1.50m), null, new(null, 1, null)]) { Tags = ["x", "", "y"] },
            properties =>
            {
                properties.List(
                    "items",
                    purchase => purchase.Items,
                    item =>
                    {
                        item.Field("sku", x => x!.Sku);
                        item.Object("detail", detail => detail.Field("price", x => x!.Price));
                        item.Field("quantity", x => x!.Quantity);
                    }
                );
                properties.List("tags", purchase => purchase.Tags);
                properties.List("numbers", _ => new List<int> { 1, 2 });
                properties.List("ratios", _ => Enumerable.Range(1, 2).Select(n => n / 2.0));
                properties.List("amounts", _ => new[] { 1.10m });
                properties.List("ids", _ => new[] { long.MaxValue });
                properties.List("empty", _ => new long[0]);
            }
        );

        Assert.Equal(
            """{"event_name":"purchased","identifiers":{"email_id":"a@b.de"},"event_properties":{"items":[{"sku":"A","detail":{"price":1.50},"quantity":2},{"quantity":1}],"tags":["x","y"],"numbers":[1,2],"ratios":[0.5,1],"amounts":[1.10],"ids":[9223372036854775807]}}""",
            encoded.Json
        );
    }

    [Fact]
    public void Encode_ItemFails_TargetNamesTheItem()
    {
        var encoded = Purchased(
            new Purchase("a@b.de", [new("A", 1, 1), new("B", -1, 1), new("C", -2, 1)]),
            properties =>
                properties.List(
                    "items",
                    purchase => purchase.Items,
                    item => item.Object("detail", detail => detail.Field("quantity", x => x!.Quantity).Must(n => n > 0, "not positive"))
                )
        );

        Assert.Equal(
            ["event_properties.items[1].detail.quantity", "event_properties.items[2].detail.quantity"],
            encoded.Record.Failures.Select(failure => failure.Target)
        );
    }

    [Fact]
    public void Encode_ListInsideAList_TargetNamesBothItems()
    {
        int[][] grid =
        [
            [1, 2],
            [3, -4],
        ];
        var encoded = Event(
            grid,
            map =>
            {
                map.Name("e");
                map.ContactId(_ => 1);
                map.Properties(p =>
                    p.List("rows", x => x, row => row.List("cells", x => x, cell => cell.Field("v", x => x).Must(n => n > 0, "m")))
                );
            }
        );

        Assert.Equal("event_properties.rows[1].cells[1].v", encoded.Failure.Target);
    }

    [Fact]
    public void Encode_ListOrDrop_LeavesOutFailedItemsAndCountsThem()
    {
        var encoder = EventMap
            .From<Purchase>(map =>
            {
                map.Name("purchased");
                map.Email(x => x.Email);
                map.Properties(properties =>
                    properties
                        .List(
                            "items",
                            purchase => purchase.Items,
                            item =>
                            {
                                item.SkipWhen(x => x!.Sku == "gift");
                                item.Field("sku", x => x!.Sku).Required();
                                item.Field("quantity", x => x!.Quantity);
                            }
                        )
                        .OrDrop()
                );
            })
            .CreateEncoder();

        var encoded = Encode.With(encoder, new Purchase("a@b.de", [new("A", 1, 1), new(null, 2, 1), new("gift", 3, 1), new("B", 4, 1)]));
        var nothing = Encode.With(encoder, new Purchase("a@b.de", [new(null, 2, 1)]));

        Assert.Equal(
            """{"event_name":"purchased","identifiers":{"email_id":"a@b.de"},"event_properties":{"items":[{"sku":"A","quantity":1},{"sku":"B","quantity":4}]}}""",
            encoded.Json
        );
        Assert.Equal("""{"event_name":"purchased","identifiers":{"email_id":"a@b.de"}}""", nothing.Json);
        Assert.Equal(3, encoder.GetStatistics().DroppedByTarget["event_properties.items"]);
    }

    [Fact]
    public void Encode_ListNull_FollowsItsNullPolicy()
    {
        var none = new Purchase("a@b.de", null);
        var omitted = Purchased(none, p => p.List("tags", x => x.Tags));
        var failed = Purchased(none, p => p.List("tags", x => x.Tags).Required());
        var empty = Purchased(none with { Tags = [""] }, p => p.List("tags", x => x.Tags).WhenNull(NullPolicy.Fail));

        Assert.Equal("""{"event_name":"purchased","identifiers":{"email_id":"a@b.de"}}""", omitted.Json);
        Assert.Equal((MappingFailureCode.Required, "null"), (failed.Failure.Code, failed.Failure.ValueKind));
        Assert.Equal((MappingFailureCode.Null, "empty"), (empty.Failure.Code, empty.Failure.ValueKind));
    }

    [Fact]
    public void Encode_ListFunctionThrows_IsAFailure()
    {
        var record = new Purchase("a@b.de", null);
        var atOnce = Purchased(record, p => p.List("tags", x => x.Tags!.Where(tag => tag.Length > 0)));
        var onTheWay = Purchased(record, p => p.List("numbers", _ => new[] { 1, 0 }.Select(n => 1 / n)));

        Assert.Equal(("event_properties.tags", MappingFailureCode.Convert), (atOnce.Failure.Target, atOnce.Failure.Code));
        Assert.Equal(("event_properties.numbers", MappingFailureCode.Convert), (onTheWay.Failure.Target, onTheWay.Failure.Code));
    }

    [Theory]
    [InlineData(49_990, true)]
    [InlineData(50_001, false)]
    public void Encode_PropertiesNearTheLimit_FailBeyondIt(int bytes, bool fits)
    {
        var encoded = Purchased(new Purchase("a@b.de", null), p => p.Field("t", _ => new string('x', bytes - """{"t":""}""".Length)));

        if (fits)
        {
            Assert.Equal(EncodeOutcome.Encoded, encoded.Record.Outcome);
        }
        else
        {
            Assert.Equal(("event_properties", MappingFailureCode.TooLarge), (encoded.Failure.Target, encoded.Failure.Code));
            Assert.Empty(encoded.Bytes);
        }
    }

    [Theory]
    [InlineData("cart_updated-2", true)]
    [InlineData("cart updated", false)]
    [InlineData("größe", false)]
    public void Encode_NameOfTheRecord_MustBePlain(string name, bool fits)
    {
        var encoded = Event(
            name,
            map =>
            {
                map.Name(x => x);
                map.ContactId(_ => 1);
            }
        );

        Assert.Equal(fits, encoded.Record.Outcome == EncodeOutcome.Encoded);
        if (!fits)
        {
            Assert.Equal(("event_name", MappingFailureCode.InvalidName), (encoded.Failure.Target, encoded.Failure.Code));
        }
    }

    [Fact]
    public void Check_WrongMap_NamesEveryProblem()
    {
        var check = EventMap
            .From<TdRow>(map =>
            {
                map.Name("no blanks");
                map.Properties(p =>
                {
                    p.Field("größe", Column.Text("email"));
                    p.Object("a", a => a.Field("x", Column.Text("email")));
                    p.Field("A", Column.Text("email"));
                    p.List("tags", _ => new[] { "x" });
                    p.List("tags", _ => new[] { "y" });
                    p.List("lines", _ => new TdRow[0], line => line.Field("b c", Column.Text("nowhere")));
                });
            })
            .Check(s_schema);

        Assert.Equal(
            [
                (MappingProblemCode.InvalidName, "event_name"),
                (MappingProblemCode.InvalidName, "event_properties.größe"),
                (MappingProblemCode.DuplicateTarget, "event_properties.A"),
                (MappingProblemCode.DuplicateTarget, "event_properties.tags"),
                (MappingProblemCode.InvalidName, "event_properties.lines[].b c"),
                (MappingProblemCode.TargetMissing, "identifiers"),
                (MappingProblemCode.ColumnMissing, "event_properties.lines[].b c"),
            ],
            check.Problems.Select(problem => (problem.Code, problem.Target))
        );
    }

    [Fact]
    public void CreateEncoder_TextFieldEndsAsNumber_IsRefused()
    {
        var map = EventMap.From<string>(map =>
        {
            map.Name("e");
            _ = map.Email(x => x).Convert(x => (long?)x.Length);
        });

        var exception = Assert.Throws<MapDefinitionException>(() => map.CreateEncoder());

        Assert.Equal(MappingProblemCode.Contradiction, Assert.Single(exception.Problems).Code);
    }
}
