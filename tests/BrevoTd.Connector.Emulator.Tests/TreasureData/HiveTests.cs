using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

/// <summary>The type that the Python and Ruby clients send when they are not told another (reference §7).</summary>
public class HiveTests
{
    [Theory]
    [InlineData("SELECT COUNT(1) FROM contacts", "[3]\n")]
    [InlineData("select `email` from contacts where email == \"o'neil@example.org\" -- a comment", "[\"o'neil@example.org\"]\n")]
    [InlineData("SELECT score FROM contacts ORDER BY score", "[null]\n[1]\n[2]\n")]
    [InlineData("SELECT score FROM contacts ORDER BY score DESC", "[2]\n[1]\n[null]\n")]
    [InlineData("SELECT TD_SCHEDULED_TIME() AS t, sum(score) FROM contacts WHERE TD_TIME_RANGE(time, 0, 100)", "[1727740800,3]\n")]
    public async Task Issue_WhatMeansTheSame_Runs(string query, string expected)
    {
        await using var server = await StartAsync();
        var job = await IssueAsync(server, query);
        var id = (await job.JsonAsync()).Text("job_id");
        Assert.Equal("success", (await server.WaitAsync(id)).Text("status"));
        Assert.Equal(expected, await (await server.GetAsync($"/v3/job/result/{id}?format=json")).Content.ReadAsStringAsync());
        Assert.Equal("hive", (await server.GetJsonAsync("/v3/job/show/" + id)).Text("type"));
    }

    [Fact]
    public async Task Show_NamesAndTypes_AreHives()
    {
        await using var server = await StartAsync();
        var id = (await (await IssueAsync(server, "SELECT email, count(1) FROM contacts GROUP BY email")).JsonAsync()).Text("job_id");
        await server.WaitAsync(id);
        Assert.Equal(
            """[["email","string"],["_c1","bigint"]]""",
            (await server.GetJsonAsync("/v3/job/show/" + id)).Text("hive_result_schema")
        );
    }

    [Theory]
    [InlineData("SELECT score / 2 FROM contacts")]
    [InlineData("SELECT split(email, '@') FROM contacts")]
    [InlineData("SELECT cast(score AS string) FROM contacts")]
    [InlineData("SELECT 'a\\'b' FROM contacts")]
    [InlineData("INSERT INTO TABLE x SELECT * FROM contacts")]
    public async Task Issue_WhatMayMeanSomethingElse_IsRefusedByName(string query)
    {
        await using var server = await StartAsync();
        var response = await IssueAsync(server, query);
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains("in a Hive query", (await response.JsonAsync()).Text("error"), StringComparison.Ordinal);
    }

    private static async Task<TdServer> StartAsync()
    {
        var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync(
            "crm_raw",
            "contacts",
            [
                """{"time":1,"email":"a@example.com","score":1}""",
                """{"time":2,"email":"o'neil@example.org","score":2}""",
                """{"time":3,"email":"c@example.com","score":null}""",
            ]
        );
        return server;
    }

    private static Task<HttpResponseMessage> IssueAsync(TdServer server, string query) =>
        server.PostFormAsync("/v3/job/issue/hive/crm_raw", ("query", query), ("scheduled_time", "1727740800"));
}
