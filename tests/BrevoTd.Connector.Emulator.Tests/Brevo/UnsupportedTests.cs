namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class UnsupportedTests
{
    // reference operations.csv: an operation of Brevo's that the emulator does not serve is refused by name
    [Theory]
    [InlineData("GET", "loyalty/config/programs")]
    [InlineData("POST", "contacts/batch")]
    [InlineData("POST", "conversations/messages")]
    [InlineData("GET", "corporate/masterAccount")]
    [InlineData("GET", "wallet/passes/7/installUrl/8")]
    public async Task Send_OperationNotServed_501WithItsName(string method, string path)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var error = (await brevo.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null)).ExpectError(
            501,
            "not_implemented"
        );
        Assert.Equal($"not supported by the emulator: {method} /v3/{path}", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("contacts/7/nothing")]
    [InlineData("../v2/account")]
    public async Task Get_UnknownPath_404DocumentNotFound(string path)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.GetAsync(path)).ExpectError(404, "document_not_found");
    }

    // reference examples/errors.json: 405
    [Fact]
    public async Task Post_PathWithoutPost_405MethodNotAllowed()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var reply = await brevo.PostAsync("processes", "{}");
        var error = reply.ExpectError(405, "method_not_allowed");
        Assert.Equal("POST Method is not allowed on this path", error.GetProperty("message").GetString());
        Assert.Equal("GET", reply.Headers["Allow"]);
    }

    // reference §13: consent groups are feature-gated, 403 when off
    [Fact]
    public async Task Get_ConsentGroups_403FeatureIsOff()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.GetAsync("contacts/consent-groups")).ExpectError(403, "CONSENT_GROUP_NOT_ENABLED");
    }

    [Theory]
    [InlineData("POST", "contacts")]
    [InlineData("PUT", "contacts/1")]
    [InlineData("POST", "contacts/import")]
    [InlineData("POST", "contacts/lists")]
    public async Task Write_BodyIsNoJsonObject_400(string method, string path)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        foreach (var body in (string[])["", "[]", "{", "email=a"])
            (await brevo.SendAsync(new HttpMethod(method), path, body)).ExpectError(400, "bad_request");
    }

    // docs/emulator.md: text that is no Unicode is no JSON either
    [Theory]
    [InlineData("contacts", """{"email":"\\ud800@example.com"}""")]
    [InlineData("contacts", """{"email":"a@example.com","attributes":{"FIRSTNAME":"\\udc00"}}""")]
    [InlineData("contacts/import", """{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"\\ud800":"x"}}]}""")]
    public async Task Write_HalfASurrogatePair_400(string path, string body)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync(path, body.Replace("\\\\", "\\", StringComparison.Ordinal))).ExpectError(400, "bad_request");
        Assert.Equal(0, brevo.Brevo.ContactCount);
    }
}
