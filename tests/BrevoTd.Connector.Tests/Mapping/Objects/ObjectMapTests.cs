using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

public class ObjectMapTests
{
    private sealed record Car(string? Id, string? Make, int? Year)
    {
        public string? Garage { get; init; }

        public string[]? Features { get; init; }

        public long? Owner { get; init; }
    }

    private static Encoded Record<T>(T record, Action<ObjectMapBuilder<T>> configure) =>
        Encode.With(ObjectMap.From(configure).CreateEncoder(), record);

    private static void Cars(ObjectMapBuilder<Car> map)
    {
        map.ExternalId(car => car.Id);
        map.Attributes(a =>
        {
            a.Field("make", car => car.Make);
            a.Field("year", car => car.Year);
            a.List("features", car => car.Features);
        });
        map.Link("garage", car => car.Garage);
        map.LinkId("contact", car => car.Owner);
        map.Unlink("garage", _ => "old");
    }

    [Fact]
    public void Encode_EveryPart_WritesTheDocumentedShape()
    {
        var car = new Car("507f1f77bc", "Toyoto", 2020)
        {
            Garage = "g-1",
            Owner = 12345,
            Features = ["sunroof"],
        };

        var encoded = Record(car, Cars);

        Assert.Equal(
            """{"identifiers":{"ext_id":"507f1f77bc"},"attributes":{"make":"Toyoto","year":2020,"features":["sunroof"]},"associations":[{"object_type":"garage","action":"link","records":[{"identifiers":{"ext_id":"g-1"}}]},{"object_type":"contact","action":"link","records":[{"identifiers":{"id":12345}}]},{"object_type":"garage","action":"unlink","records":[{"identifiers":{"ext_id":"old"}}]}]}""",
            encoded.Json
        );
        Assert.Equal("507f1f77bc", encoded.At(encoded.Record.Key));
    }

    [Fact]
    public void Encode_NullIds_LeaveOutIdentifiersAndLinks()
    {
        var encoded = Record(new Car(null, "Toyoto", null), Cars);

        Assert.Equal(
            """{"attributes":{"make":"Toyoto"},"associations":[{"object_type":"garage","action":"unlink","records":[{"identifiers":{"ext_id":"old"}}]}]}""",
            encoded.Json
        );
        Assert.True(encoded.Record.Key.IsEmpty);
    }

    [Fact]
    public void Encode_BrevosId_IsANumberAndTheKey()
    {
        var encoded = Record(
            42L,
            map =>
            {
                map.Id(x => x);
                map.Attributes(a => a.Field("n", x => x));
            }
        );

        Assert.Equal("""{"identifiers":{"id":42},"attributes":{"n":42}}""", encoded.Json);
        Assert.Equal("42", encoded.At(encoded.Record.Key));
    }

    [Fact]
    public void Encode_NoAttribute_Fails()
    {
        var encoded = Record(new Car("1", null, null), Cars);

        Assert.Equal(("attributes", MappingFailureCode.Required), (encoded.Failure.Target, encoded.Failure.Code));
    }

    [Fact]
    public void Check_NestedAttributesAndTooManyLinks_AreProblems()
    {
        var check = ObjectMap
            .From<Car>(map =>
            {
                map.Attributes(a => a.Object("engine", engine => engine.Field("power", _ => 1)));
                for (var i = 0; i < 11; i++)
                {
                    map.Link("garage", car => car.Garage);
                }
            })
            .Check();

        Assert.Equal(["attributes.engine", "associations[10]"], check.Problems.Select(problem => problem.Target));
    }
}
