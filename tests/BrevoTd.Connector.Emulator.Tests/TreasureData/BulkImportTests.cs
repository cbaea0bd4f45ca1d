using System.Globalization;
using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class BulkImportTests
{
    private const string Name = "contacts_20241001_0001";

    private static readonly string[] s_members =
    [
        "database",
        "error_parts",
        "error_records",
        "job_id",
        "name",
        "status",
        "table",
        "upload_frozen",
        "valid_parts",
        "valid_records",
    ];

    [Fact]
    public async Task Session_FromCreateToDelete_FollowsTheStatesOfTheReference()
    {
        // reference §9.3; examples/bulk_import_*.json
        await using var server = await StartAsync();
        var created = await (await server.PostFormAsync($"/v3/bulk_import/create/{Name}/crm_raw/contacts", ("mode", "append"))).JsonAsync();
        var uploading = await server.GetJsonAsync($"/v3/bulk_import/show/{Name}");
        await UploadAsync(server, "part-0", Rows.PackGzip(Rows.Row(("time", 1), ("a", 1)), Rows.Row(("time", 2), ("a", 2))));
        await UploadAsync(server, "part-1", Rows.PackGzip(Rows.Row(("time", 3), ("a", 0.5)), Rows.Row(("a", 9))));
        await UploadAsync(server, "part-2", [1, 2, 3]);
        var parts = await server.GetJsonAsync($"/v3/bulk_import/list_parts/{Name}");
        await server.PostAsync($"/v3/bulk_import/freeze/{Name}");
        var frozenUpload = await server.PutAsync($"/v3/bulk_import/upload_part/{Name}/late", Rows.PackGzip(Rows.Row(("time", 1))));
        var frozenAgain = await server.PostAsync($"/v3/bulk_import/freeze/{Name}");
        var performed = await (await server.PostFormAsync($"/v3/bulk_import/perform/{Name}", ("priority", "0"))).JsonAsync();
        var jobId = performed.GetProperty("job_id").GetInt64().ToString(CultureInfo.InvariantCulture);
        var job = await server.WaitAsync(jobId);
        var ready = await server.GetJsonAsync($"/v3/bulk_import/show/{Name}");
        var countBefore = await server.Td.CountRowsAsync("crm_raw", "contacts");
        var errors = await (await server.GetAsync($"/v3/bulk_import/error_records/{Name}")).Content.ReadAsByteArrayAsync();
        await server.PostAsync($"/v3/bulk_import/commit/{Name}");
        var committed = await WaitAsync(server, "committed");
        var again = await server.PostAsync($"/v3/bulk_import/commit/{Name}");
        await server.PostAsync($"/v3/bulk_import/delete/{Name}");

        Assert.Equal($$"""{"name":"{{Name}}","bulk_import":"{{Name}}"}""", created.GetRawText());
        Assert.Equal(s_members, uploading.Names());
        Assert.Equal("uploading", uploading.Text("status"));
        Assert.Equal(JsonValueKind.Null, uploading.GetProperty("valid_records").ValueKind);
        Assert.Equal($$"""{"parts":["part-0","part-1","part-2"],"name":"{{Name}}","bulk_import":"{{Name}}"}""", parts.GetRawText());
        Assert.Equal(HttpStatusCode.Conflict, frozenUpload.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, frozenAgain.StatusCode);
        Assert.Equal("success", job.Text("status"));
        Assert.Equal("ready", ready.Text("status"));
        Assert.True(ready.GetProperty("upload_frozen").GetBoolean());
        Assert.Equal(jobId, ready.Text("job_id"));
        Assert.Equal(3, ready.GetProperty("valid_records").GetInt32());
        Assert.Equal(1, ready.GetProperty("error_records").GetInt32());
        Assert.Equal(2, ready.GetProperty("valid_parts").GetInt32());
        Assert.Equal(1, ready.GetProperty("error_parts").GetInt32());
        Assert.Equal(0, countBefore);
        Assert.Equal(Rows.Pack(Rows.Row(("a", 9))), TdServer.Gunzip(errors));
        Assert.Equal("committed", committed.Text("status"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("[1.0]\n[2.0]\n[0.5]\n", await server.QueryAsync("crm_raw", "SELECT a FROM contacts ORDER BY time"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"/v3/bulk_import/show/{Name}")).StatusCode);
    }

    [Fact]
    public async Task Create_Taken_Answers409_TableMissing_Answers404()
    {
        // reference §9.3
        await using var server = await StartAsync();
        await server.PostAsync($"/v3/bulk_import/create/{Name}/crm_raw/contacts");
        Assert.Equal(HttpStatusCode.Conflict, (await server.PostAsync($"/v3/bulk_import/create/{Name}/crm_raw/contacts")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync("/v3/bulk_import/create/other/crm_raw/nothing")).StatusCode);
    }

    [Fact]
    public async Task UploadPart_SameName_ReplacesThePart()
    {
        // reference §4.3: upload or re-upload
        await using var server = await StartAsync();
        await server.PostAsync($"/v3/bulk_import/create/{Name}/crm_raw/contacts");
        await UploadAsync(server, "p1", Rows.PackGzip(Rows.Row(("time", 1), ("a", "old"))));
        await UploadAsync(server, "p1", Rows.PackGzip(Rows.Row(("time", 1), ("a", "new"))));
        await UploadAsync(server, "p2", Rows.PackGzip(Rows.Row(("time", 1), ("a", "gone"))));
        await server.PostAsync($"/v3/bulk_import/delete_part/{Name}/p2");
        await CommitAsync(server);
        Assert.Equal("[\"new\"]\n", await server.QueryAsync("crm_raw", "SELECT a FROM contacts"));
    }

    [Theory]
    [InlineData("a.b.c")]
    public async Task UploadPart_TwoDots_Answers422(string part)
    {
        // reference §5.3: at most one dot
        await using var server = await StartAsync();
        await server.PostAsync($"/v3/bulk_import/create/{Name}/crm_raw/contacts");
        var response = await server.PutAsync($"/v3/bulk_import/upload_part/{Name}/{part}", Rows.PackGzip(Rows.Row(("time", 1))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task Commit_NotReady_Answers409_UnfreezeOpensAgain()
    {
        // reference §9.3: commit only from ready
        await using var server = await StartAsync();
        await server.PostAsync($"/v3/bulk_import/create/{Name}/crm_raw/contacts");
        var early = await server.PostAsync($"/v3/bulk_import/commit/{Name}");
        await server.PostAsync($"/v3/bulk_import/freeze/{Name}");
        await server.PostAsync($"/v3/bulk_import/unfreeze/{Name}");
        await UploadAsync(server, "p1", Rows.PackGzip(Rows.Row(("time", 1), ("a", 1))));
        await CommitAsync(server);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "contacts"));
    }

    [Fact]
    public async Task Show_TableDeleted_NamesNone_AndErrorRecordsAreEmpty()
    {
        // examples/bulk_import_list.json: database and table may be null; §9.3: the body may be empty
        await using var server = await StartAsync();
        await server.PostAsync($"/v3/bulk_import/create/{Name}/crm_raw/contacts");
        await server.PostAsync("/v3/table/delete/crm_raw/contacts");
        var session = (await server.GetJsonAsync("/v3/bulk_import/list")).GetProperty("bulk_imports")[0];
        var errors = await (await server.GetAsync($"/v3/bulk_import/error_records/{Name}")).Content.ReadAsByteArrayAsync();
        Assert.Equal(s_members, session.Names());
        Assert.Equal(JsonValueKind.Null, session.GetProperty("table").ValueKind);
        Assert.Empty(errors);
    }

    private static async Task<TdServer> StartAsync()
    {
        var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "contacts");
        return server;
    }

    private static async Task UploadAsync(TdServer server, string part, byte[] body) =>
        (await server.PutAsync($"/v3/bulk_import/upload_part/{Name}/{part}", body)).EnsureSuccessStatusCode();

    private static async Task CommitAsync(TdServer server)
    {
        await server.PostAsync($"/v3/bulk_import/perform/{Name}");
        await WaitAsync(server, "ready");
        await server.PostAsync($"/v3/bulk_import/commit/{Name}");
        await WaitAsync(server, "committed");
    }

    private static async Task<JsonElement> WaitAsync(TdServer server, string status)
    {
        while (true)
        {
            var session = await server.GetJsonAsync($"/v3/bulk_import/show/{Name}");
            if (session.Text("status") == status)
                return session;
            Assert.Contains(session.Text("status"), (string[])["performing", "committing", "ready"]);
            await Task.Yield();
        }
    }
}
