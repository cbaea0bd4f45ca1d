using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class UserTests
{
    private const string Email = "dana@example.com";

    [Fact]
    public async Task User_FromAddToRemove_FollowsTheReference()
    {
        // operations.csv: user/add, list, remove
        await using var server = await TdServer.StartAsync();
        var added = await (await AddAsync(server)).JsonAsync();
        var again = await AddAsync(server);
        var users = (await server.GetJsonAsync("/v3/user/list")).GetProperty("users");
        var removed = await (await server.PostAsync("/v3/user/remove/" + Uri.EscapeDataString(Email))).JsonAsync();
        Assert.Equal("""{"name":"Dana Lee"}""", added.GetRawText());
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(2, users.GetArrayLength());
        Assert.Equal(Email, users[1].Text("email"));
        Assert.Equal("Dana", users[1].Text("first_name"));
        Assert.False(users[1].GetProperty("account_owner").GetBoolean());
        Assert.Equal($$"""{"user":"{{Email}}"}""", removed.GetRawText());
        Assert.Equal(1, (await server.GetJsonAsync("/v3/user/list")).GetProperty("users").GetArrayLength());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.PostAsync("/v3/user/remove/user%40emulator.example")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync("/v3/user/remove/nobody")).StatusCode);
    }

    [Fact]
    public async Task ApiKey_Added_IsAccepted_Removed_IsNot()
    {
        // operations.csv: user/apikey/add, list, remove; reference §2: the format of a key
        await using var server = await TdServer.StartAsync();
        await AddAsync(server);
        await server.PostAsync("/v3/user/apikey/add/" + Email);
        var keys = (await server.GetJsonAsync("/v3/user/apikey/list/" + Email)).GetProperty("apikeys");
        var key = Assert.Single(keys.EnumerateArray()).GetString()!;
        var header = ("Authorization", "TD1 " + key);
        var show = await (await server.GetAsync("/v3/user/show", header)).JsonAsync();
        var validate = await (await server.GetAsync("/v3/user/apikey/validate", header)).JsonAsync();
        await server.PostFormAsync("/v3/user/apikey/remove/" + Email, ("apikey", key));
        var after = await server.GetAsync("/v3/user/show", header);
        Assert.Matches("^1/[0-9a-f]{40}$", key);
        Assert.Equal(Email, show.Text("email"));
        Assert.Equal(show.GetProperty("id").GetInt64(), validate.GetProperty("user_id").GetInt64());
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.PostFormAsync("/v3/user/apikey/remove/" + Email, ("apikey", key))).StatusCode);
    }

    [Fact]
    public async Task Authenticate_NamePasswordWithoutKey_AnswersWithAKey()
    {
        // operations.csv: user/authenticate; reference §2: 400 for a wrong password
        await using var server = await TdServer.StartAsync();
        await AddAsync(server);
        var none = ("Authorization", "");
        var right = await AuthenticateAsync(server, Email, "secret-1");
        var wrong = await AuthenticateAsync(server, Email, "secret-2");
        var answer = await right.JsonAsync();
        var call = await server.GetAsync("/v3/database/list", ("Authorization", "TD1 " + answer.Text("apikey")));
        Assert.Equal(["apikey", "name"], answer.Names());
        Assert.Equal("Dana Lee", answer.Text("name"));
        Assert.Equal(HttpStatusCode.OK, call.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.GetAsync("/v3/database/list", none)).StatusCode);
    }

    [Fact]
    public async Task Password_Changed_CountsFromThenOn()
    {
        // operations.csv: user/password/change/{user}, user/password/change, user/email/change
        await using var server = await TdServer.StartAsync();
        await AddAsync(server);
        await server.PostFormAsync("/v3/user/password/change/" + Email, ("password", "secret-2"));
        await server.PostFormAsync("/v3/user/email/change/" + Email, ("email", "lee@example.com"));
        var own = await server.PostFormAsync("/v3/user/password/change", ("old_password", server.Td.ApiKey), ("password", "secret-3"));
        var wrong = await server.PostFormAsync("/v3/user/password/change", ("old_password", "x"), ("password", "secret-4"));
        Assert.Equal(HttpStatusCode.BadRequest, (await AuthenticateAsync(server, Email, "secret-2")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AuthenticateAsync(server, "lee@example.com", "secret-2")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AuthenticateAsync(server, "user@emulator.example", "secret-3")).StatusCode);
    }

    [Fact]
    public async Task Job_OfAUser_NamesThatUser()
    {
        await using var server = await TdServer.StartAsync(database: "crm_raw");
        await AddAsync(server);
        var key = (await (await server.PostAsync("/v3/user/apikey/add/" + Email)).JsonAsync()).Text("apikey");
        var issued = await server.SendAsync(
            HttpMethod.Post,
            "/v3/job/issue/trino/crm_raw",
            new FormUrlEncodedContent([KeyValuePair.Create("query", "SELECT 1 AS a")]),
            ("Authorization", "TD1 " + key)
        );
        var job = (await issued.JsonAsync()).Text("job_id");
        Assert.Equal("Dana Lee", (await server.GetJsonAsync("/v3/job/show/" + job)).Text("user_name"));
    }

    private static Task<HttpResponseMessage> AddAsync(TdServer server) =>
        server.PostFormAsync("/v3/user/add/Dana%20Lee", ("organization", "td"), ("email", Email), ("password", "secret-1"));

    private static Task<HttpResponseMessage> AuthenticateAsync(TdServer server, string user, string password) =>
        server.SendAsync(
            HttpMethod.Post,
            "/v3/user/authenticate",
            new FormUrlEncodedContent([KeyValuePair.Create("user", user), KeyValuePair.Create("password", password)]),
            ("Authorization", "")
        );
}
