using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class SmsCampaignTests
{
    private const string Draft = """{"name":"June","sender":"Shop","content":"Hello","recipients":{"listIds":[2]}}""";

    // reference derived GET /smsCampaigns/{id}: lists are objects there and numbers in the listing; §13 response side
    [Fact]
    public async Task SendNow_MembersWithANumber_GetItAndCount()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["SMS"] = "33612345678" }, 2);
        brevo.Brevo.AddContact("b@example.com", new Dictionary<string, string> { ["SMS"] = "33612345679" }, 2);
        brevo.Brevo.AddContact("none@example.com", null, 2);
        var id = await CreateAsync(brevo, Draft);
        (await brevo.PostAsync($"smsCampaigns/{id}/sendNow", "")).ExpectNothing(HttpStatusCode.NoContent);
        brevo.Brevo.RecordCampaignEvent(BrevoEmulatorChannel.Sms, id, "+33612345678", BrevoEmulatorCampaignEvent.Replied);
        brevo.Brevo.RecordCampaignEvent(BrevoEmulatorChannel.Sms, id, "33612345679", BrevoEmulatorCampaignEvent.Unsubscribed);

        var single = (await brevo.GetAsync($"smsCampaigns/{id}")).Expect(HttpStatusCode.OK);
        var listed = (await brevo.GetAsync("smsCampaigns")).Expect(HttpStatusCode.OK).GetProperty("campaigns")[0];

        Assert.Equal("sent", single.GetProperty("status").GetString());
        Assert.Equal(
            """{"delivered":2,"sent":2,"processing":0,"softBounces":0,"hardBounces":0,"unsubscriptions":1,"answered":1}""",
            single.GetProperty("statistics").GetRawText()
        );
        Assert.Equal("""[{"id":2,"name":"Your first list"}]""", single.GetProperty("recipients").GetProperty("lists").GetRawText());
        Assert.Equal("[2]", listed.GetProperty("recipients").GetProperty("lists").GetRawText());
        Assert.True(brevo.Brevo.FindContact("b@example.com")!.SmsBlacklisted);
        // reference derived DELETE: sent campaigns answer 403
        (await brevo.DeleteAsync($"smsCampaigns/{id}")).ExpectError(403, "permission_denied");
    }

    [Theory]
    [InlineData("""{"name":"n","sender":"Shop"}""", "missing_parameter")]
    [InlineData("""{"name":"n","sender":"MyShopInParis","content":"c"}""", "invalid_parameter")]
    [InlineData("""{"name":"n","sender":"1234567890123456","content":"c"}""", "invalid_parameter")]
    [InlineData("""{"name":"n","sender":"Shop","content":"c","unsubscribeInstruction":"Call us"}""", "invalid_parameter")]
    [InlineData("""{"name":"n","sender":"Shop","content":"c","scheduledAt":"2999-01-01T00:00:00Z"}""", "missing_parameter")]
    public async Task Post_Refused_400(string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync("smsCampaigns", body)).ExpectError(400, code);
    }

    // reference derived sendTest: the number must belong to a contact that is not blacklisted
    [Fact]
    public async Task SendTest_ToNumbersOfContactsOnly()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["SMS"] = "33612345678" });
        var id = await CreateAsync(brevo, Draft);
        (await brevo.PostAsync($"smsCampaigns/{id}/sendTest", """{"phoneNumber":"33612345678"}""")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync($"smsCampaigns/{id}/sendTest", """{"phoneNumber":"33612345670"}""")).ExpectError(400, "invalid_parameter");
        (await brevo.PostAsync($"smsCampaigns/{id}/sendTest", "{}")).ExpectError(400, "missing_parameter");
    }

    private static async Task<long> CreateAsync(BrevoHttp brevo, string body) =>
        (await brevo.PostAsync("smsCampaigns", body)).Expect(HttpStatusCode.Created).GetProperty("id").GetInt64();
}
