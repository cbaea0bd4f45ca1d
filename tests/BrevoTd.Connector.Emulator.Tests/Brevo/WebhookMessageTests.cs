using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>What happens to messages reaches webhooks by itself: reference §9.</summary>
public sealed class WebhookMessageTests
{
    private const string Send =
        """{"sender":{"email":"shop@example.com"},"to":[{"email":"a@example.com"}],"subject":"Hi","htmlContent":"<p>Hi</p>","tags":["welcome"],"headers":{"X-Mailin-custom":"own"}}""";

    // reference §9: request and delivered with subject, tags and the custom header; message-id as the send answered it
    [Fact]
    public async Task Send_TransactionalEmail_ToldAsRequestAndDelivered()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["request","delivered","opened","uniqueOpened"]}""");

        var id = (await rig.Http.PostAsync("smtp/email", Send)).Expect(HttpStatusCode.Created).GetProperty("messageId").GetString()!;
        await rig.IdleAsync();

        var told = Bodies(rig);
        Assert.Equal(["request", "delivered"], told.Select(Name));
        Assert.All(
            told,
            e =>
            {
                Assert.Equal(id, e.GetProperty("message-id").GetString());
                Assert.Equal("a@example.com", e.GetProperty("email").GetString());
                Assert.Equal("Hi", e.GetProperty("subject").GetString());
                Assert.Equal("own", e.GetProperty("X-Mailin-custom").GetString());
                Assert.Equal("welcome", e.GetProperty("tags")[0].GetString());
                Assert.Equal("sent", e.GetProperty("reason").GetString());
            }
        );

        rig.Http.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Opened);
        rig.Http.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Opened);
        await rig.IdleAsync();
        Assert.Equal(["unique_opened", "opened", "opened"], Bodies(rig).Skip(2).Select(Name));
        Assert.Equal("", Bodies(rig)[^1].GetProperty("link").GetString());
    }

    // reference §9: hard_bounce with its reason; afterwards blocked
    [Fact]
    public async Task Send_ToABouncingAddress_ToldAsBounceThenBlocked()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["hardBounce","blocked","delivered"]}""");
        rig.Http.Brevo.BounceMessagesTo("a@example.com");

        await rig.Http.PostAsync("smtp/email", Send);
        await rig.Http.PostAsync("smtp/email", Send);
        await rig.IdleAsync();

        var told = Bodies(rig);
        Assert.Equal(["hard_bounce", "blocked"], told.Select(Name));
        Assert.Contains("550", told[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(told[1].TryGetProperty("sending_ip", out _));
    }

    // reference §9 Marketing fields: camp_id, "campaign name", URL of a click, list_id of an unsubscription
    [Fact]
    public async Task SendNow_Campaign_ToldWithItsName()
    {
        await using var rig = await WebhookRig.StartAsync(
            """{"url":"URL","events":["delivered","click","unsubscribed"],"type":"marketing"}"""
        );
        rig.Http.Brevo.AddContact("a@example.com", null, 2);
        var id = (
            await rig.Http.PostAsync(
                "emailCampaigns",
                """{"name":"June","sender":{"email":"shop@example.com","name":"Shop"},"subject":"Hello","htmlContent":"<p>Hello there</p>","tag":"news","recipients":{"listIds":[2]}}"""
            )
        )
            .Expect(HttpStatusCode.Created)
            .GetProperty("id")
            .GetInt64();
        (await rig.Http.PostAsync($"emailCampaigns/{id}/sendNow", "{}")).ExpectNothing(HttpStatusCode.NoContent);
        // A call under way would wait past its time-out.
        await rig.IdleAsync();
        rig.Clock.Advance(TimeSpan.FromHours(1));
        rig.Http.Brevo.RecordCampaignEvent(id, "a@example.com", BrevoEmulatorCampaignEvent.Clicked, "https://example.com/x");
        rig.Http.Brevo.RecordCampaignEvent(id, "a@example.com", BrevoEmulatorCampaignEvent.Unsubscribed);
        await rig.IdleAsync();

        var told = Bodies(rig);
        Assert.Equal(["delivered", "click", "unsubscribe"], told.Select(Name));
        Assert.All(
            told,
            e =>
            {
                Assert.Equal(id, e.GetProperty("camp_id").GetInt64());
                Assert.Equal("June", e.GetProperty("campaign name").GetString());
                Assert.Equal("2026-11-24 13:00:00", e.GetProperty("date_sent").GetString());
                Assert.Equal("news", e.GetProperty("tag").GetString());
            }
        );
        Assert.Equal("https://example.com/x", told[1].GetProperty("URL").GetString());
        Assert.Equal("2026-11-24 14:00:00", told[1].GetProperty("date_event").GetString());
        Assert.Equal("[2]", told[2].GetProperty("list_id").GetRawText());
    }

    // reference §9: channel sms
    [Fact]
    public async Task Send_Sms_ToldOnItsChannelAlone()
    {
        await using var rig = await WebhookRig.StartAsync(
            """{"url":"URL","events":["sent","accepted","delivered","reply"],"channel":"sms"}"""
        );

        var id = (
            await rig.Http.PostAsync(
                "transactionalSMS/send",
                """{"sender":"Shop","recipient":"33612345678","content":"Hi","type":"transactional","tag":"cab"}"""
            )
        ).Expect(HttpStatusCode.Created);
        var messageId = id.GetProperty("messageId").GetRawText().Trim('"');
        rig.Http.Brevo.RecordMessageEvent(messageId, BrevoEmulatorMessageEvent.Replied, reply: "yes");
        await rig.Http.PostAsync("smtp/email", Send);
        await rig.IdleAsync();

        var told = Bodies(rig);
        Assert.Equal(["sent", "accepted", "delivered", "replied"], told.Select(static e => e.GetProperty("msg_status").GetString()!));
        Assert.Equal("yes", told[3].GetProperty("reply").GetString());
        Assert.Equal("33612345678", told[3].GetProperty("to").GetString());
    }

    // reference §5 POST /webhooks/export: 202 processId, EXPORT_WEBHOOK, CSV, last 7 days
    [Fact]
    public async Task Export_OfTheHistory_FindsWhatWasTold()
    {
        await using var rig = await WebhookRig.StartAsync(
            """{"url":"URL","events":["opened","click"]}""",
            configure: o => o.BrevoChoices = new() { ReportSeparator = ',' }
        );
        rig.Fire(new() { Event = "click", Email = "old@example.com" });
        rig.Clock.Advance(TimeSpan.FromDays(8));
        rig.Fire(
            new()
            {
                Event = "opened",
                Email = "a@example.com",
                MessageId = "<1@x>",
            }
        );
        rig.Fire(
            new()
            {
                Event = "click",
                Email = "a@example.com",
                MessageId = "<1@x>",
            }
        );
        rig.Fire(
            new()
            {
                Event = "click",
                Email = "b@example.com",
                MessageId = "<2@x>",
            }
        );

        Assert.Equal(
            [
                "event,email,message_id,date,webhook_id",
                "click,b@example.com,<2@x>,2026-12-02T12:00:00.123Z,1",
                "click,a@example.com,<1@x>,2026-12-02T12:00:00.123Z,1",
            ],
            await ExportAsync(rig, "\"event\":\"click\"")
        );
        Assert.Equal(3, (await ExportAsync(rig, "\"event\":\"allEvents\",\"email\":\"A@example.com\",\"sort\":\"asc\"")).Length);
        Assert.Equal(2, (await ExportAsync(rig, "\"event\":\"allEvents\",\"messageId\":\"<2@x>\",\"days\":1")).Length);
        Assert.Single(await ExportAsync(rig, "\"event\":\"allEvents\",\"startDate\":\"2026-11-20\",\"endDate\":\"2026-11-25\""));
        Assert.Single(await ExportAsync(rig, "\"event\":\"allEvents\",\"webhookId\":9"));
    }

    // reference derived POST /webhooks/export: event, type and notifyURL required; days or dates
    [Theory]
    [InlineData("""{"type":"transactional","notifyURL":"https://a.example"}""", "missing_parameter")]
    [InlineData("""{"event":"click","notifyURL":"https://a.example"}""", "missing_parameter")]
    [InlineData("""{"event":"click","type":"transactional"}""", "missing_parameter")]
    [InlineData("""{"event":"click","type":"inbound","notifyURL":"https://a.example"}""", "invalid_parameter")]
    [InlineData("""{"event":"hard_bounce","type":"marketing","notifyURL":"https://a.example"}""", "invalid_parameter")]
    [InlineData("""{"event":"click","type":"marketing","notifyURL":"https://a.example","startDate":"2026-11-20"}""", "missing_parameter")]
    [InlineData(
        """{"event":"click","type":"marketing","notifyURL":"https://a.example","days":1,"startDate":"2026-11-20","endDate":"2026-11-20"}""",
        "invalid_parameter"
    )]
    [InlineData("""{"event":"click","type":"marketing","notifyURL":"https://a.example","messageId":"x"}""", "invalid_parameter")]
    public async Task Export_WhatBrevoRefuses_400(string json, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync("webhooks/export", json)).ExpectError(400, code);
    }

    private static async Task<string[]> ExportAsync(WebhookRig rig, string members)
    {
        var accepted = (
            await rig.Http.PostAsync("webhooks/export", $$"""{"type":"transactional","notifyURL":"https://example.com",{{members}}}""")
        ).Expect(HttpStatusCode.Accepted);
        var process = await rig.Http.EndOfProcessAsync(accepted.GetProperty("processId").GetInt64());
        Assert.Equal("EXPORT_WEBHOOK", process.GetProperty("name").GetString());
        return await BrevoHttp.ReportAsync(process, "export_url");
    }

    private static List<JsonElement> Bodies(WebhookRig rig) =>
        [.. rig.Calls.Select(static call => JsonDocument.Parse(call.Body).RootElement)];

    private static string Name(JsonElement e) => e.GetProperty("event").GetString()!;
}
