using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class ProductMapTests
{
    private static Encoded Product<T>(T record, Action<ProductMapBuilder<T>> configure) =>
        Encode.With(ProductMap.From(configure).CreateEncoder(), record);

    [Fact]
    public void Encode_EveryField_WritesTheDocumentedShape()
    {
        var row = TestRows.Of(
            TestRows.Schema("id", "price double", "categories array(varchar)", "gone boolean"),
            "P11",
            998.5,
            new[] { "279323113623", "" },
            false
        );

        var encoded = Product(
            row,
            map =>
            {
                map.Id(Column.Text("id"));
                map.Name(_ => "Iphone 11");
                map.Url(_ => "https://shop.example/p11");
                map.ImageUrl(_ => "https://shop.example/p11.png");
                map.Sku(_ => "121");
                map.Price(Column.Decimal("price"));
                map.AlternativePrice(_ => 1000);
                map.Stock(_ => 3);
                map.ParentId(_ => 1);
                map.Brand(_ => "Apple");
                map.Description(_ => "A \"phone\"");
                map.Categories(Column.List("categories"));
                map.DeletedAt(_ => (DateTimeOffset?)null);
                map.IsDeleted(Column.Boolean("gone"));
                map.MetaInfo(meta =>
                {
                    meta.Field("brand", _ => "Apple");
                    meta.Field("weight", _ => 0.5);
                });
            }
        );

        Assert.Equal(
            """{"id":"P11","name":"Iphone 11","url":"https://shop.example/p11","imageUrl":"https://shop.example/p11.png","sku":"121","price":998.5,"alternativePrice":1000,"stock":3,"parentId":"1","brand":"Apple","description":"A \"phone\"","categories":["279323113623"],"isDeleted":false,"metaInfo":{"brand":"Apple","weight":0.5}}""",
            encoded.Json
        );
        Assert.Equal("P11", encoded.At(encoded.Record.Key));
    }

    [Fact]
    public void Encode_OnlyAnId_IsEnough()
    {
        var encoded = Product(
            7L,
            map =>
            {
                map.Id(x => x);
                map.Stock(_ => null);
                map.Categories(_ => null);
            }
        );

        Assert.Equal("""{"id":"7"}""", encoded.Json);
    }

    [Theory]
    [InlineData("x", 19_990, true)]
    [InlineData("ü", 19_990, true)]
    [InlineData("ü", 19_991, false)]
    public void Encode_MetaInfoNearTheLimit_CountsCharacters(string letter, int letters, bool fits)
    {
        var text = string.Concat(Enumerable.Repeat(letter, letters));

        var encoded = Product(
            text,
            map =>
            {
                map.Id(_ => "1");
                map.MetaInfo(meta => meta.Field("abc", x => x));
            }
        );

        Assert.Equal(fits, encoded.Record.Outcome == EncodeOutcome.Encoded);
        if (!fits)
        {
            Assert.Equal(("metaInfo", MappingFailureCode.TooLarge), (encoded.Failure.Target, encoded.Failure.Code));
        }
    }

    [Fact]
    public void Check_ClearAndNoId_AreProblems()
    {
        var check = ProductMap
            .From<TdRow>(map =>
            {
                map.NullPolicy(NullPolicy.Clear);
                map.Name(_ => "x").WhenNull(NullPolicy.Clear);
            })
            .Check();

        Assert.Equal(
            [MappingProblemCode.Contradiction, MappingProblemCode.Contradiction, MappingProblemCode.TargetMissing],
            check.Problems.Select(problem => problem.Code)
        );
    }
}
