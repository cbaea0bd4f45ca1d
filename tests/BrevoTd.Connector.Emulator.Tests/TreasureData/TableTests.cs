using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class TableTests
{
    private static readonly string[] s_tableMembers =
    [
        "count",
        "counter_updated_at",
        "created_at",
        "delete_protected",
        "estimated_storage_size",
        "expire_days",
        "id",
        "include_v",
        "last_log_timestamp",
        "name",
        "schema",
        "type",
        "updated_at",
    ];

    [Fact]
    public async Task Database_CreateShowListDelete_AnswersLikeTheReference()
    {
        // reference §5.1: id and datatank only in show; examples/database_*.json
        await using var server = await TdServer.StartAsync();
        var created = await (await server.PostAsync("/v3/database/create/crm_raw")).JsonAsync();
        var again = await server.PostAsync("/v3/database/create/crm_raw");
        var list = (await server.GetJsonAsync("/v3/database/list")).GetProperty("databases");
        var show = await server.GetJsonAsync("/v3/database/show/crm_raw");
        var deleted = await (await server.PostAsync("/v3/database/delete/crm_raw")).JsonAsync();
        var gone = await server.PostAsync("/v3/database/delete/crm_raw");

        Assert.Equal("{\"database\":\"crm_raw\"}", created.GetRawText());
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(["count", "created_at", "delete_protected", "name", "organization", "permission", "updated_at"], list[0].Names());
        Assert.Equal(
            ["count", "created_at", "datatank", "delete_protected", "id", "name", "organization", "permission", "updated_at"],
            show.Names()
        );
        Assert.Equal(JsonValueKind.String, show.GetProperty("id").ValueKind);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$", show.Text("created_at"));
        Assert.Equal("{\"database\":\"crm_raw\"}", deleted.GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("with-dash")]
    public async Task Create_NameBreaksTheRules_Answers422(string name)
    {
        // reference §5.3: ^[a-z0-9_]+$, at least 3
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.PostAsync($"/v3/database/create/{name}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.PostAsync($"/v3/table/create/crm_raw/{name}/log")).StatusCode);
    }

    [Fact]
    public async Task Create_NameOf255_IsAccepted_Of256_IsNot()
    {
        // reference §5.3: length 3 to 255
        await using var server = await TdServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v3/database/create/" + new string('a', 255))).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await server.PostAsync("/v3/database/create/" + new string('a', 256))).StatusCode
        );
    }

    [Fact]
    public async Task Table_CreateShowListDelete_AnswersLikeTheReference()
    {
        // examples/table_*.json; §5.1: the type defaults to log
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        var created = await (await server.PostAsync("/v3/table/create/crm_raw/contacts/log")).JsonAsync();
        var withoutType = await server.PostAsync("/v3/table/create/crm_raw/events");
        var again = await server.PostAsync("/v3/table/create/crm_raw/contacts/log");
        var elsewhere = await server.PostAsync("/v3/table/create/no_such_db/contacts/log");
        var item = await server.PostAsync("/v3/table/create/crm_raw/things/item");
        var list = await server.GetJsonAsync("/v3/table/list/crm_raw");
        var show = await server.GetJsonAsync("/v3/table/show/crm_raw/contacts");
        var missing = await server.GetAsync("/v3/table/show/crm_raw/nothing");
        var deleted = await (await server.PostAsync("/v3/table/delete/crm_raw/contacts")).JsonAsync();

        Assert.Equal("{\"database\":\"crm_raw\",\"table\":\"contacts\",\"type\":\"log\"}", created.GetRawText());
        Assert.Equal(HttpStatusCode.OK, withoutType.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, item.StatusCode);
        Assert.Equal("crm_raw", list.Text("database"));
        Assert.Equal(["contacts", "events"], list.GetProperty("tables").EnumerateArray().Select(t => t.Text("name")));
        Assert.Equal(s_tableMembers, show.Names());
        Assert.Equal("[]", show.Text("schema"));
        Assert.Equal(JsonValueKind.Null, show.GetProperty("last_log_timestamp").ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("log", deleted.Text("type"));
    }

    [Fact]
    public async Task Schema_FormAndJson_ReplaceTheWholeList()
    {
        // reference §5.1: form (Python, Ruby, Go) or JSON (Java); update-schema replaces, append-schema adds
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "contacts");
        var form = await server.PostFormAsync(
            "/v3/table/update-schema/crm_raw/contacts",
            ("schema", """[["E-Mail","string"],["score","double","score"]]""")
        );
        var schemaAfterForm = (await server.GetJsonAsync("/v3/table/show/crm_raw/contacts")).Text("schema");
        await server.PostJsonAsync("/v3/table/update-schema/crm_raw/contacts", """{"schema":[["score","double","score"]]}""");
        await server.PostJsonAsync("/v3/table/append-schema/crm_raw/contacts", """{"schema":[["locale","string"],["opt_in","long"]]}""");
        var schema = (await server.GetJsonAsync("/v3/table/show/crm_raw/contacts")).Text("schema");

        Assert.Equal("{\"database\":\"crm_raw\",\"table\":\"contacts\",\"type\":\"log\"}", await form.Content.ReadAsStringAsync());
        Assert.Equal("""[["E-Mail","string","e_mail"],["score","double","score"]]""", schemaAfterForm);
        Assert.Equal("""[["score","double","score"],["locale","string","locale"],["opt_in","long","opt_in"]]""", schema);
    }

    [Theory]
    [InlineData("""[["time","long"]]""", "Column name 'time' is reserved")]
    [InlineData("""[["v","string"]]""", "Column name 'v' is reserved")]
    [InlineData("""[["a","boolean"]]""", "type 'boolean'")]
    [InlineData("""[["a"]]""", "JSON array")]
    [InlineData("""[["a","string","Not Plain"]]""", "alias")]
    [InlineData("""[["a","string"],["a","long"]]""", "twice")]
    [InlineData("nonsense", "JSON array")]
    public async Task UpdateSchema_RuleBroken_Answers422AndSaysWhich(string schema, string part)
    {
        // reference §5.2
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "contacts");
        var response = await server.PostFormAsync("/v3/table/update-schema/crm_raw/contacts", ("schema", schema));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains(part, (await response.JsonAsync()).Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateSchema_AllTypes_CanBeQueried()
    {
        // reference §5.2: int, long, float, double, string, array<T>, map<K,V>, nestable
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "contacts");
        const string Schema =
            """[["i","int"],["l","long"],["f","float"],["d","double"],["s","string"],["al","array<long>"],["ms","map<string,array<double>>"]]""";
        (await server.PostFormAsync("/v3/table/update-schema/crm_raw/contacts", ("schema", Schema))).EnsureSuccessStatusCode();
        await server.PutAsync(
            "/v3/table/import/crm_raw/contacts/msgpack.gz",
            Rows.PackGzip(
                Rows.Row(
                    ("time", 1),
                    ("i", 2),
                    ("l", 3L),
                    ("f", 1.5),
                    ("d", 4),
                    ("s", "x"),
                    ("al", new object?[] { 1, 2 }),
                    ("ms", Rows.Row(("k", new object?[] { 1, 2.5 })))
                )
            )
        );
        var rows = await server.QueryAsync("crm_raw", "SELECT i, l, f, d, s, al, ms FROM contacts");
        var schema = (await server.GetJsonAsync("/v3/table/show/crm_raw/contacts")).Text("schema");
        Assert.Equal("""[2,3,1.5,4.0,"x",[1,2],{"k":[1.0,2.5]}]""" + "\n", rows);
        Assert.Contains("""["i","int","i"]""", schema, StringComparison.Ordinal);
        Assert.Contains("""["ms","map<string,array<double>>","ms"]""", schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rename_Taken_Answers409_Overwrite_ReplacesTheOther()
    {
        // reference §5.1 rename, §9.3 replace pattern
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "contacts", ["""{"a":"old"}"""]);
        await server.Td.LoadJsonAsync("crm_raw", "contacts_new", ["""{"b":"new"}"""]);
        var taken = await server.PostFormAsync("/v3/table/rename/crm_raw/contacts_new/contacts", ("overwrite", "false"));
        var overwritten = await server.PostFormAsync("/v3/table/rename/crm_raw/contacts_new/contacts", ("overwrite", "true"));
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Equal("contacts", (await overwritten.JsonAsync()).Text("table"));
        Assert.Equal("[\"new\"]\n", await server.QueryAsync("crm_raw", "SELECT b FROM contacts"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/v3/table/show/crm_raw/contacts_new")).StatusCode);
    }

    [Fact]
    public async Task Swap_Twice_IsAsBefore()
    {
        // reference §4.3: a repeated swap reverts it
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "one", ["""{"a":1}"""]);
        await server.Td.LoadJsonAsync("crm_raw", "two", ["""{"b":2}""", """{"b":3}"""]);
        var id = (await server.GetJsonAsync("/v3/table/show/crm_raw/one")).GetProperty("id").GetInt64();
        var swapped = await (await server.PostAsync("/v3/table/swap/crm_raw/one/two")).JsonAsync();
        var count = await server.Td.CountRowsAsync("crm_raw", "one");
        var swappedId = (await server.GetJsonAsync("/v3/table/show/crm_raw/two")).GetProperty("id").GetInt64();
        await server.PostAsync("/v3/table/swap/crm_raw/one/two");
        Assert.Equal("""{"database":"crm_raw","table1":"two","table2":"one"}""", swapped.GetRawText());
        Assert.Equal(2, count);
        Assert.Equal(id, swappedId);
        Assert.Equal("[1]\n", await server.QueryAsync("crm_raw", "SELECT a FROM one"));
    }

    [Fact]
    public async Task UpdateAndChangeDatabase_FormFields_AreTaken()
    {
        await using var server = await TdServer.StartAsync(database: "other_db");
        await server.Td.LoadJsonAsync("crm_raw", "contacts", ["""{"a":1}"""]);
        await server.PostFormAsync("/v3/table/update/crm_raw/contacts", ("expire_days", "30"), ("include_v", "true"));
        var updated = await server.GetJsonAsync("/v3/table/show/crm_raw/contacts");
        await server.PostFormAsync("/v3/table/change_database/crm_raw/contacts", ("dest_database_name", "other_db"));
        Assert.Equal(30, updated.GetProperty("expire_days").GetInt32());
        Assert.True(updated.GetProperty("include_v").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/v3/table/show/crm_raw/contacts")).StatusCode);
        Assert.Equal("[1]\n", await server.QueryAsync("other_db", "SELECT a FROM contacts"));
        Assert.Equal(30, (await server.GetJsonAsync("/v3/table/show/other_db/contacts")).GetProperty("expire_days").GetInt32());
    }

    [Fact]
    public async Task Tail_Msgpack_IsMapsLatestFirst_AndJsonOnDemand()
    {
        // reference §5.1: msgpack stream of maps; to and from no longer work; the Go client posts
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "events", ["""{"time":1,"a":"x"}""", """{"time":3,"b":2}""", """{"time":2,"a":"y"}"""]);
        var bytes = await (
            await server.GetAsync("/v3/table/tail/crm_raw/events?count=2&format=msgpack&to=1&from=0")
        ).Content.ReadAsByteArrayAsync();
        var json = await (await server.GetAsync("/v3/table/tail/crm_raw/events?count=2&format=json")).Content.ReadAsStringAsync();
        var posted = await (await server.PostFormAsync("/v3/table/tail/crm_raw/events", ("count", "2"))).Content.ReadAsByteArrayAsync();
        Assert.Equal(Rows.Pack(Rows.Row(("time", 3), ("b", 2)), Rows.Row(("time", 2), ("a", "y"))), bytes);
        Assert.Equal("{\"time\":3,\"b\":2}\n{\"time\":2,\"a\":\"y\"}\n", json);
        Assert.Equal(bytes, posted);
    }

    [Fact]
    public async Task Distribution_WithoutPartitioning_Answers404()
    {
        // reference §5.1
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "contacts");
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/v3/table/distribution/crm_raw/contacts")).StatusCode);
    }
}
