using System.Net;
using System.Text.Json.Nodes;
using BrevoTd.Connector.Emulator.Brevo;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ContactStatisticsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    // examples/contact-campaign-stats.json; reference §6: statistics of one contact
    [Fact]
    public async Task CampaignStats_OfRecordedEvents_HaveTheDocumentedShape()
    {
        await using var brevo = await StartAsync();
        brevo.Brevo.AddContact("a@example.com");
        Record(brevo, MessageEventKind.Sent, 1);
        Record(brevo, MessageEventKind.Delivered, 1);
        Record(brevo, MessageEventKind.Opened, 2, ip: "1.2.3.4");
        Record(brevo, MessageEventKind.Opened, 1, ip: "1.2.3.5");
        Record(brevo, MessageEventKind.Clicked, 1, link: "https://example.com/x");
        Record(brevo, MessageEventKind.Unsubscribed, 1);

        var expected = """
            {"messagesSent":[{"campaignId":7,"eventTime":"2026-11-23T12:00:00.000Z"}],
             "delivered":[{"campaignId":7,"eventTime":"2026-11-23T12:00:00.000Z"}],
             "opened":[{"campaignId":7,"count":2,"eventTime":"2026-11-23T12:00:00.000Z","ip":"1.2.3.5"}],
             "clicked":[{"campaignId":7,"links":[{"count":1,"eventTime":"2026-11-23T12:00:00.000Z","ip":"","url":"https://example.com/x"}]}],
             "unsubscriptions":{"userUnsubscription":[{"campaignId":7,"eventTime":"2026-11-23T12:00:00.000Z","ip":""}],"adminUnsubscription":[]}}
            """;
        var answer = (await brevo.GetAsync("contacts/a%40example.com/campaignStats")).Expect(HttpStatusCode.OK);
        Assert.True(AreEqual(expected, answer.GetRawText()), answer.GetRawText());
        var contact = (await brevo.GetAsync("contacts/1")).Expect(HttpStatusCode.OK);
        Assert.True(AreEqual(answer.GetRawText(), contact.GetProperty("statistics").GetRawText()));
    }

    // reference, overrides campaignStats: default last 90 days, span at most 90 days, both dates or none, none in the future
    [Fact]
    public async Task CampaignStats_OfAWindow_CoverItAndNoMoreThan90Days()
    {
        await using var brevo = await StartAsync();
        brevo.Brevo.AddContact("a@example.com");
        Record(brevo, MessageEventKind.Sent, daysAgo: 91);
        Record(brevo, MessageEventKind.Delivered, daysAgo: 10);

        Assert.False((await brevo.GetAsync("contacts/1/campaignStats")).Json.TryGetProperty("messagesSent", out _));
        var window = (await brevo.GetAsync("contacts/1/campaignStats?startDate=2026-08-25&endDate=2026-08-25")).Json;
        Assert.True(window.TryGetProperty("messagesSent", out _));
        Assert.False(window.TryGetProperty("delivered", out _));
        (await brevo.GetAsync("contacts/1/campaignStats?startDate=2026-08-26&endDate=2026-11-24")).Expect(HttpStatusCode.OK);
        (await brevo.GetAsync("contacts/1/campaignStats?startDate=2026-08-01&endDate=2026-11-24")).ExpectError(400, "out_of_range");
        (await brevo.GetAsync("contacts/1/campaignStats?startDate=2026-11-01")).ExpectError(400, "missing_parameter");
        (await brevo.GetAsync("contacts/1/campaignStats?startDate=2026-11-20&endDate=2026-11-19")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync("contacts/1/campaignStats?startDate=2026-11-20&endDate=2026-11-26")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync("contacts/99/campaignStats")).ExpectError(404, "document_not_found");
    }

    // examples/list-get.json: campaignStats per campaign
    [Fact]
    public async Task List_WithEvents_ShowsTheFiguresOfItsCampaigns()
    {
        await using var brevo = await StartAsync();
        Record(brevo, MessageEventKind.Sent, 1, listId: 2);
        Record(brevo, MessageEventKind.Delivered, 1, listId: 2);
        Record(brevo, MessageEventKind.Opened, 1, listId: 2);
        Record(brevo, MessageEventKind.Sent, 1, listId: 3);

        var campaign = (await brevo.GetAsync("contacts/lists/2")).Json.GetProperty("campaignStats").EnumerateArray().Single();

        Assert.Equal(7, campaign.GetProperty("campaignId").GetInt64());
        Assert.Equal(1, campaign.GetProperty("stats").GetProperty("sent").GetInt64());
        Assert.Equal(100, campaign.GetProperty("stats").GetProperty("opensRate").GetDouble());
        var empty = (await brevo.GetAsync("contacts/lists/2?startDate=2026-01-01T00:00:00.000Z&endDate=2026-02-01T00:00:00.000Z")).Json;
        Assert.Empty(empty.GetProperty("campaignStats").EnumerateArray());
    }

    private static Task<BrevoHttp> StartAsync() => BrevoHttp.StartAsync(options => options.TimeProvider = new FakeTimeProvider(s_now));

    private static void Record(
        BrevoHttp brevo,
        MessageEventKind kind,
        int daysAgo,
        string? ip = null,
        string? link = null,
        int? listId = null
    ) =>
        brevo.Brevo.MessageEvents.Record(
            new MessageEvent
            {
                Kind = kind,
                At = s_now.AddDays(-daysAgo).ToUnixTimeMilliseconds(),
                Email = "a@example.com",
                CampaignId = 7,
                Ip = ip,
                Link = link,
                ListId = listId,
            }
        );

    private static bool AreEqual(string expected, string actual) => JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual));
}
