using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("td-emulator-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Folder_AfterARestart_HasEverything()
    {
        var body = Rows.PackGzip(Rows.Row(("time", 1), ("E-Mail", "a@example.com")));
        string key;
        string job;
        byte[] result;
        long tableId;
        await using (var server = await StartAsync())
        {
            key = server.Td.ApiKey;
            await server.CreateTableAsync("crm_raw", "contacts");
            await server.PutAsync("/v3/table/import_with_id/crm_raw/contacts/ab/msgpack.gz", body);
            await server.PostFormAsync("/v3/table/update/crm_raw/contacts", ("expire_days", "7"));
            job = await server.IssueAsync("crm_raw", "SELECT e_mail FROM contacts", ("domain_key", "k1"));
            await server.WaitAsync(job);
            result = await (await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz")).Content.ReadAsByteArrayAsync();
            tableId = (await server.GetJsonAsync("/v3/table/show/crm_raw/contacts")).GetProperty("id").GetInt64();
            await server.PostAsync("/v3/bulk_import/create/s1/crm_raw/contacts");
            await server.PutAsync("/v3/bulk_import/upload_part/s1/p1", body);
        }

        await using (var server = await StartAsync())
        {
            Assert.Equal(key, server.Td.ApiKey);
            var table = await server.GetJsonAsync("/v3/table/show/crm_raw/contacts");
            Assert.Equal(tableId, table.GetProperty("id").GetInt64());
            Assert.Equal(1, table.GetProperty("count").GetInt32());
            Assert.Equal(7, table.GetProperty("expire_days").GetInt32());
            Assert.Equal("""[["E-Mail","string","e_mail"]]""", table.Text("schema"));
            var status = await server.GetJsonAsync("/v3/job/status_by_domain_key/k1");
            Assert.Equal(job, status.Text("job_id"));
            Assert.Equal(result, await (await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz")).Content.ReadAsByteArrayAsync());
            var conflict = await server.PostFormAsync("/v3/job/issue/trino/crm_raw", ("query", "SELECT 1"), ("domain_key", "k1"));
            Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
            await server.PutAsync("/v3/table/import_with_id/crm_raw/contacts/ab/msgpack.gz", body);
            Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "contacts"));
            Assert.Equal("p1", (await server.GetJsonAsync("/v3/bulk_import/list_parts/s1")).GetProperty("parts")[0].GetString());
            Assert.True(long.Parse(await server.IssueAsync("crm_raw", "SELECT 1 AS a")) > long.Parse(job));
        }
    }

    [Fact]
    public async Task Folder_JobsCutOffByTheStop_AreErrorsAfterTheRestart()
    {
        string job;
        await using (var server = await StartAsync(queueTime: TimeSpan.FromHours(1)))
        {
            await server.PostAsync("/v3/database/create/crm_raw");
            job = await server.IssueAsync("crm_raw", "SELECT 1 AS a");
        }

        await using (var server = await StartAsync())
        {
            var show = await server.GetJsonAsync($"/v3/job/show/{job}");
            Assert.Equal("error", show.Text("status"));
            Assert.Contains("stopped", show.GetProperty("debug").Text("stderr"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Folder_InUse_SaysSo()
    {
        await using var server = await StartAsync();
        var failure = await Assert.ThrowsAnyAsync<IOException>(() => StartAsync());
        Assert.Contains(_folder, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_AfterDispose_LeavesNoFileBehind()
    {
        string folder;
        await using (var server = await TdServer.StartAsync(database: "crm_raw"))
        {
            await server.WaitAsync(await server.IssueAsync("crm_raw", "SELECT 1 AS a"));
            folder = server.Td.Folder;
            Assert.NotEmpty(Directory.GetFiles(folder, "*.msgpack.gz", SearchOption.AllDirectories));
        }

        Assert.False(Directory.Exists(folder));
    }

    private Task<TdServer> StartAsync(TimeSpan queueTime = default) =>
        TdServer.StartAsync(new ConnectorEmulatorOptions { Folder = _folder, TreasureDataQueueTime = queueTime });
}
