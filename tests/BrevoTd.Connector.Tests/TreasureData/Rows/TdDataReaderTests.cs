using System.Data;
using System.Data.Common;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

public sealed class TdDataReaderTests
{
    private const string Schema = """
        [["id","bigint"],["name","varchar"],["score","double"],["price","decimal(10,2)"],["flag","boolean"],["day","date"],["at","timestamp(3)"],
        ["zoned","timestamp(3) with time zone"],["raw","varbinary"],["tags","array(varchar)"],["props","map(varchar,bigint)"],["other","uuid"]]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_RowOfAllTypes_GivesTypedValues()
    {
        await using var reader = await OpenAsync(AllTypes(), NullRow());

        Assert.True(reader.HasRows);
        Assert.Equal(12, reader.FieldCount);
        Assert.True(await reader.ReadAsync(Cancellation));

        object[] expected =
        [
            42L,
            "Zoë",
            1.5,
            12.50m,
            true,
            new DateTime(2024, 2, 29),
            new DateTime(2024, 2, 29, 1, 2, 3, 4),
            new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(9)),
            new byte[] { 1, 2 },
            """["a",null,"é\"<"]""",
            """{"k":1,"7":null}""",
            "6f9619ff-8b86-d011-b42d-00c04fc964ff",
        ];
        var values = new object[20];
        Assert.Equal(12, reader.GetValues(values));
        Assert.Equal(expected, values[..12]);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(reader.GetFieldType(i), expected[i].GetType());
            Assert.Equal(expected[i], reader[i]);
            Assert.Equal(expected[i], reader[reader.GetName(i)]);
            Assert.False(reader.IsDBNull(i));
        }

        Assert.True(await reader.ReadAsync(Cancellation));
        for (var i = 0; i < reader.FieldCount; i++)
        {
            Assert.True(reader.IsDBNull(i));
            Assert.Equal(DBNull.Value, reader.GetValue(i));
            Assert.IsType<InvalidCastException>(Record.Exception(() => reader.GetString(i)));
        }

        Assert.False(await reader.ReadAsync(Cancellation));
        Assert.False(await reader.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task TypedGetters_OfFittingValues_Convert()
    {
        await using var reader = await OpenAsync(AllTypes());
        reader.Read();

        Assert.Equal((byte)42, reader.GetByte(0));
        Assert.Equal((short)42, reader.GetInt16(0));
        Assert.Equal(42, reader.GetInt32(0));
        Assert.Equal(42f, reader.GetFloat(0));
        Assert.Equal(42m, reader.GetDecimal(0));
        Assert.Equal(12.5, reader.GetDouble(3));
        Assert.Equal(Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"), reader.GetGuid(11));
        Assert.Equal(new DateTime(2024, 2, 28, 16, 2, 3, DateTimeKind.Utc), reader.GetDateTime(7));
        Assert.Equal(3, reader.GetChars(1, 0, null, 0, 0));
        Assert.Equal(2, reader.GetBytes(8, 0, null, 0, 0));
        var chars = new char[4];
        Assert.Equal(2, reader.GetChars(1, 1, chars, 2, 9));
        Assert.Equal("\0\0oë", new string(chars));
        Assert.Equal(0, reader.GetBytes(8, 2, new byte[1], 0, 1));
        Assert.Equal(42, reader.GetFieldValue<int>(0));
        Assert.Equal(42, reader.GetFieldValue<int?>(0));
        Assert.Equal(new DateOnly(2024, 2, 29), reader.GetFieldValue<DateOnly>(5));
        Assert.Equal(new byte[] { 1, 2 }, reader.GetFieldValue<byte[]>(8));
        Assert.Equal("Zoë", reader.GetFieldValue<TdRow>(0).Text("name"));
        Assert.Equal("Zoë", reader.GetFieldValue<object>(1));
        Assert.Equal(1.5f, await reader.GetFieldValueAsync<float>(2, Cancellation));
        Assert.Equal("Zoë", reader.Row.Text("name"));
    }

    [Fact]
    public async Task TypedGetters_OfOtherValues_NameColumnNotValue()
    {
        await using var reader = await OpenAsync(AllTypes(), NullRow());
        reader.Read();

        var error = Assert.Throws<InvalidCastException>(() => reader.GetInt64(1));
        Assert.Contains("'name' of row 1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Zoë", error.ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => reader.GetString(0));
        Assert.Throws<InvalidCastException>(() => reader.GetGuid(1));
        Assert.Throws<InvalidCastException>(() => reader.GetChar(1));
        Assert.Throws<InvalidCastException>(() => reader.GetBoolean(0));
        Assert.Throws<InvalidCastException>(() => reader.GetDateTime(1));

        reader.Read();
        Assert.Null(reader.GetFieldValue<int?>(0));
        Assert.Null(reader.GetFieldValue<DateOnly?>(5));
        Assert.Contains(
            "IsDBNull",
            Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int>(0)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(DBNull.Value, reader.GetFieldValue<object>(0));
    }

    [Fact]
    public async Task GetInt32_OfLargerNumber_Overflows()
    {
        var schema = new TdSchema(new TdColumn("n", "bigint"));
        await using var reader = await TdDataReader.OpenAsync(
            new TdRowReader(new MemoryStream(RowBytes.Hex("91 CE80000000")), schema),
            Cancellation
        );
        reader.Read();

        Assert.Contains("GetInt64", Assert.Throws<OverflowException>(() => reader.GetInt32(0)).Message, StringComparison.Ordinal);
        Assert.Equal(2_147_483_648, reader.GetInt64(0));
    }

    [Fact]
    public async Task GetOrdinal_ByName_PrefersExactCase()
    {
        var schema = TdSchema.Parse("""[["A","bigint"],["a","bigint"],["b","bigint"],["b","bigint"]]""");
        await using var reader = await TdDataReader.OpenAsync(new TdRowReader(new MemoryStream(), schema), Cancellation);

        Assert.Equal(1, reader.GetOrdinal("a"));
        Assert.Equal(0, reader.GetOrdinal("A"));
        Assert.Equal(2, reader.GetOrdinal("B"));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("c"));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetName(4));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetFieldType(-1));
        Assert.Equal("bigint", reader.GetDataTypeName(3));
    }

    [Fact]
    public async Task HasRows_OfEmptyResult_IsFalse()
    {
        await using var reader = await TdDataReader.OpenAsync(new TdRowReader(new MemoryStream(), RowBytes.People), Cancellation);

        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
        Assert.False(reader.NextResult());
        Assert.Equal(-1, reader.RecordsAffected);
        Assert.Equal(0, reader.Depth);
    }

    [Fact]
    public async Task Values_WithoutARow_AreRefused()
    {
        var stream = new PiecesStream(RowBytes.PeopleRows(1), 100);
        var reader = await TdDataReader.OpenAsync(new TdRowReader(stream, RowBytes.People), Cancellation);

        Assert.Contains("Call Read", Assert.Throws<InvalidOperationException>(() => reader.GetValue(0)).Message, StringComparison.Ordinal);
        Assert.True(reader.Read());
        var row = reader.Row;
        Assert.False(reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.IsDBNull(0));
        Assert.Throws<InvalidOperationException>(() => row.Text(0));
        Assert.False(reader.IsClosed);
        await reader.CloseAsync();
        Assert.True(reader.IsClosed);
        Assert.True(stream.IsDisposed);
        Assert.Throws<InvalidOperationException>(() => reader.Read());
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.ReadAsync(Cancellation));
        await reader.DisposeAsync();
    }

    [Fact]
    public async Task DataTableLoad_AsBulkCopyWouldRead_TakesAllRows()
    {
        var data = RowBytes.PeopleRows(100);
        await using var reader = await TdDataReader.OpenAsync(
            TdRowReader.OpenGzip(new PiecesStream(RowBytes.Gzip(data), 37), RowBytes.People),
            Cancellation
        );
        using var table = new DataTable();

        table.Load(reader);

        Assert.Equal(100, table.Rows.Count);
        Assert.Equal("user99@example.com", table.Rows[99]["email"]);
        Assert.Equal(99L, table.Rows[99]["visits"]);
        Assert.Equal(typeof(double), table.Columns["score"]!.DataType);
    }

    [Fact]
    public async Task GetEnumerator_AsDbEnumeratorWouldRead_GivesRecords()
    {
        await using var reader = await TdDataReader.OpenAsync(
            new TdRowReader(new MemoryStream(RowBytes.PeopleRows(3)), RowBytes.People),
            Cancellation
        );

        var names = reader.Cast<IDataRecord>().Select(record => record.GetString(0)).ToList();

        Assert.Equal(["user0@example.com", "user1@example.com", "user2@example.com"], names);
    }

    [Fact]
    public async Task Schemas_OfColumns_TellNamesAndTypes()
    {
        await using var reader = await OpenAsync(AllTypes());

        var columns = await reader.GetColumnSchemaAsync(Cancellation);
        using var table = reader.GetSchemaTable();

        Assert.Equal(12, columns.Count);
        Assert.Equal(12, table.Rows.Count);
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal((reader.GetName(i), i, true), (columns[i].ColumnName, columns[i].ColumnOrdinal, columns[i].AllowDBNull));
            Assert.Equal((reader.GetFieldType(i), reader.GetDataTypeName(i)), (columns[i].DataType, columns[i].DataTypeName));
            Assert.Equal(reader.GetName(i), table.Rows[i][SchemaTableColumn.ColumnName]);
            Assert.Equal(reader.GetFieldType(i), table.Rows[i][SchemaTableColumn.DataType]);
        }
    }

    [Theory]
    [InlineData("91 D4FF00")]
    [InlineData("91 A2FFFE")]
    [InlineData("81 91C0 C0")]
    [InlineData("81 A2FFFE C0")]
    public async Task GetString_OfListThatIsNoJson_IsRefused(string value)
    {
        var schema = new TdSchema(new TdColumn("list", "array(varchar)"));
        byte[] row = [0x91, .. RowBytes.Hex(value)];
        await using var reader = await TdDataReader.OpenAsync(new TdRowReader(new MemoryStream(row), schema), Cancellation);
        reader.Read();

        Assert.Throws<InvalidCastException>(() => reader.GetString(0));
    }

    [Fact]
    public async Task GetString_OfVeryDeepList_IsRefusedNotOverflown()
    {
        var schema = new TdSchema(new TdColumn("list", "array(varchar)"));
        byte[] row = [0x91, .. Enumerable.Repeat((byte)0x91, 100_000), 0xC0];
        await using var reader = await TdDataReader.OpenAsync(new TdRowReader(new MemoryStream(row), schema), Cancellation);
        reader.Read();

        Assert.Throws<InvalidCastException>(() => reader.GetString(0));
    }

    [Fact]
    public async Task GetString_OfEveryKindInAList_IsJson()
    {
        var schema = new TdSchema(new TdColumn("list", "array(json)"));
        var row = RowBytes.Hex("91 9A C0 C3 01 CFFFFFFFFFFFFFFFFF CA3DCCCCCD CB3FB999999999999A CB7FF8000000000000 C4020102 80 A161");
        await using var reader = await TdDataReader.OpenAsync(new TdRowReader(new MemoryStream(row), schema), Cancellation);
        reader.Read();

        Assert.Equal("""[null,true,1,18446744073709551615,0.1,0.1,"NaN","AQI=",{},"a"]""", reader.GetString(0));
    }

    private static async Task<TdDataReader> OpenAsync(params byte[][] rows) =>
        await TdDataReader.OpenAsync(
            new TdRowReader(new PiecesStream([.. rows.SelectMany(row => row)], 7), TdSchema.Parse(Schema)),
            Cancellation
        );

    private static byte[] NullRow() => [0x9C, .. Enumerable.Repeat((byte)0xC0, 12)];

    private static byte[] AllTypes() =>
        RowBytes.Pack(
            (ref MessagePackWriter writer) =>
            {
                writer.WriteArrayHeader(12);
                writer.Write(42);
                writer.Write("Zoë");
                writer.Write(1.5);
                writer.Write("12.50");
                writer.Write(true);
                writer.Write("2024-02-29");
                writer.Write("2024-02-29 01:02:03.004");
                writer.Write("2024-02-29 01:02:03.000 Asia/Tokyo");
                writer.Write([1, 2]);
                writer.WriteArrayHeader(3);
                writer.Write("a");
                writer.WriteNil();
                writer.Write("é\"<");
                writer.WriteMapHeader(2);
                writer.Write("k");
                writer.Write(1);
                writer.Write(7);
                writer.WriteNil();
                writer.Write("6f9619ff-8b86-d011-b42d-00c04fc964ff");
            }
        );
}
