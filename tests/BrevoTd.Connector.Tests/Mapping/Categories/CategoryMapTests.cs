using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

public class CategoryMapTests
{
    [Fact]
    public void Encode_EveryField_WritesTheDocumentedShape()
    {
        var encoder = CategoryMap
            .From<string?>(map =>
            {
                map.Id(x => x);
                map.Name(_ => "Food");
                map.Url(_ => "http://mydomain.com/category/food");
                map.DeletedAt(_ => new DateTime(2026, 1, 31));
                map.IsDeleted(_ => true);
            })
            .CreateEncoder();

        var encoded = Encode.With(encoder, "C1");
        var failed = Encode.With(encoder, null);

        Assert.Equal(
            """{"id":"C1","name":"Food","url":"http://mydomain.com/category/food","deletedAt":"2026-01-31T00:00:00Z","isDeleted":true}""",
            encoded.Json
        );
        Assert.Equal("C1", encoded.At(encoded.Record.Key));
        Assert.Equal(("id", MappingFailureCode.Required), (failed.Failure.Target, failed.Failure.Code));
    }
}
