using System.Data;
using System.Data.Common;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public sealed class DataRecordSourceTests : IDisposable
{
    private readonly DataTable _table = new();

    public void Dispose() => _table.Dispose();

    [Fact]
    public void Encode_EveryTypeOfAReader_IsReadAsWhatItIs()
    {
        var id = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");
        using var reader = Reader(
            ("email", typeof(string), "Ann@Example.com"),
            ("guid", typeof(Guid), id),
            ("int", typeof(int), 7),
            ("byte", typeof(byte), (byte)1),
            ("ulong", typeof(ulong), 8UL),
            ("float", typeof(float), 0.1f),
            ("decimal", typeof(decimal), 12.50m),
            ("bool", typeof(bool), true),
            ("when", typeof(DateTime), new DateTime(2026, 1, 2, 3, 4, 5)),
            ("offset", typeof(DateTimeOffset), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))),
            ("day", typeof(DateOnly), new DateOnly(2026, 1, 2)),
            ("text", typeof(string), "2026-05-06")
        );

        var contact = Encode.Contact<DbDataReader>(
            reader,
            map =>
            {
                map.Email(Column.Text("email")).NormalizeEmail();
                map.Attribute("GUID", Column.Text("guid"));
                map.Attribute("INT", Column.Int64("int"));
                map.Attribute("BYTE", Column.Boolean("byte"));
                map.Attribute("ULONG", Column.Int64("ulong"));
                map.Attribute("FLOAT", Column.Decimal("float"));
                map.Attribute("DECIMAL", Column.Decimal("decimal"));
                map.Attribute("DOUBLE", Column.Double("decimal"));
                map.Attribute("BOOL", Column.Boolean("bool"));
                map.Attribute("WHEN", Column.Timestamp("when"));
                map.Attribute("WHENDAY", Column.Date("when"));
                map.Attribute("OFFSET", Column.Timestamp("offset"));
                map.Attribute("DAY", Column.Date("day"));
                map.Attribute("TEXTDAY", Column.Date("text"));
            }
        );

        Assert.Equal(
            """{"email":"ann@example.com","attributes":{"GUID":"6f9619ff-8b86-d011-b42d-00c04fc964ff","INT":7,"BYTE":true,"ULONG":8,"FLOAT":0.1,"DECIMAL":12.50,"DOUBLE":12.5,"BOOL":true,"WHEN":"2026-01-02T03:04:05Z","WHENDAY":"2026-01-02","OFFSET":"2026-01-02T01:04:05Z","DAY":"2026-01-02","TEXTDAY":"2026-05-06"}}""",
            contact.Json
        );
    }

    [Fact]
    public void Encode_DbNullAndMissingColumns_AreNullAndAbsent()
    {
        using var reader = Reader(
            ("email", typeof(string), "a@b.de"),
            ("v", typeof(string), DBNull.Value),
            ("n", typeof(int), DBNull.Value)
        );

        var contact = Encode.Contact<IDataRecord>(
            reader,
            map =>
            {
                map.NullPolicy(NullPolicy.Clear);
                map.Email(Column.Text("email"));
                map.Attribute("V", Column.Text("v"));
                map.Attribute("N", Column.Int64("n"));
                map.Attribute("MISSING", Column.Int64("missing"));
            }
        );

        Assert.Equal("""{"email":"a@b.de","attributes":{"V":"","N":""}}""", contact.Json);
    }

    [Theory]
    [InlineData(typeof(string), "12")]
    [InlineData(typeof(double), 12.0)]
    [InlineData(typeof(ulong), ulong.MaxValue)]
    public void Int64_FieldThatIsNoWholeNumber_FailsAndNothingIsGuessed(Type type, object value)
    {
        using var reader = Reader(("email", typeof(string), "a@b.de"), ("v", type, value));

        var failure = Encode
            .Contact<DbDataReader>(
                reader,
                map =>
                {
                    map.Email(Column.Text("email"));
                    map.Attribute("V", Column.Int64("v"));
                }
            )
            .Failure;

        Assert.Equal((MappingFailureCode.WrongType, "v"), (failure.Code, failure.Source));
        Assert.DoesNotContain("12", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_FieldsOfOtherTypes_Fail()
    {
        using var reader = Reader(
            ("n", typeof(int), 5),
            ("big", typeof(double), 1e300),
            ("t", typeof(string), "soon"),
            ("x", typeof(TimeSpan), TimeSpan.Zero)
        );
        var contact = Encode.Contact<DbDataReader>(
            reader,
            map =>
            {
                map.Email(Column.Text("n"));
                map.Attribute("A", Column.Boolean("n"));
                map.Attribute("B", Column.Decimal("big"));
                map.Attribute("C", Column.Timestamp("t"));
                map.Attribute("D", Column.Date("t"));
                map.Attribute("E", Column.Double("x"));
                map.Attribute("F", Column.Timestamp("x"));
                map.Attribute("G", Column.Date("n"));
            }
        );

        Assert.Equal(8, contact.Record.Failures.Count);
        Assert.All(contact.Record.Failures, failure => Assert.Equal(MappingFailureCode.WrongType, failure.Code));
    }

    [Fact]
    public void Encode_JsonTextByPath_IsReadInside()
    {
        using var reader = Reader(("email", typeof(string), "a@b.de"), ("address", typeof(string), """{"city":"Köln","lines":[1,2]}"""));

        var contact = Encode.Contact<DbDataReader>(
            reader,
            map =>
            {
                map.Email(Column.Text("email"));
                map.Attribute("CITY", Column.Text("address").At("city"));
                map.Attribute("SECOND", Column.Int64("address").At("lines").At(1));
            }
        );

        Assert.Equal("""{"email":"a@b.de","attributes":{"CITY":"Köln","SECOND":2}}""", contact.Json);
    }

    [Fact]
    public void Encode_ReaderThatMovesToAnotherLayout_FindsItsColumnsAnew()
    {
        using var second = new DataTable();
        second.Columns.Add("v", typeof(string));
        second.Columns.Add("email", typeof(string));
        second.Rows.Add("later", "c@d.de");
        _table.Columns.Add("email", typeof(string));
        _table.Columns.Add("v", typeof(string));
        _table.Rows.Add("a@b.de", "first");
        using var reader = new DataTableReader([_table, second]);
        var encoder = ContactMap
            .From<DbDataReader>(map =>
            {
                map.Email(Column.Text("email"));
                map.Attribute("V", Column.Text("v"));
            })
            .CreateEncoder();

        Assert.True(reader.Read());
        Assert.Equal("""{"email":"a@b.de","attributes":{"V":"first"}}""", Encode.With(encoder, reader).Json);
        Assert.True(reader.NextResult());
        Assert.True(reader.Read());
        Assert.Equal("""{"email":"c@d.de","attributes":{"V":"later"}}""", Encode.With(encoder, reader).Json);
    }

    [Fact]
    public void Encode_ClosedReader_Throws()
    {
        using var reader = Reader(("email", typeof(string), "a@b.de"));
        var encoder = ContactMap.From<DbDataReader>(map => map.Email(Column.Text("email"))).CreateEncoder();
        reader.Close();

        // It is the caller's mistake, and no record to be left out.
        Assert.Throws<InvalidOperationException>(() => Encode.With(encoder, reader));
    }

    private DataTableReader Reader(params (string Name, Type Type, object Value)[] columns)
    {
        foreach (var (name, type, _) in columns)
        {
            _table.Columns.Add(name, type);
        }

        _table.Rows.Add([.. columns.Select(column => column.Value)]);
        var reader = _table.CreateDataReader();
        Assert.True(reader.Read());
        return reader;
    }
}
