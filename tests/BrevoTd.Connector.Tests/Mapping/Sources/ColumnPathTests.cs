using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.Mapping;

public class ColumnPathTests
{
    [Fact]
    public void At_MapAndListOfARow_AreWalked()
    {
        // [{"city":"Köln","zip":null,"tags":["a",7]}]
        var row = Row(
            (ref MessagePackWriter writer) =>
            {
                writer.WriteMapHeader(3);
                writer.Write("city");
                writer.Write("Köln");
                writer.Write("zip");
                writer.WriteNil();
                writer.Write("tags");
                writer.WriteArrayHeader(2);
                writer.Write("a");
                writer.Write(7);
            }
        );

        Assert.Equal("""{"email":"a@b.de","attributes":{"V":"Köln"}}""", Json(row, map => map.Attribute("V", V.At("city"))));
        Assert.Equal("""{"email":"a@b.de","attributes":{"V":"a"}}""", Json(row, map => map.Attribute("V", V.At("tags").At(0))));
        Assert.Equal(
            """{"email":"a@b.de","attributes":{"V":7}}""",
            Json(row, map => map.Attribute("V", Column.Int64("v").At("tags").At(1)))
        );
        Assert.Equal(
            """{"email":"a@b.de","attributes":{"V":""}}""",
            Json(row, map => map.Attribute("V", V.At("zip")).WhenNull(NullPolicy.Clear))
        );
        Assert.Equal(Encode.WithoutAttribute, Json(row, map => map.Attribute("V", V.At("street")).WhenNull(NullPolicy.Clear)));
        Assert.Equal(Encode.WithoutAttribute, Json(row, map => map.Attribute("V", V.At("tags").At(2)).WhenNull(NullPolicy.Clear)));
    }

    [Fact]
    public void At_TextThatIsJson_IsWalked()
    {
        var row = TestRows.Of(TestRows.Schema("v"), """{"a":{"b":[true,"x\ny"]},"n":null}""");

        Assert.Equal("""{"email":"a@b.de","attributes":{"V":"x\ny"}}""", Json(row, map => map.Attribute("V", V.At("a").At("b").At(1))));
        Assert.Equal(
            """{"email":"a@b.de","attributes":{"V":true}}""",
            Json(row, map => map.Attribute("V", Column.Boolean("v").At("a").At("b").At(0)))
        );
        Assert.Equal(
            """{"email":"a@b.de","attributes":{"V":""}}""",
            Json(row, map => map.Attribute("V", V.At("n").At("deeper")).WhenNull(NullPolicy.Clear))
        );
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"a\":")]
    [InlineData("7")]
    [InlineData("{\"a\":{}}")]
    [InlineData("{\"a\":[1,2")]
    public void At_TextThatIsNotThat_FailsWithoutTheText(string text)
    {
        var contact = Contact(TestRows.Of(TestRows.Schema("v"), text), map => map.Attribute("V", V.At("a")));

        Assert.Equal(MappingFailureCode.WrongType, contact.Failure.Code);
        Assert.DoesNotContain("not json", contact.Failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void At_EmptyText_HasNothingInside() =>
        Assert.Equal(Encode.WithoutAttribute, Json(TestRows.Of(TestRows.Schema("v"), ""), map => map.Attribute("V", V.At("a"))));

    [Fact]
    public void At_NumberOnTheWay_Fails() =>
        Assert.Equal(
            MappingFailureCode.WrongType,
            Contact(TestRows.Of(TestRows.Schema("v bigint"), 5L), map => map.Attribute("V", V.At("a"))).Failure.Code
        );

    [Fact]
    public void Check_PathIntoAColumnThatHasNoInside_IsAProblem()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attribute("A", Column.Text("n").At("x"));
            map.Attribute("B", Column.Int64("m").At("x"));
            map.Attribute("C", Column.Int64("email").At("x"));
        });

        var problem = Assert.Single(map.Check(TestRows.Schema("email", "n bigint", "m map(varchar,bigint)"), null).Problems);

        Assert.Equal(("MAP002", "attributes.A"), (problem.Code.Value, problem.Target));
    }

    private static Column<string> V => Column.Text("v");

    private delegate void WriteValue(ref MessagePackWriter writer);

    private static TdRow Row(WriteValue write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(1);
        write(ref writer);
        writer.Flush();
        return TdRow.FromMessagePack(TestRows.Schema("v map(varchar,varchar)"), buffer.WrittenSpan);
    }

    private static string Json(TdRow row, Action<ContactMapBuilder<TdRow>> rule) => Contact(row, rule).Json;

    private static Encoded Contact(TdRow row, Action<ContactMapBuilder<TdRow>> rule) =>
        Encode.Contact(
            row,
            map =>
            {
                map.Email(_ => "a@b.de");
                rule(map);
            }
        );
}
