using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class KeyTests
{
    // reference examples/errors.json: 401 no credentials
    [Fact]
    public async Task Account_NoKey_401AuthenticationNotFound()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var reply = await GetAccountAsync(brevo, null, null);
        var error = reply.ExpectError(401, "unauthorized");
        Assert.Equal("authentication not found in headers", error.GetProperty("message").GetString());
    }

    // reference examples/errors.json: 401 bad key
    [Fact]
    public async Task Account_WrongKey_401KeyNotFound()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var error = (await GetAccountAsync(brevo, "api-key", "xkeysib-other")).ExpectError(401, "unauthorized");
        Assert.Equal("Key not found", error.GetProperty("message").GetString());
    }

    // reference §1: header api-key; the emulator gives out no access tokens and knows no partner key
    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("partner-key", "")]
    [InlineData("X-Api-Key", "")]
    public async Task Account_KeyInAnotherHeader_401(string header, string prefix)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await GetAccountAsync(brevo, header, prefix + brevo.Brevo.ApiKey)).ExpectError(401, "unauthorized");
    }

    // reference §1: GET /account checks credentials; §13: organization_id, user_id and enterprise are required
    [Fact]
    public async Task Account_RightKey_Account()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        Assert.StartsWith("xkeysib-", brevo.Brevo.ApiKey, StringComparison.Ordinal);
        var account = (await brevo.GetAsync("account")).Expect(HttpStatusCode.OK);
        foreach (
            var member in (string[])
                ["organization_id", "user_id", "enterprise", "companyName", "email", "firstName", "lastName", "plan", "relay"]
        )
            Assert.True(account.TryGetProperty(member, out _), member);
        Assert.False(account.GetProperty("enterprise").GetBoolean());
    }

    private static async Task<BrevoReply> GetAccountAsync(BrevoHttp brevo, string? header, string? value)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(brevo.Brevo.BaseAddress, "account"));
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await BrevoReply.ReadAsync(response);
    }
}
