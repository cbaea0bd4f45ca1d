using System.Net;
using System.Security.Cryptography;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class ImportTests
{
    [Fact]
    public async Task Import_ExampleOfTheReference_AnswersItsMembersAndIsQueriedAtOnce()
    {
        // reference §9.2, examples/import_payload_msgpack.json and import_with_id.json
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var body = TdServer.Gzip(
            Convert.FromHexString("83a474696d65ce66fb3b80a5656d61696cad61406578616d706c652e636f6da56576656e74a964656c697665726564")
        );
        const string Id = "2f7a0c9be1d34a55bb0f6d1c2e3a4b5c";
        var answer = await (await server.PutAsync($"/v3/table/import_with_id/crm_raw/events/{Id}/msgpack.gz", body)).JsonAsync();
        Assert.Equal(["database", "elapsed_time", "md5_hex", "table", "unique_id"], answer.Names());
        Assert.Equal(Convert.ToHexString(MD5.HashData(body)).ToLowerInvariant(), answer.Text("md5_hex"));
        Assert.Equal(Id, answer.Text("unique_id"));
        Assert.True(answer.GetProperty("elapsed_time").GetDouble() >= 0);
        Assert.Equal(
            "[1727740800,\"a@example.com\",\"delivered\"]\n",
            await server.QueryAsync("crm_raw", "SELECT time, email, event FROM events")
        );
        var table = await server.GetJsonAsync("/v3/table/show/crm_raw/events");
        Assert.Equal("""[["email","string","email"],["event","string","event"]]""", table.Text("schema"));
        Assert.Equal(1, table.GetProperty("count").GetInt32());
        Assert.Equal("2024-10-01T00:00:00Z", table.Text("last_log_timestamp"));
    }

    [Fact]
    public async Task ImportWithId_SameId_IsStoredOnce()
    {
        // reference §0 #3, §9.2
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var first = Rows.PackGzip(Rows.Row(("time", 1), ("a", 1)));
        var other = Rows.PackGzip(Rows.Row(("time", 2), ("a", 2)));
        await server.PutAsync("/v3/table/import_with_id/crm_raw/events/ab12/msgpack.gz", first);
        var repeated = await server.PutAsync("/v3/table/import_with_id/crm_raw/events/ab12/msgpack.gz", first);
        var changed = await server.PutAsync("/v3/table/import_with_id/crm_raw/events/ab12/msgpack.gz", other);
        var fresh = await server.PutAsync("/v3/table/import_with_id/crm_raw/events/ab13/msgpack.gz", other);
        Assert.All([repeated, changed, fresh], response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal("[1]\n[2]\n", await server.QueryAsync("crm_raw", "SELECT a FROM events ORDER BY a"));
    }

    [Fact]
    public async Task ImportWithId_SameIdAtOnce_IsStoredOnce()
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var body = Rows.PackGzip(Rows.Row(("time", 1), ("a", 1)));
        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => server.PutAsync("/v3/table/import_with_id/crm_raw/events/ab12/msgpack.gz", body))
        );
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task ImportWithId_OtherBytesAndRefuse_Answers409()
    {
        await using var server = await TdServer.StartAsync(
            new ConnectorEmulatorOptions { TreasureDataRepeatedImportId = RepeatedImportId.Refuse }
        );
        await server.CreateTableAsync("crm_raw", "events");
        var body = Rows.PackGzip(Rows.Row(("time", 1)));
        await server.PutAsync("/v3/table/import_with_id/crm_raw/events/ab12/msgpack.gz", body);
        var equal = await server.PutAsync("/v3/table/import_with_id/crm_raw/events/ab12/msgpack.gz", body);
        var other = await server.PutAsync("/v3/table/import_with_id/crm_raw/events/ab12/msgpack.gz", Rows.PackGzip(Rows.Row(("time", 2))));
        Assert.Equal(HttpStatusCode.OK, equal.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task Import_WithoutId_StoresEveryTime()
    {
        // reference §0 #3: rows are append-only, a repeated import duplicates
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var body = Rows.PackGzip(Rows.Row(("time", 1)));
        var first = await (await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", body)).JsonAsync();
        await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", body);
        Assert.Equal(first.Text("md5_hex"), first.Text("unique_id"));
        Assert.Equal(2, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task Import_EmptyGzip_ChecksThatTheTableExists()
    {
        // reference §9.2: fluentd tests a table with a write-only key
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var key = ("Authorization", "TD1 " + server.Td.WriteOnlyApiKey);
        var exists = await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", TdServer.Gzip([]), key);
        var missing = await server.PutAsync("/v3/table/import/crm_raw/nothing/msgpack.gz", TdServer.Gzip([]), key);
        Assert.Equal(HttpStatusCode.OK, exists.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Import_MissingTime_IsTheTimeOfArrival()
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await server.PutAsync(
            "/v3/table/import/crm_raw/events/msgpack.gz",
            Rows.PackGzip(Rows.Row(("a", 1)), Rows.Row(("time", null), ("a", 2)))
        );
        var after = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(
            "[2]\n",
            await server.QueryAsync("crm_raw", $"SELECT count(*) AS n FROM events WHERE time BETWEEN {before} AND {after}")
        );
    }

    [Theory]
    [InlineData("not gzip at all, but long enough to be looked at")]
    [InlineData("")]
    public async Task Import_NotGzip_Answers400(string text)
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var response = await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Import_GzipCutAnywhere_Answers400AndStoresNothing()
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var body = Rows.PackGzip(Rows.Row(("time", 1), ("a", "one")), Rows.Row(("time", 2), ("a", "two")));
        for (var length = 1; length < body.Length; length++)
        {
            var response = await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", body[..length]);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Equal(0, await server.Td.CountRowsAsync("crm_raw", "events"));
        Assert.Equal("[]", (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema"));
    }

    [Theory]
    [InlineData("81a474696d6501c1", 400)] // 0xC1 is never used
    [InlineData("81a474696d650181a161", 400)] // cut inside the second row
    [InlineData("81a474696d6501920102", 422)] // an array is no row
    [InlineData("81a474696d65a3616263", 422)] // time is text
    [InlineData("82a474696d650101c0", 422)] // a key that is no text
    [InlineData("82a474696d6501a161d6ff00000000", 422)] // a timestamp extension
    public async Task Import_DamagedRows_StoresNothing(string hex, int status)
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var response = await server.ImportAsync("crm_raw", "events", hex);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(0, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task Import_AnnouncedContentEncoding_IsTolerated()
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var once = new ByteArrayContent(Rows.PackGzip(Rows.Row(("time", 1))));
        once.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        var twice = new ByteArrayContent(TdServer.Gzip(Rows.PackGzip(Rows.Row(("time", 2)))));
        twice.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        Assert.Equal(
            HttpStatusCode.OK,
            (await server.SendAsync(HttpMethod.Put, "/v3/table/import/crm_raw/events/msgpack.gz", once)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await server.SendAsync(HttpMethod.Put, "/v3/table/import/crm_raw/events/msgpack.gz", twice)).StatusCode
        );
        Assert.Equal(2, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task Import_OtherFormat_Answers406()
    {
        // reference §3.3: 406 = unknown format
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var response = await server.PutAsync("/v3/table/import/crm_raw/events/csv.gz", TdServer.Gzip([]));
        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    [Fact]
    public async Task Import_NewKeys_BecomeColumnsOfTheInferredType()
    {
        // reference §9.1: columns are added automatically; §0 #11: no boolean column
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        await server.PutAsync(
            "/v3/table/import/crm_raw/events/msgpack.gz",
            Rows.PackGzip(
                Rows.Row(
                    ("time", 1),
                    ("whole", 1),
                    ("part", 0.5),
                    ("text", "é漢字"),
                    ("flag", true),
                    ("huge", ulong.MaxValue),
                    ("nothing", null),
                    ("list", new object?[] { 1, null, 3 }),
                    ("mixed", new object?[] { 1, "x" }),
                    ("map", Rows.Row(("k", 1.5))),
                    ("Odd Name!", "z")
                )
            )
        );
        Assert.Equal(
            """[["whole","long","whole"],["part","double","part"],["text","string","text"],["flag","string","flag"],["huge","string","huge"],["list","array<long>","list"],["mixed","array<string>","mixed"],["map","map<string,double>","map"],["Odd Name!","string","odd_name_"]]""",
            (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema")
        );
        Assert.Equal(
            """[1,0.5,"é漢字","true","18446744073709551615",[1,null,3],["1","x"],{"k":1.5},"z"]""" + "\n",
            await server.QueryAsync("crm_raw", "SELECT whole, part, text, flag, huge, list, mixed, map, odd_name_ FROM events")
        );
    }

    [Fact]
    public async Task Import_ValueThatDoesNotFit_WidensTheColumnAndKeepsEverything()
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        foreach (var value in (object[])[1, 2.5, "text", true])
            await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", Rows.PackGzip(Rows.Row(("time", 1), ("a", value))));
        Assert.Equal("""[["a","string","a"]]""", (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema"));
        Assert.Equal(
            "[\"1.0\"]\n[\"2.5\"]\n[\"text\"]\n[\"true\"]\n",
            await server.QueryAsync("crm_raw", "SELECT a FROM events ORDER BY a")
        );
    }

    [Fact]
    public async Task Import_ValueThatFitsTheDeclaredType_IsConverted()
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        await server.PostFormAsync("/v3/table/update-schema/crm_raw/events", ("schema", """[["i","int"],["d","double"],["s","string"]]"""));
        await server.PutAsync(
            "/v3/table/import/crm_raw/events/msgpack.gz",
            Rows.PackGzip(
                Rows.Row(("time", 1), ("i", "42"), ("d", 7), ("s", 1.5)),
                Rows.Row(("time", 2), ("i", true), ("d", "0.25"), ("s", 9))
            )
        );
        Assert.Equal(
            """[["i","int","i"],["d","double","d"],["s","string","s"]]""",
            (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema")
        );
        Assert.Equal("[42,7.0,\"1.5\"]\n[1,0.25,\"9\"]\n", await server.QueryAsync("crm_raw", "SELECT i, d, s FROM events ORDER BY time"));
    }

    [Fact]
    public async Task Import_MoreThan512Columns_Answers422AndStoresNothing()
    {
        // reference §5.3
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var row = Enumerable.Range(0, 512).ToDictionary(i => $"c{i}", i => (object?)i);
        var fits = await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", Rows.PackGzip(row));
        row["one_more"] = 1;
        var tooMany = await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", Rows.PackGzip(row));
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMany.StatusCode);
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task Import_KeyV_IsNeverListedButCanBeQueried()
    {
        // reference §5.2: time and v are not listed
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", Rows.PackGzip(Rows.Row(("time", 1), ("v", 7), ("a", 8))));
        await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", Rows.PackGzip(Rows.Row(("time", 2), ("v", "x"))));
        Assert.Equal("""[["a","long","a"]]""", (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema"));
        Assert.Equal("[\"7\"]\n[\"x\"]\n", await server.QueryAsync("crm_raw", "SELECT v FROM events ORDER BY time"));
    }

    [Fact]
    public async Task Import_Milliseconds_AreKeptAsTheFarFutureTheyAre()
    {
        // reference §0 #12
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        await server.PutAsync("/v3/table/import/crm_raw/events/msgpack.gz", Rows.PackGzip(Rows.Row(("time", 1_727_740_800_000L))));
        Assert.Equal("[1727740800000]\n", await server.QueryAsync("crm_raw", "SELECT time FROM events"));
        Assert.Equal(
            System.Text.Json.JsonValueKind.Null,
            (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).GetProperty("last_log_timestamp").ValueKind
        );
    }

    [Fact]
    public async Task Import_StoredButNoAnswer_RepeatedWithItsId_IsStoredOnce()
    {
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        server.Td.Faults.Add(FaultRule.StoredButNoAnswer() with { Method = "PUT", Times = 1 });
        var body = Rows.PackGzip(Rows.Row(("time", 1)));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            server.PutAsync("/v3/table/import_with_id/crm_raw/events/ff/msgpack.gz", body)
        );
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
        Assert.Equal(HttpStatusCode.OK, (await server.PutAsync("/v3/table/import_with_id/crm_raw/events/ff/msgpack.gz", body)).StatusCode);
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
    }
}
