using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataUsersClientTests
{
    [Fact]
    public async Task ValidateApiKeyAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/user/apikey/validate",
                200,
                """{"key_type":"write_only","account_id":1,"user_id":"1201","administrator":false,"added_later":[1]}"""
            );

        var key = await wire.Client.Users.ValidateApiKeyAsync();

        Assert.Equal("write_only", key.KeyType);
        Assert.Equal("1", key.AccountId);
        Assert.Equal("1201", key.UserId);
        Assert.False(key.IsAdministrator);
        var authorization = wire.Server.LogEntries.Single().RequestMessage!.Headers!["Authorization"].Single();
        Assert.Equal("TD1 " + TreasureDataWire.ApiKey, authorization);
    }

    [Fact]
    public async Task ValidateApiKeyAsync_WrongKey_SaysSoWithoutShowingIt()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/user/apikey/validate", 401, $$"""{"error":"Invalid API key {{TreasureDataWire.ApiKey}}"}""");

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() => wire.Client.Users.ValidateApiKeyAsync());

        Assert.DoesNotContain(TreasureDataWire.ApiKey, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetCurrentAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/user/show",
                200,
                """
                {"id":300,"name":"Dana Lee","first_name":"Dana","last_name":"Lee","email":"dana@example.com","phone":null,
                 "gravatar_url":"https://secure.gravatar.com/avatar/0?size=80","administrator":true,
                 "created_at":"2020-06-09T01:34:59Z","updated_at":"2020-06-09T01:34:59Z","account_owner":false}
                """
            );

        var user = await wire.Client.Users.GetCurrentAsync();

        Assert.Equal("300", user.Id);
        Assert.Equal("Dana Lee", user.Name);
        Assert.Equal("Dana", user.FirstName);
        Assert.Equal("Lee", user.LastName);
        Assert.Equal("dana@example.com", user.Email);
        Assert.Null(user.Phone);
        Assert.True(user.IsAdministrator);
        Assert.False(user.IsAccountOwner);
        Assert.Equal(TreasureDataWire.Utc("2020-06-09 01:34:59"), user.CreatedAt);
        Assert.DoesNotContain("Dana", user.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task GetServerStatusAsync_OfADocumentedAnswer_IsOk()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/system/server_status", 200, """{"status":"ok"}""");

        var status = await wire.Client.GetServerStatusAsync();

        Assert.Equal("ok", status.Status);
        Assert.True(status.IsOk);
    }
}
