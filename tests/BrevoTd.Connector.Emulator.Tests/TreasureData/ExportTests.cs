using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class ExportTests
{
    [Fact]
    public async Task ResultTargets_FromCreateToDelete_FollowTheReference()
    {
        // operations.csv: result/create, list, delete; examples/result_list.json, connection_lookup.json
        await using var server = await TdServer.StartAsync();
        const string Url = "postgresql://db.example.com/out/contacts";
        await server.PostFormAsync("/v3/result/create/warehouse", ("url", Url));
        var again = await server.PostFormAsync("/v3/result/create/warehouse", ("url", Url));
        var list = (await server.GetJsonAsync("/v3/result/list")).GetProperty("results");
        var found = await server.GetJsonAsync("/v3/connections/lookup?name=warehouse");
        var missing = await server.GetAsync("/v3/connections/lookup?name=other");
        await server.PostAsync("/v3/result/delete/warehouse");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal($$"""[{"name":"warehouse","organization":null,"url":"{{Url}}"}]""", list.GetRawText());
        Assert.Equal(["id"], found.Names());
        Assert.Equal(JsonValueKind.Number, found.GetProperty("id").ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync("/v3/result/delete/warehouse")).StatusCode);
        Assert.Equal("[]", (await server.GetJsonAsync("/v4/federated_query_configs")).GetRawText());
    }

    [Fact]
    public async Task Issue_ResultToATable_WritesTheRows()
    {
        // reference §8: td://@/db/table?mode=replace
        await using var server = await StartAsync();
        foreach (var mode in (string[])["append", "append", "replace"])
        {
            var job = await server.IssueAsync(
                "crm_raw",
                "SELECT email, score FROM contacts WHERE score > 1",
                ("result", $"td://@/crm_raw/best?mode={mode}")
            );
            Assert.Equal("success", (await server.WaitAsync(job)).Text("status"));
            var show = await server.GetJsonAsync($"/v3/job/show/{job}");
            Assert.Equal($"td://@/crm_raw/best?mode={mode}", show.Text("result"));
        }

        Assert.Equal("[\"b@example.com\",2]\n", await server.QueryAsync("crm_raw", "SELECT email, score FROM best"));
        Assert.Equal(
            ["best", "contacts"],
            (await server.GetJsonAsync("/v3/table/list/crm_raw")).GetProperty("tables").EnumerateArray().Select(table => table.Text("name"))
        );
    }

    [Fact]
    public async Task Issue_ResultToADatabaseThatIsMissing_IsAFailedJob()
    {
        await using var server = await StartAsync();
        var job = await server.IssueAsync("crm_raw", "SELECT 1 AS a", ("result", "td://@/nowhere/best"));
        var status = await server.WaitAsync(job);
        var show = await server.GetJsonAsync($"/v3/job/show/{job}");
        Assert.Equal("error", status.Text("status"));
        Assert.Contains("nowhere", show.GetProperty("debug").Text("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResultExport_OfAFinishedJob_IsAJobThatPointsBack()
    {
        // operations.csv: job/result_export; reference §8
        await using var server = await StartAsync();
        var source = await server.IssueAsync("crm_raw", "SELECT email FROM contacts");
        await server.WaitAsync(source);
        var answer = await (await server.PostFormAsync($"/v3/job/result_export/{source}", ("result", "td://@/crm_raw/copy"))).JsonAsync();
        var export = answer.Text("job_id");
        var status = await server.WaitAsync(export);
        var show = await server.GetJsonAsync($"/v3/job/show/{export}");
        var linked = await server.GetJsonAsync($"/v3/job/show/{source}");
        Assert.Equal("success", status.Text("status"));
        Assert.Equal(
            source,
            show.GetProperty("result_export_target_job_id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.Equal(
            export,
            linked.GetProperty("linked_result_export_job_id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.Equal(2, await server.Td.CountRowsAsync("crm_raw", "copy"));
    }

    [Fact]
    public async Task ResultExport_ThroughAConnection_OrOfNoResult()
    {
        // reference §8: result or result_connection_id
        await using var server = await StartAsync();
        await server.PostFormAsync("/v3/result/create/copies", ("url", "td://@/crm_raw/copy"));
        var id = (await server.GetJsonAsync("/v3/connections/lookup?name=copies")).GetProperty("id").GetInt64();
        var source = await server.IssueAsync("crm_raw", "SELECT email FROM contacts");
        await server.WaitAsync(source);
        var failed = await server.IssueAsync("crm_raw", "SELECT email FROM nothing");
        await server.WaitAsync(failed);
        var answer = await (
            await server.PostFormAsync(
                $"/v3/job/result_export/{source}",
                ("result_connection_id", id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("result_connection_settings", "{}")
            )
        ).JsonAsync();
        await server.WaitAsync(answer.Text("job_id"));
        var nothing = await server.PostFormAsync($"/v3/job/result_export/{failed}", ("result", "copies"));
        var without = await server.PostAsync($"/v3/job/result_export/{source}");
        Assert.Equal(2, await server.Td.CountRowsAsync("crm_raw", "copy"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
    }

    [Fact]
    public async Task ExportTable_ToS3_IsAJob_RulesAreChecked()
    {
        // operations.csv: export/run; reference §8
        await using var server = await StartAsync();
        (string, string)[] fields =
        [
            ("storage_type", "s3"),
            ("bucket", "b"),
            ("access_key_id", "k"),
            ("secret_access_key", "s"),
            ("file_format", "jsonl.gz"),
            ("from", "0"),
            ("to", "1727740800"),
            ("domain_key", "x1"),
        ];
        var answer = await (await server.PostFormAsync("/v3/export/run/crm_raw/contacts", fields)).JsonAsync();
        var job = await server.WaitAsync(answer.Text("job_id"));
        var show = await server.GetJsonAsync("/v3/job/show/" + answer.Text("job_id"));
        var again = await server.PostFormAsync("/v3/export/run/crm_raw/contacts", fields);
        var noBucket = await server.PostFormAsync("/v3/export/run/crm_raw/contacts", fields[..1]);
        var ftp = await server.PostFormAsync("/v3/export/run/crm_raw/contacts", ("storage_type", "ftp"));
        Assert.Equal(["database", "job", "job_id"], answer.Names());
        Assert.Equal("success", job.Text("status"));
        Assert.Equal("export", show.Text("type"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, noBucket.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ftp.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostFormAsync("/v3/export/run/crm_raw/nothing", fields)).StatusCode);
    }

    private static async Task<TdServer> StartAsync()
    {
        var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync(
            "crm_raw",
            "contacts",
            ["""{"time":1,"email":"a@example.com","score":1}""", """{"time":2,"email":"b@example.com","score":2}"""]
        );
        return server;
    }
}
