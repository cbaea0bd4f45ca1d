using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ConsentGroupTests
{
    // reference §13: consent groups are feature-gated, 403 when off
    [Fact]
    public async Task Calls_WithoutTheFeature_AreRefused()
    {
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.GetAsync("contacts/consent-groups")).ExpectError(403, "CONSENT_GROUP_NOT_ENABLED");
        (await brevo.PostAsync("contacts/consent-groups", """{"name":"N","signupMode":"manual"}""")).ExpectError(
            403,
            "CONSENT_GROUP_NOT_ENABLED"
        );
        brevo.Brevo.AddContact("a@example.com");
        Assert.False((await brevo.ContactAsync("a@example.com")).TryGetProperty("consentGroups", out _));
    }

    // reference §13: POST needs name and signupMode, 409 name exists, the list answers total instead of count
    [Fact]
    public async Task Groups_WholeLife_AsTheReferenceSays()
    {
        await using var brevo = await BrevoHttp.StartAsync(options => options.BrevoConsentGroups = true);
        brevo.Brevo.AddContact("a@example.com", null, 2);

        var group = (
            await brevo.PostAsync("contacts/consent-groups", """{"name":"News","description":"D","signupMode":"manual","listIds":[2]}""")
        ).Expect(HttpStatusCode.Created);
        Assert.Equal(1, group.GetProperty("id").GetInt32());
        Assert.Equal("News", group.GetProperty("name").GetString());
        Assert.Equal(1, (await brevo.GetAsync("contacts/consent-groups/1")).Json.GetProperty("contactsCount").GetInt32());

        // The list was copied once: who comes later is not in the group.
        brevo.Brevo.AddContact("b@example.com", null, 2);
        Assert.Equal(1, (await brevo.GetAsync("contacts/consent-groups/1")).Json.GetProperty("contactsCount").GetInt32());
        Assert.Equal(
            """[{"id":1,"status":"subscribed"}]""",
            (await brevo.ContactAsync("a@example.com")).GetProperty("consentGroups").GetRawText()
        );

        (await brevo.PostAsync("contacts/consent-groups", """{"name":"NEWS","signupMode":"manual"}""")).ExpectError(
            409,
            "NAME_ALREADY_EXISTS"
        );
        (await brevo.PostAsync("contacts/consent-groups", """{"name":"Other"}""")).ExpectError(400, "missing_parameter");
        (await brevo.PostAsync("contacts/consent-groups", """{"name":"Other","signupMode":"x"}""")).ExpectError(400, "invalid_parameter");
        var changed = (await brevo.PutAsync("contacts/consent-groups/1", """{"description":"","signupMode":"automatic"}""")).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal("automatic", changed.GetProperty("signupMode").GetString());
        Assert.False(changed.TryGetProperty("description", out _));

        var listed = (await brevo.GetAsync("contacts/consent-groups?name=ew&signupMode=automatic")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
        Assert.Equal(10, listed.GetProperty("limit").GetInt32());
        Assert.Equal(0, (await brevo.GetAsync("contacts/consent-groups?name=xx")).Json.GetProperty("total").GetInt32());
        (await brevo.GetAsync("contacts/consent-groups?limit=51")).ExpectError(400, "out_of_range");

        (await brevo.DeleteAsync("contacts/consent-groups/1")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.GetAsync("contacts/consent-groups/1")).ExpectError(404, "document_not_found");
    }

    // reference §5, contacts/import flags: consentGroupIds (2026)
    [Fact]
    public async Task Import_WithConsentGroups_PutsEveryRowInThem()
    {
        await using var brevo = await BrevoHttp.StartAsync(options => options.BrevoConsentGroups = true);
        await brevo.PostAsync("contacts/consent-groups", """{"name":"News","signupMode":"manual"}""");

        await brevo.ImportAsync(
            """{"listIds":[2],"consentGroupIds":[1],"jsonBody":[{"email":"a@example.com"},{"email":"b@example.com"}]}"""
        );

        Assert.Equal(2, (await brevo.GetAsync("contacts/consent-groups/1")).Json.GetProperty("contactsCount").GetInt32());
        (
            await brevo.PostAsync("contacts/import", """{"listIds":[2],"consentGroupIds":[9],"jsonBody":[{"email":"a@example.com"}]}""")
        ).ExpectError(404, "document_not_found");
    }

    [Fact]
    public async Task Groups_OfAFolder_SurviveARestart()
    {
        var folder = Directory.CreateTempSubdirectory("consents").FullName;
        try
        {
            await using (var brevo = await BrevoHttp.StartAsync(options => (options.BrevoConsentGroups, options.Folder) = (true, folder)))
            {
                brevo.Brevo.AddContact("a@example.com", null, 2);
                await brevo.PostAsync("contacts/consent-groups", """{"name":"Gone","signupMode":"manual"}""");
                await brevo.PostAsync("contacts/consent-groups", """{"name":"News","signupMode":"manual","listIds":[2]}""");
                await brevo.DeleteAsync("contacts/consent-groups/1");
            }

            await using (var brevo = await BrevoHttp.StartAsync(options => (options.BrevoConsentGroups, options.Folder) = (true, folder)))
            {
                var group = (await brevo.GetAsync("contacts/consent-groups")).Json.GetProperty("consentGroups").EnumerateArray().Single();
                Assert.Equal("News", group.GetProperty("name").GetString());
                Assert.Equal(1, group.GetProperty("contactsCount").GetInt32());
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
