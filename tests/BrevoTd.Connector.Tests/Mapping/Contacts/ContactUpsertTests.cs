using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class ContactUpsertTests
{
    private static readonly TdSchema s_schema = TestRows.Schema("email", "colours", "lists", "blocked boolean");

    private static void Contacts(ContactMapBuilder<TdRow> map)
    {
        map.Attribute("COLOURS", Column.List("colours")).WhenNull(NullPolicy.Clear);
        map.Email(Column.Text("email"));
        map.ExternalId(_ => "externalId");
        map.Sms(_ => "+33612345678");
        map.ListIds(Column.List("lists"));
        map.EmailBlocklisted(Column.BooleanOrNull("blocked"));
    }

    private static Encoded With(ContactWireShape shape, TdRow row, Action<ContactMapBuilder<TdRow>>? configure = null) =>
        Encode.With(ContactMap.From(configure ?? Contacts).CreateEncoder(new() { Shape = shape }), row);

    [Fact]
    public void Encode_Upsert_WritesTheBodyOfACreateCall()
    {
        var encoded = With(ContactWireShape.Upsert, TestRows.Of(s_schema, "elly@example.com", """["India","China"]""", "[36, 7]", false));

        Assert.Equal(
            """{"email":"elly@example.com","ext_id":"externalId","attributes":{"COLOURS":["India","China"],"SMS":"+33612345678"},"listIds":[36,7],"emailBlacklisted":false}""",
            encoded.Json
        );
        Assert.Equal(0, encoded.Record.Partition);
        Assert.Equal("externalId", encoded.At(encoded.Record.ExternalId));
    }

    [Fact]
    public void Encode_Import_KeepsListsAndFlagsOutOfTheRow()
    {
        var encoded = With(
            ContactWireShape.ImportJson,
            TestRows.Of(s_schema, "elly@example.com", new[] { "India", "China" }, "[36, 7]", true)
        );

        Assert.Equal(
            """{"email":"elly@example.com","attributes":{"COLOURS":["India","China"],"EXT_ID":"externalId","SMS":"+33612345678"}}""",
            encoded.Json
        );
        Assert.Equal(1, encoded.Record.Partition);
    }

    [Fact]
    public void Encode_NullList_ClearsTheAttribute()
    {
        var encoded = With(ContactWireShape.Upsert, TestRows.Of(s_schema, "a@b.de", null, null, true));

        Assert.Equal(
            """{"email":"a@b.de","ext_id":"externalId","attributes":{"COLOURS":"","SMS":"+33612345678"},"emailBlacklisted":true}""",
            encoded.Json
        );
        Assert.True(encoded.Record.ClearsValues);
    }

    [Theory]
    [InlineData(ContactWireShape.Upsert)]
    [InlineData(ContactWireShape.ImportJson)]
    public void Encode_ConsentUnknown_FailsUnlessTheRuleSaysOtherwise(ContactWireShape shape)
    {
        var row = TestRows.Of(s_schema, "a@b.de", null, null, null);

        var failed = With(shape, row);
        var byFunction = With(
            shape,
            row,
            map =>
            {
                map.Email(Column.Text("email"));
                map.SmsBlocklisted(_ => null);
            }
        );
        var dropped = With(
            shape,
            row,
            map =>
            {
                map.Email(Column.Text("email"));
                map.SmsBlocklisted(Column.Boolean("blocked")).OrDrop();
                map.EmailBlocklisted(Column.Boolean("blocked")).Default(true);
            }
        );

        Assert.Equal(("emailBlacklisted", MappingFailureCode.Null), (failed.Failure.Target, failed.Failure.Code));
        Assert.Equal(("smsBlacklisted", MappingFailureCode.Null), (byFunction.Failure.Target, byFunction.Failure.Code));
        Assert.Equal(EncodeOutcome.Encoded, dropped.Record.Outcome);
    }

    [Fact]
    public void Encode_ListsOfEachRecord_NumberPartitionsByMeaning()
    {
        var encoder = ContactMap
            .From<(long[]? Lists, bool Blocked)>(map =>
            {
                map.Email(_ => "a@b.de");
                map.ListIds(x => x.Lists);
                map.EmailBlocklisted(x => x.Blocked);
            })
            .CreateEncoder();

        int[] partitions =
        [
            .. ((long[]? Lists, bool Blocked)[])
                [([1, 2], false), ([2, 1, 2], false), ([1, 2], true), (null, false), ([], false), ([1, 2], false), ([3], true)] switch
            {
                var records => records.Select(record => Encode.With(encoder, record).Record.Partition),
            },
        ];

        Assert.Equal([1, 1, 2, 0, 0, 1, 3], partitions);
    }

    [Fact]
    public void Encode_NamesThatAreNoNumbers_FailWithTheirPosition()
    {
        var encoded = With(ContactWireShape.ImportJson, TestRows.Of(s_schema, "a@b.de", null, """[1,"x"]""", true));
        var noList = With(ContactWireShape.ImportJson, TestRows.Of(s_schema, "a@b.de", null, "12", true));

        Assert.Equal(("listIds[1]", MappingFailureCode.WrongType), (encoded.Failure.Target, encoded.Failure.Code));
        Assert.Equal(("listIds", MappingFailureCode.WrongType), (noList.Failure.Target, noList.Failure.Code));
    }

    [Fact]
    public void Encode_ListOfFunction_IsWritten()
    {
        var encoded = Encode.Contact(
            (string?[]?)["x", null, "\"y\""],
            map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("TAGS", tags => tags);
            }
        );

        Assert.Equal("""{"email":"a@b.de","attributes":{"TAGS":["x","\"y\""]}}""", encoded.Json);
    }
}
