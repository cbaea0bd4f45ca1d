using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class WhatsAppCampaignTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Campaign_OfAnApprovedTemplate_IsSentAtItsTime()
    {
        await using var brevo = await BrevoHttp.StartAsync(options => options.TimeProvider = _clock);
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["WHATSAPP"] = "33612345678" }, 2);
        var template = (
            await brevo.PostAsync(
                "whatsappCampaigns/template",
                """{"name":"Hello","language":"en","category":"MARKETING","bodyText":"Hello there"}"""
            )
        )
            .Expect(HttpStatusCode.Created)
            .GetProperty("id")
            .GetInt64();
        var body = $$$"""{"name":"June","templateId":{{{template}}},"scheduledAt":"2026-06-01T09:00:00Z","recipients":{"listIds":[2]}}""";
        (await brevo.PostAsync("whatsappCampaigns", body)).ExpectError(400, "invalid_parameter");
        (await brevo.PostAsync($"whatsappCampaigns/template/approval/{template}", "")).ExpectNothing(HttpStatusCode.OK);
        var listed = (await brevo.GetAsync("whatsappCampaigns/template-list")).Expect(HttpStatusCode.OK).GetProperty("templates")[0];
        Assert.Equal("approved", listed.GetProperty("status").GetString());
        var id = (await brevo.PostAsync("whatsappCampaigns", body)).Expect(HttpStatusCode.Created).GetProperty("id").GetInt64();

        // reference derived PUT: campaignStatus has the default scheduled
        (await brevo.PutAsync($"whatsappCampaigns/{id}", """{"campaignStatus":"suspended"}""")).ExpectNothing(HttpStatusCode.NoContent);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("suspended", (await brevo.GetAsync($"whatsappCampaigns/{id}")).Json.GetProperty("campaignStatus").GetString());
        (
            await brevo.PutAsync($"whatsappCampaigns/{id}", """{"campaignName":"July","rescheduleFor":"2026-06-01T12:00:00Z"}""")
        ).ExpectNothing(HttpStatusCode.NoContent);
        _clock.Advance(TimeSpan.FromHours(3));
        brevo.Brevo.RecordCampaignEvent(BrevoEmulatorChannel.WhatsApp, id, "33612345678", BrevoEmulatorCampaignEvent.Opened);

        var campaign = (await brevo.GetAsync($"whatsappCampaigns/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal("July", campaign.GetProperty("campaignName").GetString());
        Assert.Equal("sent", campaign.GetProperty("campaignStatus").GetString());
        Assert.Equal("""{"sent":1,"delivered":1,"read":1,"unsubscribe":0,"notSent":0}""", campaign.GetProperty("stats").GetRawText());
        Assert.Equal("Hello", campaign.GetProperty("template").GetProperty("name").GetString());
        var inList = (await brevo.GetAsync("whatsappCampaigns")).Expect(HttpStatusCode.OK).GetProperty("campaigns")[0];
        Assert.Equal(100, inList.GetProperty("readPercentage").GetDouble());
        (await brevo.DeleteAsync($"whatsappCampaigns/{id}")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.GetAsync($"whatsappCampaigns/{id}")).ExpectError(404, "document_not_found");
    }
}
