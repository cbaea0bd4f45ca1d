using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class AccountTests
{
    [Fact]
    public async Task ServerStatus_WithoutKey_IsAnswered()
    {
        // operations.csv: no API key needed
        await using var server = await TdServer.StartAsync();
        var response = await server.GetAsync("/v3/system/server_status", ("Authorization", ""));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{\"status\":\"ok\"}", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("TD1 1/0000000000000000000000000000000000000000")]
    [InlineData("Bearer x")]
    public async Task AnyCall_WithoutTheKey_Answers401(string authorization)
    {
        // reference §2: 401 = missing or invalid key
        await using var server = await TdServer.StartAsync();
        var response = await server.GetAsync("/v3/database/list", ("Authorization", authorization));
        var body = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["error", "message", "severity", "status_code", "text"], body.Names());
        Assert.Equal(401, body.GetProperty("status_code").GetInt32());
    }

    [Fact]
    public async Task WriteOnlyKey_Imports_ButReadsNothing()
    {
        // reference §2: write-only key = ingestion only; §2: 403 = valid key without permission
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "events");
        var key = ("Authorization", "TD1 " + server.Td.WriteOnlyApiKey);
        var import = await server.PutAsync(
            "/v3/table/import/crm_raw/events/msgpack.gz",
            Rows.PackGzip(Rows.Row(("time", 1), ("a", 1))),
            key
        );
        var list = await server.GetAsync("/v3/database/list", key);
        var validate = await (await server.GetAsync("/v3/user/apikey/validate", key)).JsonAsync();
        Assert.Equal(HttpStatusCode.OK, import.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        Assert.Equal("write_only", validate.Text("key_type"));
        Assert.Equal(["account_id", "administrator", "key_type", "user_id"], validate.Names());
        Assert.Equal(1, await server.Td.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task Users_Always_HaveTheMembersOfTheReference()
    {
        // examples/user_list.json
        await using var server = await TdServer.StartAsync();
        var users = (await server.GetJsonAsync("/v3/user/list")).GetProperty("users");
        string[] members =
        [
            "account_owner",
            "administrator",
            "created_at",
            "email",
            "first_name",
            "gravatar_url",
            "id",
            "last_name",
            "name",
            "phone",
            "updated_at",
        ];
        // The Go client insists on organization and roles in the list.
        Assert.Equal([.. members.Append("organization").Append("roles").Order(StringComparer.Ordinal)], users[0].Names());
        Assert.Equal(members, (await server.GetJsonAsync("/v3/user/show")).Names());
        Assert.Equal(1, (await server.GetJsonAsync("/v3/account/show")).GetProperty("account").GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("GET", "/v3/table/deleted")]
    [InlineData("GET", "/v3/access_control/policies")]
    [InlineData("POST", "/v3/nothing")]
    [InlineData("POST", "/v1/statement")]
    [InlineData("POST", "/postback/v3/event/crm_raw/events")]
    [InlineData("POST", "/v3/job/issue/pig/crm_raw")]
    public async Task AnyOtherCall_IsRefusedByName(string method, string path)
    {
        await using var server = await TdServer.StartAsync();
        var response = await server.SendAsync(new HttpMethod(method), path, null);
        var body = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal($"not supported by the emulator: {method} {path.Split('?')[0]}", body.Text("error"));
        Assert.NotEmpty(body.Text("message"));
    }

    [Fact]
    public async Task Fault_TooManyRequests_SaysRetryAfter()
    {
        // reference §0 #14, §3.3: 429 may carry Retry-After
        await using var server = await TdServer.StartAsync();
        server.Td.Faults.Add(FaultRule.TooManyRequests(TimeSpan.FromSeconds(2)) with { Times = 1 });
        var hit = await server.GetAsync("/v3/database/list");
        var next = await server.GetAsync("/v3/database/list");
        Assert.Equal(HttpStatusCode.TooManyRequests, hit.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), hit.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }
}
