using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class ColumnGroupTests
{
    [Fact]
    public void Attributes_ColumnsThatFit_AreWrittenAsWhatTheyAre()
    {
        var schema = TestRows.Schema("email", "attr_name", "attr_n bigint", "attr_vip boolean", "attr_born date", "other");
        var row = TestRows.Of(schema, "a@b.de", "Zoë", 7L, true, "1989-02-01", "x");

        var contact = Encode.Contact(
            row,
            map =>
            {
                map.Email(Column.Text("email"));
                map.Attributes(Column.Matching("attr_*"), name => name[5..].ToUpperInvariant());
            }
        );

        Assert.Equal("""{"email":"a@b.de","attributes":{"NAME":"Zoë","N":7,"VIP":true,"BORN":"1989-02-01"}}""", contact.Json);
    }

    [Fact]
    public void Attributes_RuleOfItsOwn_ComesFirst()
    {
        var row = TestRows.Of(TestRows.Schema("email", "name", "n bigint"), "a@b.de", "Zoë", 7L);
        var contact = Encode.Contact(
            row,
            map =>
            {
                map.Attributes(Column.Matching("*").Except("email"));
                map.Email(Column.Text("email"));
                map.Attribute("NAME", Column.Text("name")).ToUpper();
            }
        );

        Assert.Equal("""{"email":"a@b.de","attributes":{"N":7,"NAME":"ZOË"}}""", contact.Json);
    }

    [Fact]
    public void Attributes_WhatIsSaidOfTheGroup_HoldsForEachColumn()
    {
        var row = TestRows.Of(TestRows.Schema("email", "a", "b bigint"), "a@b.de", null, null);
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attributes(Column.Matching("?")).WhenNull(NullPolicy.Clear);
        });

        Assert.Equal("""{"email":"a@b.de","attributes":{"A":"","B":""}}""", Encode.With(map.CreateEncoder(), row).Json);
    }

    [Fact]
    public void Attributes_ColumnsThatCannotBeWritten_FailEveryRecordByName()
    {
        var row = TestRows.Of(
            TestRows.Schema("email", "list array(varchar)", "sms", "x", "X"),
            "a@b.de",
            new[] { "a" },
            "+33612345678",
            "1",
            "2"
        );
        var contact = Encode.Contact(
            row,
            map =>
            {
                map.Email(_ => "a@b.de");
                map.Attributes(Column.Matching("*"), name => name == "email" ? throw new FormatException() : name.ToUpperInvariant());
            }
        );

        Assert.Equal(
            [("email", "convert"), ("list", "wrong_type"), ("sms", "invalid_name"), ("X", "invalid_name")],
            contact.Record.Failures.Select(failure => (failure.Source!, failure.Code.Value))
        );
        Assert.All(contact.Record.Failures, failure => Assert.Contains("Except", failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Attributes_SchemaThatChanges_IsLookedAtAnew()
    {
        var encoder = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(_ => "a@b.de");
                map.Attributes(Column.Matching("a*"));
            })
            .CreateEncoder();

        Assert.Equal("""{"email":"a@b.de","attributes":{"A1":"x"}}""", Encode.With(encoder, TestRows.Of(TestRows.Schema("a1"), "x")).Json);
        Assert.Equal(
            """{"email":"a@b.de","attributes":{"A2":"y","A3":1}}""",
            Encode.With(encoder, TestRows.Of(TestRows.Schema("a2", "b", "a3 bigint"), "y", "z", 1L)).Json
        );
    }

    [Fact]
    public void Columns_OfARowMap_MayBeMoreThanFifteen()
    {
        var names = Enumerable.Range(0, 40).Select(n => $"c{n}").ToArray();
        var row = TestRows.Of(TestRows.Schema(names), [.. names.Select(name => (object?)$"value of {name}")]);
        var map = RowMap.From<TdRow>(map =>
        {
            map.Time(_ => DateTimeOffset.UnixEpoch);
            map.Columns(Column.Matching("c*"), name => $"x_{name}");
        });

        var bytes = Encode.With(map.CreateEncoder(), row).Bytes;

        var reader = new Nerdbank.MessagePack.MessagePackReader(bytes);
        Assert.Equal(41, reader.ReadMapHeader());
        Assert.Empty(map.Columns);
        Assert.Contains("x_c39", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_OverObjects_IsAProblemOfTheMap()
    {
        var map = ContactMap.From<string>(map =>
        {
            map.Email(x => x);
            map.Attributes(Column.Matching("*"));
        });

        Assert.Equal(MappingProblemCode.ColumnOnObject, Assert.Single(map.Check(null, null).Problems).Code);
    }

    [Fact]
    public void Check_AgainstBrevosAttributes_LooksAtTheGroupsColumnsWhereTheyAreKnown()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attributes(Column.Matching("attr_*"));
        });

        Assert.Empty(map.Check(schema: null, []).Problems);
        Assert.Equal("attributes.ATTR_A", Assert.Single(map.Check(TestRows.Schema("email", "attr_a"), []).Problems).Target);
    }
}
