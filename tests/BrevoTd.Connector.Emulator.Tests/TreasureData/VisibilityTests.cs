using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

/// <summary>Rows and columns that can be seen only a while after they have arrived (reference §9, "visible in queries").</summary>
public class VisibilityTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 10, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Import_BeforeItsDelay_IsAnsweredButNotSeen()
    {
        await using var server = await StartAsync(rows: TimeSpan.FromMinutes(1));
        await ImportAsync(server, "ab", Rows.Row(("time", 1), ("a", 1)));
        var before = await server.Td.CountRowsAsync("crm_raw", "events");
        var queried = await server.QueryAsync("crm_raw", "SELECT count(*) FROM events");
        _clock.Advance(TimeSpan.FromSeconds(59));
        var almost = await server.QueryAsync("crm_raw", "SELECT count(*) FROM events");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var show = await server.GetJsonAsync("/v3/table/show/crm_raw/events");
        Assert.Equal(0, before);
        Assert.Equal("[0]\n", queried);
        Assert.Equal("[0]\n", almost);
        Assert.Equal(1, show.GetProperty("count").GetInt32());
        Assert.Equal("2024-10-01T12:01:00Z", show.Text("counter_updated_at"));
        Assert.Equal("[1]\n", await server.QueryAsync("crm_raw", "SELECT a FROM events"));
    }

    [Fact]
    public async Task ImportWithId_RepeatedBeforeItsDelay_IsStoredOnce()
    {
        await using var server = await StartAsync(rows: TimeSpan.FromMinutes(1));
        await ImportAsync(server, "ab", Rows.Row(("time", 1), ("a", 1)));
        await ImportAsync(server, "ab", Rows.Row(("time", 1), ("a", 1)));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task ImportWithId_AnswerLost_RepeatIsStoredOnce()
    {
        // reference §0 #3: a repeat after the service had stored the rows
        await using var server = await StartAsync(rows: TimeSpan.FromMinutes(1));
        server.Td.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/table/import_with_id/**", Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => ImportAsync(server, "ab", Rows.Row(("time", 1), ("a", 1))));
        await ImportAsync(server, "ab", Rows.Row(("time", 1), ("a", 1)));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task TableRenamedWhileRowsAreOnTheirWay_TheyFollow_DeletedTable_DropsThem()
    {
        await using var server = await StartAsync(rows: TimeSpan.FromMinutes(1));
        await server.CreateTableAsync("crm_raw", "other");
        await ImportAsync(server, "ab", Rows.Row(("time", 1), ("a", 1)));
        await server.PutAsync("/v3/table/import/crm_raw/other/msgpack.gz", Rows.PackGzip(Rows.Row(("time", 1), ("a", 1))));
        await server.PostAsync("/v3/table/rename/crm_raw/events/moved");
        await server.PostAsync("/v3/table/delete/crm_raw/other");
        await server.CreateTableAsync("crm_raw", "other");
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "moved"));
        Assert.Equal(0, await server.Td.CountRowsAsync("crm_raw", "other"));
    }

    [Fact]
    public async Task Column_BeforeItsDelay_IsInNoSchemaAndNoQuery_AndHasAllItsValuesAfterwards()
    {
        await using var server = await StartAsync(schema: TimeSpan.FromMinutes(5));
        await server.PostFormAsync("/v3/table/update-schema/crm_raw/events", ("schema", """[["a","long"]]"""));
        await ImportAsync(server, "ab", Rows.Row(("time", 1), ("a", 1), ("b", "x")));
        var schema = (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema");
        var star = await server.QueryAsync("crm_raw", "SELECT * FROM events");
        var named = await server.IssueAsync("crm_raw", "SELECT b FROM events");
        await ImportAsync(server, "cd", Rows.Row(("time", 2), ("a", 2), ("b", "y")));
        var tail = await (await server.GetAsync("/v3/table/tail/crm_raw/events?format=json")).Content.ReadAsStringAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("""[["a","long","a"]]""", schema);
        Assert.Equal("[1,1]\n", star);
        Assert.Equal("error", (await server.WaitAsync(named)).Text("status"));
        Assert.DoesNotContain("\"b\"", tail, StringComparison.Ordinal);
        Assert.Equal(
            """[["a","long","a"],["b","string","b"]]""",
            (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema")
        );
        Assert.Equal("[\"x\"]\n[\"y\"]\n", await server.QueryAsync("crm_raw", "SELECT b FROM events ORDER BY time"));
    }

    [Fact]
    public async Task Column_DeclaredBeforeItsDelay_IsThereAtOnce()
    {
        // reference §5.1: append-schema
        await using var server = await StartAsync(schema: TimeSpan.FromHours(1));
        await ImportAsync(server, "ab", Rows.Row(("time", 1), ("b", "x"), ("c", 1)));
        (await server.PostJsonAsync("/v3/table/append-schema/crm_raw/events", """{"schema":[["b","string"]]}""")).EnsureSuccessStatusCode();
        Assert.Equal("""[["b","string","b"]]""", (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema"));
        Assert.Equal("[\"x\"]\n", await server.QueryAsync("crm_raw", "SELECT b FROM events"));
    }

    [Fact]
    public async Task Folder_AfterARestart_RowsThatHadArrivedAreThere_HiddenColumnsStayHidden()
    {
        var folder = Directory.CreateTempSubdirectory("td-emulator-").FullName;
        try
        {
            await using (var server = await StartAsync(TimeSpan.FromHours(1), TimeSpan.FromHours(1), folder))
                await ImportAsync(server, "ab", Rows.Row(("time", 1), ("b", "x")));
            await using (
                var server = await TdServer.StartAsync(
                    new ConnectorEmulatorOptions
                    {
                        Folder = folder,
                        TimeProvider = _clock,
                        TreasureDataSchemaDelay = TimeSpan.FromHours(1),
                    }
                )
            )
            {
                var hidden = (await server.GetJsonAsync("/v3/table/show/crm_raw/events")).Text("schema");
                var star = await server.QueryAsync("crm_raw", "SELECT * FROM events");
                _clock.Advance(TimeSpan.FromHours(2));
                Assert.Equal("[]", hidden);
                Assert.Equal("[1]\n", star);
                Assert.Equal("[\"x\"]\n", await server.QueryAsync("crm_raw", "SELECT b FROM events"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Ingestion_WaitsToo_BulkImport_DoesNot()
    {
        // reference §9: bulk import is visible after commit
        await using var server = await StartAsync(rows: TimeSpan.FromMinutes(1));
        var content = new StringContent("""{"a":1}""");
        content.Headers.ContentType = new("application/vnd.treasuredata.v1.single+json");
        (await server.SendAsync(HttpMethod.Post, "/crm_raw/events", content)).EnsureSuccessStatusCode();
        await server.PostAsync("/v3/bulk_import/create/s1/crm_raw/events");
        await server.PutAsync("/v3/bulk_import/upload_part/s1/p1", Rows.PackGzip(Rows.Row(("time", 1), ("a", 2))));
        var job = (await (await server.PostAsync("/v3/bulk_import/perform/s1")).JsonAsync()).GetProperty("job_id").GetInt64();
        await server.WaitAsync(job.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await server.PostAsync("/v3/bulk_import/commit/s1");
        while ((await server.GetJsonAsync("/v3/bulk_import/show/s1")).Text("status") != "committed")
            await Task.Yield();
        Assert.Equal("[2]\n", await server.QueryAsync("crm_raw", "SELECT a FROM events"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    private async Task<TdServer> StartAsync(TimeSpan rows = default, TimeSpan schema = default, string? folder = null)
    {
        var server = await TdServer.StartAsync(
            new ConnectorEmulatorOptions
            {
                Folder = folder,
                TimeProvider = _clock,
                TreasureDataVisibilityDelay = rows,
                TreasureDataSchemaDelay = schema,
            }
        );
        await server.CreateTableAsync("crm_raw", "events");
        return server;
    }

    private static async Task ImportAsync(TdServer server, string id, Dictionary<string, object?> row)
    {
        var response = await server.PutAsync($"/v3/table/import_with_id/crm_raw/events/{id}/msgpack.gz", Rows.PackGzip(row));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
