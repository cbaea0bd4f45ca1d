using System.Data;
using System.Text;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

/// <summary>Files as the Toolbelt writes them, and as the service sends them, are sources of the same rows.</summary>
public sealed class TdResultFileTests
{
    private static readonly TdSchema Schema = TdSchema.Parse(
        """[["id","bigint"],["name","varchar"],["score","double"],["flag","boolean"],["tags","array(varchar)"],["price","decimal(10,2)"]]"""
    );

    // What `td query -f json -o` writes: a list with a row per line. With --column-header, the rows are objects.
    private const string ToolbeltJson = """
        [[1,"Zoë \"Z\"",1.5,true,["a",null],"10.20"],
        [2,null,"NaN",false,[],12.30],
        [-3,"",null,null,null,null]]
        """;

    private const string ToolbeltJsonWithNames = """
        [{"id":1,"name":"Zoë \"Z\"","score":1.5,"flag":true,"tags":["a",null],"price":"10.20"},
        {"id":2,"name":null,"score":"NaN","flag":false,"tags":[],"price":12.30},
        {"id":-3,"name":"","score":null,"flag":null,"tags":null,"price":null}]
        """;

    private const string JsonLines = """
        [1,"Zo\u00eb \"Z\"",1.5,true,["a",null],"10.20"]
        [2,null,"NaN",false,[],12.30]
        [-3,"",null,null,null,null]
        """;

    private const string JsonLinesWithNames = """
        {"name":"Zoë \"Z\"","id":1,"score":1.5,"flag":true,"tags":["a",null],"price":"10.20"}
        {"id":2,"score":"NaN","flag":false,"tags":[],"price":12.30}
        {"id":-3,"name":"","score":null,"flag":null,"tags":null,"price":null}
        """;

    // Ruby quotes only where it must; null is what --null says, "null" if nothing.
    private const string Csv =
        "id,name,score,flag,tags,price\n1,\"Zoë \"\"Z\"\"\",1.5,true,\"[\"\"a\"\",null]\",10.20\n2,null,NaN,false,[],12.30\n-3,\"\",null,null,null,null\n";
    private const string Tsv =
        "id\tname\tscore\tflag\ttags\tprice\n1\tZoë \"Z\"\t1.5\ttrue\t[\"a\",null]\t10.20\n2\tnull\tNaN\tfalse\t[]\t12.30\n-3\t\tnull\tnull\tnull\tnull\n";

    public static TheoryData<string, string, int> Texts()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var piece in new[] { 1, 7, 100_000 })
        {
            data.Add("json", ToolbeltJson, piece);
            data.Add("json", ToolbeltJsonWithNames, piece);
            data.Add("json", JsonLines, piece);
            data.Add("json", JsonLinesWithNames, piece);
            data.Add("json", "\uFEFF" + JsonLines.Replace("\n", "\r\n", StringComparison.Ordinal), piece);
            data.Add("csv", Csv, piece);
            data.Add("csv", Csv.Replace("\n", "\r\n", StringComparison.Ordinal), piece);
            data.Add("csv", Csv.TrimEnd(), piece);
            data.Add("tsv", Tsv, piece);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Open_TextWithASchema_GivesTypedRows(string format, string text, int piece)
    {
        var stream = new PiecesStream(Encoding.UTF8.GetBytes(text), piece);
        await using var file = await TdResultFile.OpenAsync(stream, new() { Schema = Schema }, Cancellation);

        var rows = await ReadAsync(file);

        Assert.Equal(new TdResultFormat(format), file.Format);
        Assert.Equal(3, rows.Count);
        Assert.Equal([1, 2, -3], rows.Select(row => row.Int64("id")));
        Assert.Equal(["Zoë \"Z\"", null, ""], rows.Select(row => row.TextOrNull("name")));
        Assert.Equal([1.5, double.NaN, null], rows.Select(row => row.DoubleOrNull("score")));
        Assert.Equal([true, false, null], rows.Select(row => row.BooleanOrNull("flag")));
        Assert.Equal(["a", null], rows[0].TextList("tags"));
        Assert.Empty(rows[1].TextList("tags"));
        Assert.True(rows[2].IsNull("tags"));
        Assert.Equal([10.20m, 12.30m, null], rows.Select(row => row.DecimalOrNull("price")));
    }

    [Fact]
    public async Task Open_TextWithoutASchema_TakesNamesFromTheFile()
    {
        Assert.Equal("id varchar, name varchar, score varchar, flag varchar, tags varchar, price varchar", await SchemaAsync(Csv));
        Assert.Equal(
            "_col0 bigint, _col1 varchar, _col2 double, _col3 boolean, _col4 array(json), _col5 varchar",
            await SchemaAsync(JsonLines)
        );
        Assert.Equal(
            "id bigint, name varchar, score double, flag boolean, tags array(json), price varchar",
            await SchemaAsync(ToolbeltJsonWithNames)
        );
        Assert.Equal("_col0 varchar, _col1 varchar", await SchemaAsync("a,b\n", new() { HasHeader = false }));

        static async Task<string> SchemaAsync(string text, TdResultFileOptions? options = null)
        {
            await using var file = await TdResultFile.OpenAsync(Stream(text), options, Cancellation);
            return file.Schema.ToString();
        }
    }

    [Fact]
    public async Task Open_HeaderInAnotherOrder_TakesTheTypesByName()
    {
        await using var file = await TdResultFile.OpenAsync(
            Stream("name,extra,id\na,b,7\n"),
            new() { Schema = new(new TdColumn("id", "bigint")) },
            Cancellation
        );

        Assert.Equal("name varchar, extra varchar, id bigint", file.Schema.ToString());
        Assert.Equal(7, Assert.Single(await ReadAsync(file)).Int64("id"));
    }

    [Fact]
    public async Task Open_HeaderWithoutAColumnOfTheSchema_SaysWhich()
    {
        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() =>
            TdResultFile.OpenAsync(Stream("1,2\n3,4\n"), new() { Schema = new(new TdColumn("id", "bigint")) }, Cancellation)
        );

        Assert.Equal(TdResultProblem.Schema, e.Problem);
        Assert.Contains("HasHeader", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ValuesThatDoNotFitTheirTypes_StayText()
    {
        var schema = TdSchema.Parse("""[["i","bigint"],["u","bigint"],["d","double"],["b","boolean"],["l","array(varchar)"]]""");
        await using var file = await TdResultFile.OpenAsync(
            Stream("i,u,d,b,l\n99999999999999999999,18446744073709551615,many,yes,[1\n,,,,\n"),
            new() { Schema = schema },
            Cancellation
        );

        var rows = await ReadAsync(file);

        Assert.Equal("99999999999999999999", rows[0].Text("i"));
        Assert.Equal(18446744073709551615m, rows[0].Decimal("u"));
        Assert.Equal(["many", "yes", "[1"], new[] { "d", "b", "l" }.Select(rows[0].Text));
        Assert.Equal(TdColumnProblem.WrongKind, Assert.Throws<TdColumnException>(() => rows[0].Double("d")).Problem);
        Assert.All(Enumerable.Range(0, 5), i => Assert.True(rows[1].IsNull(i)));
    }

    [Fact]
    public async Task Open_NullText_IsWhatTheOptionsSay()
    {
        await using var file = await TdResultFile.OpenAsync(Stream("a,b,c\n\\N,null,\n"), new() { NullText = "\\N" }, Cancellation);

        var row = Assert.Single(await ReadAsync(file));

        Assert.Equal([null, "null", ""], new[] { "a", "b", "c" }.Select(row.TextOrNull));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_TextThatIsNotUtf8_IsToldApartAndDoesNotStop(bool csv)
    {
        // The second row holds such text behind an escape, which is another path.
        byte[] bytes = csv
            ? [.. "a,b\n"u8, 0xFF, 0xFE, .. ",ok\n\"x\"\""u8, 0xFF, .. "\",ok\nfine,ok\n"u8]
            : [.. "[[\""u8, 0xFF, 0xFE, .. "\",\"ok\"],\n[\"\\\""u8, 0xFF, .. "\",\"ok\"],\n[\"fine\",\"ok\"]]"u8];
        await using var file = await TdResultFile.OpenAsync(new MemoryStream(bytes), cancellationToken: Cancellation);

        var rows = await ReadAsync(file);

        Assert.Equal(["ok", "ok", "ok"], rows.Select(row => row.Text(1)));
        Assert.Equal(TdColumnProblem.Unreadable, Assert.Throws<TdColumnException>(() => rows[0].Text(0)).Problem);
        Assert.Equal("FFFE", Convert.ToHexString(rows[0].Utf8(0)));
        Assert.False(rows[1].TryGetText(0, out _));
        Assert.Equal("fine", rows[2].Text(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_GoldenJobResult_IsReadAsTheJsonSays(bool withSchema)
    {
        var json = GoldenFiles.Json("job-result.json");
        var schema = TdSchema.Parse(json.GetProperty("schema").GetRawText());
        await using var file = await TdResultFile.OpenAsync(
            new MemoryStream(GoldenFiles.Compressed("job-result.msgpack.gz")),
            new() { Schema = withSchema ? schema : null },
            Cancellation
        );

        var rows = await ReadAsync(file);

        Assert.Equal(TdResultFormat.MessagePackGzip, file.Format);
        Assert.Equal(withSchema ? "email" : "_col1", file.Schema[1].Name);
        Assert.Equal(2_002, rows.Count);
        Assert.Equal("user1998@example.com", rows[1_998].Text(1));
        Assert.Equal("fffe4142", Convert.ToHexString(rows[2_000].Utf8(1)), ignoreCase: true);
        var all = new MemoryStream();
        foreach (var row in rows)
        {
            all.Write(row.Raw());
        }

        Assert.Equal(GoldenFiles.Decompressed("job-result.msgpack.gz"), all.ToArray());
    }

    [Fact]
    public async Task Open_ByPath_KnowsTheFormByTheName()
    {
        var folder = Directory.CreateTempSubdirectory("brevotd-");
        try
        {
            var path = Path.Combine(folder.FullName, "result.tsv.gz");
            await File.WriteAllBytesAsync(path, RowBytes.Gzip("[a]\tb,c\nx,y\tz\n"u8), Cancellation);

            await using var file = await TdResultFile.OpenAsync(path, cancellationToken: Cancellation);

            Assert.Equal(TdResultFormat.Tsv, file.Format);
            Assert.Equal("[a] varchar, b,c varchar", file.Schema.ToString());
            Assert.Equal("x,y", Assert.Single(await ReadAsync(file)).Text("[a]"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[\n]")]
    [InlineData("a,b\n")]
    public async Task Open_NoRows_IsEmpty(string text)
    {
        await using var file = await TdResultFile.OpenAsync(Stream(text), cancellationToken: Cancellation);

        Assert.Empty(await ReadAsync(file));
    }

    [Theory]
    [InlineData("[[1,2],\n[3,4]", TdResultProblem.Truncated, 3)]
    [InlineData("[[1,2],\n[3,", TdResultProblem.Truncated, 2)]
    [InlineData("[1,2]\n[3,4", TdResultProblem.Truncated, 2)]
    [InlineData("[1,2]\n[3]", TdResultProblem.RowLength, 2)]
    [InlineData("[1,2]\n[3,4,5]", TdResultProblem.RowLength, 2)]
    [InlineData("[1,2]\n[3,}", TdResultProblem.InvalidBytes, 2)]
    [InlineData("[[1,2],\n[3,4]]\n[5,6]", TdResultProblem.InvalidBytes, 3)]
    [InlineData("[1,2]\n3", TdResultProblem.InvalidBytes, 2)]
    [InlineData("{\"a\":1}\n{\"b\":2}", TdResultProblem.RowLength, 2)]
    [InlineData("a,b\n1,2\n3\n", TdResultProblem.RowLength, 2)]
    [InlineData("a,b\n1,\"2\n", TdResultProblem.Truncated, 1)]
    [InlineData("a,b\n1,\"2\"x\n", TdResultProblem.InvalidBytes, 1)]
    public async Task Read_DamagedText_NamesTheRow(string text, TdResultProblem problem, long row)
    {
        var e = await Assert.ThrowsAsync<TreasureDataResultException>(async () =>
        {
            await using var file = await TdResultFile.OpenAsync(Stream(text), cancellationToken: Cancellation);
            await ReadAsync(file);
        });

        Assert.Equal((problem, row), (e.Problem, e.RowNumber));
    }

    [Fact]
    public async Task Read_CutGzip_FailsAtEveryLength()
    {
        var whole = RowBytes.Gzip(RowBytes.PeopleRows(20));
        for (var length = 2; length < whole.Length; length++)
        {
            await Assert.ThrowsAsync<TreasureDataResultException>(async () =>
            {
                await using var file = await TdResultFile.OpenAsync(
                    new MemoryStream(whole[..length]),
                    new() { Schema = RowBytes.People },
                    Cancellation
                );
                await ReadAsync(file);
            });
        }
    }

    [Fact]
    public async Task Open_RowsBeyondTheBound_AreRefused()
    {
        var options = new TdResultFileOptions { MaxRowBytes = 70_000 };
        var e = await Assert.ThrowsAsync<TreasureDataResultException>(async () =>
        {
            await using var file = await TdResultFile.OpenAsync(Stream($"a\nx\n\"{new string('y', 200_000)}\"\n"), options, Cancellation);
            await ReadAsync(file);
        });

        Assert.Equal((TdResultProblem.RowTooLarge, 2), (e.Problem, e.RowNumber));
    }

    [Fact]
    public async Task Open_LongRows_ArriveWhole()
    {
        var text = new string('é', 300_000);
        await using var file = await TdResultFile.OpenAsync(Stream($"a,b\n\"{text}\n\",1\nx,2\n"), cancellationToken: Cancellation);

        var rows = await ReadAsync(file);

        Assert.Equal(text + "\n", rows[0].Text("a"));
        Assert.Equal("x", rows[1].Text("a"));
    }

    [Fact]
    public async Task OpenDataReader_OfACsv_LoadsLikeAnyOther()
    {
        await using var file = await TdResultFile.OpenAsync(Stream(Csv), new() { Schema = Schema }, Cancellation);
        await using var reader = await file.OpenDataReaderAsync(Cancellation);
        using var table = new DataTable();

        table.Load(reader);

        Assert.Equal([1L, 2L, -3L], table.Rows.Cast<DataRow>().Select(row => row["id"]));
        Assert.Equal(10.20m, table.Rows[0]["price"]);
        Assert.Equal("""["a",null]""", table.Rows[0]["tags"]);
    }

    [Fact]
    public async Task As_OfAFile_ConvertsAndReadsOnce()
    {
        await using var file = await TdResultFile.OpenAsync(Stream(JsonLines), cancellationToken: Cancellation);
        var ids = new List<long>();
        await foreach (var id in file.As(row => row.Int64(0)).WithCancellation(Cancellation))
        {
            ids.Add(id);
        }

        Assert.Equal([1, 2, -3], ids);
        await Assert.ThrowsAsync<InvalidOperationException>(() => file.OpenDataReaderAsync(Cancellation));
    }

    [Fact]
    public async Task Dispose_OfAStreamThatIsLeftOpen_LeavesIt()
    {
        var stream = new MemoryStream("[1]"u8.ToArray());
        await (await TdResultFile.OpenAsync(stream, new() { LeaveOpen = true }, Cancellation)).DisposeAsync();
        Assert.True(stream.CanRead);

        await (await TdResultFile.OpenAsync(stream, cancellationToken: Cancellation)).DisposeAsync();
        Assert.False(stream.CanRead);
    }

    [Fact]
    public async Task Open_UnknownFormat_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            TdResultFile.OpenAsync(Stream("x"), new() { Format = new TdResultFormat("parquet") }, Cancellation)
        );

    [Fact]
    public async Task Open_PlainMessagePack_IsRead()
    {
        await using var file = await TdResultFile.OpenAsync(
            new PiecesStream(RowBytes.PeopleRows(1_000), 3),
            cancellationToken: Cancellation
        );

        var rows = await ReadAsync(file);

        Assert.Equal((TdResultFormat.MessagePack, 1_000), (file.Format, rows.Count));
        Assert.Equal("_col0 varchar, _col1 bigint, _col2 double", file.Schema.ToString());
        Assert.Equal("user999@example.com", rows[999].Text("_col0"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<List<TdRow>> ReadAsync(TdResultFile file)
    {
        var rows = new List<TdRow>();
        await foreach (var row in file.WithCancellation(Cancellation))
        {
            rows.Add(row.Detach());
        }

        return rows;
    }
}
