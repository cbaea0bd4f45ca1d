using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

public class JsonSourceTests
{
    [Fact]
    public void Encode_Properties_AreColumns()
    {
        using var json = JsonDocument.Parse(
            """{"email":"a\u0040b.de","n":7,"ratio":0.5,"vip":"TRUE","born":"1989-02-01","seen":1767225600,"price":"12.50","address":{"city":"K\u00f6ln","zip":null},"lines":[{"sku":"A"},{"sku":"B"}],"dotted.name":"yes"}"""
        );

        var contact = Encode.Contact(
            json.RootElement,
            map =>
            {
                map.Email(Column.Text("email"));
                map.Attribute("N", Column.Int64("n"));
                map.Attribute("RATIO", Column.Double("ratio"));
                map.Attribute("VIP", Column.Boolean("vip"));
                map.Attribute("BORN", Column.Date("born"));
                map.Attribute("SEEN", Column.Timestamp("seen"));
                map.Attribute("PRICE", Column.Decimal("price"));
                map.Attribute("CITY", Column.Text("address").At("city"));
                map.Attribute("ZIP", Column.Text("address").At("zip")).WhenNull(NullPolicy.Clear);
                map.Attribute("STREET", Column.Text("address").At("street")).WhenNull(NullPolicy.Clear);
                map.Attribute("SKU", Column.Text("lines").At(1).At("sku"));
                map.Attribute("NONE", Column.Text("lines").At(2).At("sku"));
                map.Attribute("DOTTED", Column.Text("dotted.name"));
            }
        );

        Assert.Equal(
            """{"email":"a@b.de","attributes":{"N":7,"RATIO":0.5,"VIP":true,"BORN":"1989-02-01","SEEN":"2026-01-01T00:00:00Z","PRICE":12.50,"CITY":"Köln","ZIP":"","SKU":"B","DOTTED":"yes"}}""",
            contact.Json
        );
    }

    [Theory]
    [InlineData("""{"v":"12"}""")]
    [InlineData("""{"v":1.5}""")]
    [InlineData("""{"v":9223372036854775808}""")]
    [InlineData("""{"v":{"a":1}}""")]
    [InlineData("""{"v":[1]}""")]
    [InlineData("""{"v":true}""")]
    public void Int64_OtherValues_Fail(string json)
    {
        var failure = Assert.Single(Contact(json, map => map.Attribute("V", Column.Int64("v"))).Record.Failures);

        Assert.Equal(MappingFailureCode.WrongType, failure.Code);
    }

    [Theory]
    [InlineData("""{"v":7}""")]
    [InlineData("""{"v":"\ud800"}""")]
    [InlineData("""{"v":{"city":["x"]}}""")]
    public void Text_OtherValues_Fail(string json) =>
        Assert.Equal(MappingFailureCode.WrongType, Contact(json, map => map.Attribute("V", Column.Text("v"))).Failure.Code);

    [Fact]
    public void Encode_RecordThatIsNoObject_Fails()
    {
        using var json = JsonDocument.Parse("[1]");

        var failure = Encode.Contact(json.RootElement, map => map.Email(Column.Text("email"))).Failure;

        Assert.Contains("not a JSON object", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_ElementOfADisposedDocument_Throws()
    {
        var json = JsonDocument.Parse("""{"email":"a@b.de"}""");
        var element = json.RootElement;
        json.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Encode.Contact(element, map => map.Email(Column.Text("email"))));
    }

    [Fact]
    public void Group_OverJson_IsAProblemOfTheMap()
    {
        var map = ContactMap.From<JsonElement>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attributes(Column.Matching("*"));
        });

        Assert.Equal(MappingProblemCode.ColumnOnObject, Assert.Single(map.Check(null, null).Problems).Code);
    }

    private static Encoded Contact(string text, Action<ContactMapBuilder<JsonElement>> rule)
    {
        using var json = JsonDocument.Parse(text);
        return Encode.Contact(
            json.RootElement,
            map =>
            {
                map.Email(_ => "a@b.de");
                rule(map);
            }
        );
    }
}
