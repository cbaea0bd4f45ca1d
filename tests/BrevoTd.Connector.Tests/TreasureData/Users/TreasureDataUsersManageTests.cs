using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataUsersManageTests
{
    private static readonly string s_email = Canaries.Email();
    private static readonly string s_password = Canaries.Token();
    private static readonly string s_key = Canaries.TreasureDataKey();

    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsUsers()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/user/list",
                200,
                $$"""
                {"users":[{"id":300,"name":"Dana Lee","email":"{{s_email}}","phone":null,"administrator":true,"created_at":"2020-06-09T01:34:59Z","roles":["x"]},
                          {"id":"301"}]}
                """
            );

        var users = await wire.Client.Users.ListAsync();

        Assert.Equal(["300", "301"], users.Select(user => user.Id));
        Assert.Equal(s_email, users[0].Email);
        Assert.True(users[0].IsAdministrator);
        Assert.Null(users[1].Email);
    }

    [Fact]
    public async Task AuthenticateAsync_RightPassword_ReturnsTheKeyAsACredential()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/user/authenticate", 200, $$"""{"name":"Dana Lee","apikey":"{{s_key}}"}""")
            .Answers("GET", "v3/user/show", 200, """{"id":300}""");

        var authentication = await wire.Client.Users.AuthenticateAsync(s_email, s_password);

        Assert.Equal(new Dictionary<string, string> { ["user"] = s_email, ["password"] = s_password }, wire.LastForm);
        Assert.False(wire.Server.LogEntries.Single().RequestMessage!.Headers!.ContainsKey("Authorization"));
        Assert.Equal("Dana Lee", authentication.Name);
        Assert.Equal(Credential.ApiKey(s_key), authentication.ApiKey);
        Assert.Equal("TdAuthentication { ApiKey = *** }", authentication.ToString());

        await wire.Client.WithCredential(authentication.ApiKey).Users.GetCurrentAsync();

        Assert.Equal("TD1 " + s_key, wire.Server.LogEntries[^1].RequestMessage!.Headers!["Authorization"].Single());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public async Task AuthenticateAsync_WrongPassword_IsRejectedWithoutShowingIt(int status)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/user/authenticate", status, $$"""{"error":"Authentication failed for {{s_email}}"}""");

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() => wire.Client.Users.AuthenticateAsync(s_email, s_password));

        Assert.Equal(status, (int)e.StatusCode);
        Assert.Equal($"Authentication failed for {s_email}", e.ServiceMessage);
        Assert.DoesNotContain(s_email, e.ToString(), StringComparison.Ordinal);
        Assert.Single(wire.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"apikey":null}""")]
    [InlineData("""{"apikey":"a b"}""")]
    public async Task AuthenticateAsync_AnswerWithoutAKey_SaysSo(string answer)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/user/authenticate", 200, answer);

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => wire.Client.Users.AuthenticateAsync(s_email, s_password));
    }

    [Fact]
    public async Task AddAsync_OfAUser_SendsTheForm()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "*", 200, "{}");

        await wire.Client.Users.AddAsync(
            new TdUserRequest
            {
                Name = "Dana Lee",
                Email = s_email,
                Password = s_password,
                Organization = "crm",
            }
        );

        Assert.Equal("/v3/user/add/Dana%20Lee", wire.LastRequest.PathAndQuery);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["organization"] = "crm",
                ["email"] = s_email,
                ["password"] = s_password,
            },
            wire.LastForm
        );
    }

    [Theory]
    [InlineData("2026-11-24T08:00:01Z", 2)]
    [InlineData("2025-11-24T08:00:01Z", 3)]
    public async Task AddAsync_AnswerLost_IsLookedForBeforeTheRepeat(string created, int sent)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(
                HttpStatusCode.OK,
                $$"""{"users":[{"id":1},{"id":2,"email":"{{s_email.ToUpperInvariant()}}","created_at":"{{created}}"}]}"""
            )
            .Then(HttpStatusCode.OK, "{}");

        await new TreasureDataUsersClient(pipeline.Transport).AddAsync(
            new TdUserRequest
            {
                Name = "dana",
                Email = s_email,
                Password = s_password,
            }
        );

        Assert.Equal(sent, pipeline.Handler.Seen.Count);
    }

    [Fact]
    public async Task AddAsync_IncompleteRequest_IsRefusedWithoutARequest()
    {
        await using var wire = TreasureDataWire.Start();
        var request = new TdUserRequest
        {
            Name = "dana",
            Email = s_email,
            Password = s_password,
        };

        Assert.Equal(
            "Name",
            (await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Users.AddAsync(request with { Name = "" }))).ParamName
        );
        Assert.Equal(
            "Email",
            (await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Users.AddAsync(request with { Email = "" }))).ParamName
        );
        Assert.Equal(
            "Password",
            (await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Users.AddAsync(request with { Password = "" }))).ParamName
        );
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task Changes_OfAUser_SendTheirForms()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "*", 200, "{}");
        var users = wire.Client.Users;
        var newEmail = Canaries.Email();

        await users.RemoveAsync(s_email);
        Assert.Equal(($"/v3/user/remove/{s_email}", ""), (wire.LastRequest.PathAndQuery, wire.LastRequest.Body ?? ""));

        await users.ChangeEmailAsync(s_email, newEmail);
        Assert.Equal($"/v3/user/email/change/{s_email}", wire.LastRequest.PathAndQuery);
        Assert.Equal(new Dictionary<string, string> { ["email"] = newEmail }, wire.LastForm);

        await users.ChangePasswordAsync(s_email, s_password);
        Assert.Equal($"/v3/user/password/change/{s_email}", wire.LastRequest.PathAndQuery);
        Assert.Equal(new Dictionary<string, string> { ["password"] = s_password }, wire.LastForm);

        await users.ChangeOwnPasswordAsync("old-secret", s_password);
        Assert.Equal("/v3/user/password/change", wire.LastRequest.PathAndQuery);
        Assert.Equal(new Dictionary<string, string> { ["old_password"] = "old-secret", ["password"] = s_password }, wire.LastForm);

        await users.AddApiKeyAsync(s_email);
        Assert.Equal($"/v3/user/apikey/add/{s_email}", wire.LastRequest.PathAndQuery);

        await users.RemoveApiKeyAsync(s_email, Credential.ApiKey(s_key));
        Assert.Equal($"/v3/user/apikey/remove/{s_email}", wire.LastRequest.PathAndQuery);
        Assert.Equal(new Dictionary<string, string> { ["apikey"] = s_key }, wire.LastForm);

        await Assert.ThrowsAsync<ArgumentException>(() => users.RemoveApiKeyAsync(s_email, default));
        await Assert.ThrowsAsync<ArgumentException>(() => users.RemoveAsync(""));
        Assert.Equal(6, wire.Requests.Count);
    }

    [Fact]
    public async Task RemoveAsync_AddressWithSigns_IsOneEscapedSegment()
    {
        await using var pipeline = Pipeline.TreasureData();

        await new TreasureDataUsersClient(pipeline.Transport).RemoveAsync("a+b&c/d?e#f%40@example.com");

        Assert.EndsWith(
            "/v3/user/remove/a%2Bb%26c%2Fd%3Fe%23f%2540%40example.com",
            pipeline.Handler.Seen.Single().Uri,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ListApiKeysAsync_OfADocumentedAnswer_ReturnsCredentials()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "*", 200, $$"""{"apikeys":["{{s_key}}","1/abc"]}""");

        var keys = await wire.Client.Users.ListApiKeysAsync(s_email);

        Assert.Equal($"/v3/user/apikey/list/{s_email}", wire.LastRequest.PathAndQuery);
        Assert.Equal([Credential.ApiKey(s_key), Credential.ApiKey("1/abc")], keys);
        Assert.All(keys, key => Assert.Equal("***", key.ToString()));
    }

    [Fact]
    public async Task AddApiKeyAsync_AnswerLost_IsNotRepeated()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.Then(HttpStatusCode.BadGateway);

        var e = await Assert.ThrowsAsync<ServiceException>(() => new TreasureDataUsersClient(pipeline.Transport).AddApiKeyAsync(s_email));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("list the user's keys", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task RemoveAsync_UnknownUser_IsARefusalThatDoesNotNameThem()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "*", 404, $$"""{"message":"Couldn't find User {{s_email}}"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Users.RemoveAsync(s_email));

        Assert.Equal(HttpStatusCode.NotFound, e.StatusCode);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }
}
