using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class TransactionalEmailTests
{
    private const string Simple =
        """{"sender":{"email":"shop@example.com"},"to":[{"email":"Ada@Example.com","name":"Ada"}],"subject":"Hello","htmlContent":"<p>Hi</p>","tags":["welcome"]}""";

    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    // reference derived: 201 {messageId}; section 8: event log items
    [Fact]
    public async Task Send_OneRecipient_IsAcceptedDeliveredAndLogged()
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = new FakeTimeProvider(s_now));

        var id = (await brevo.PostAsync("smtp/email", Simple)).Expect(HttpStatusCode.Created).GetProperty("messageId").GetString()!;

        Assert.Matches("^<.+@.+>$", id);
        var events = (await brevo.GetAsync("smtp/statistics/events?sort=asc")).Expect(HttpStatusCode.OK).GetProperty("events");
        Assert.Equal(
            $$"""{"email":"ada@example.com","date":"2026-11-24T12:00:00.000Z","subject":"Hello","messageId":"{{id}}","event":"requests","tag":"welcome","from":"shop@example.com"}""",
            events[0].GetRawText()
        );
        Assert.Equal("delivered", events[1].GetProperty("event").GetString());
        Assert.Equal(2, events.GetArrayLength());
        var message = Assert.Single(brevo.Brevo.GetMessages());
        Assert.Equal("ada@example.com", message.Recipient);
        Assert.Equal([BrevoEmulatorMessageEvent.Sent, BrevoEmulatorMessageEvent.Delivered], message.Events);
    }

    // reference section 5, POST /smtp/email with messageVersions: messageIds[]; a version's own values take the place of the request's
    [Fact]
    public async Task Send_Versions_EachHasItsIdAndItsValues()
    {
        await using var brevo = await BrevoHttp.StartAsync();

        var answer = (
            await brevo.PostAsync(
                "smtp/email",
                """
                {"sender":{"email":"shop@example.com"},"subject":"For all","htmlContent":"<p>Hello {{params.name}}, {{params.order.total}}</p>","messageVersions":[
                {"to":[{"email":"jimmy@example.com"}],"params":{"name":"Jimmy","order":{"total":12.5}},"subject":"For Jimmy"},
                {"to":[{"email":"joe@example.com"}],"cc":[{"email":"jane@example.com"}],"params":{"name":"Joe"}}]}
                """
            )
        ).Expect(HttpStatusCode.Created);

        Assert.False(answer.TryGetProperty("messageId", out _));
        Assert.Equal(2, answer.GetProperty("messageIds").GetArrayLength());
        var messages = brevo.Brevo.GetMessages();
        Assert.Equal(["jimmy@example.com", "joe@example.com", "jane@example.com"], messages.Select(m => m.Recipient));
        Assert.Equal(["For Jimmy", "For all", "For all"], messages.Select(m => m.Subject));
        Assert.Equal("<p>Hello Jimmy, 12.5</p>", messages[0].HtmlContent);
        Assert.Equal("<p>Hello Joe, </p>", messages[1].HtmlContent);
        Assert.Equal(messages[1].MessageId, messages[2].MessageId);
        Assert.Equal(answer.GetProperty("messageIds")[1].GetString(), messages[2].MessageId);
    }

    // reference section 11, POST /smtp/email: replay of headers.idempotencyKey within 30 minutes -> 400 duplicate_parameter, not processed
    [Fact]
    public async Task Send_KeyAgainWithin30Minutes_IsRefusedAndNotSent()
    {
        var clock = new FakeTimeProvider(s_now);
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        var keyed = Simple[..^1] + ""","headers":{"idempotencyKey":"b52dbf81-dd4a-4a08-b807-085c11223344"}}""";

        (await brevo.PostAsync("smtp/email", keyed)).Expect(HttpStatusCode.Created);
        clock.Advance(TimeSpan.FromMinutes(29));
        (await brevo.PostAsync("smtp/email", keyed)).ExpectError(400, "duplicate_parameter");
        Assert.Single(brevo.Brevo.GetMessages());

        clock.Advance(TimeSpan.FromMinutes(1));
        (await brevo.PostAsync("smtp/email", keyed)).Expect(HttpStatusCode.Created);
        Assert.Equal(2, brevo.Brevo.GetMessages().Count);
    }

    // reference section 11, sandbox: body header X-Sib-Sandbox: drop
    [Fact]
    public async Task Send_Sandbox_IsCheckedAndDropped()
    {
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.PostAsync("smtp/email", Simple[..^1] + ""","headers":{"X-Sib-Sandbox":"drop"}}"""))
            .Expect(HttpStatusCode.Created)
            .GetProperty("messageId");
        (
            await brevo.PostAsync(
                "smtp/email",
                Simple.Replace("\"Hello\"", "\"\"", StringComparison.Ordinal)[..^1] + ""","headers":{"X-Sib-Sandbox":"drop"}}"""
            )
        ).ExpectError(400, "missing_parameter");

        Assert.Empty(brevo.Brevo.GetMessages());
        Assert.Equal(0, (await brevo.GetAsync("smtp/statistics/events")).Json.GetProperty("events").GetArrayLength());
    }

    // reference derived: scheduledAt -> 202; GET /smtp/emailStatus/{identifier}; DELETE /smtp/email/{identifier}
    [Fact]
    public async Task Schedule_ByBatch_WaitsAndCanBeSeenAndCancelled()
    {
        var clock = new FakeTimeProvider(s_now);
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        const string Batch = "5c6cfa04-eed9-42c2-8b5c-6d470d978e9d";
        string At(int minutes) =>
            Simple[..^1] + $$""","batchId":"{{Batch}}","scheduledAt":"{{s_now.AddMinutes(minutes):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}"}""";

        var first = (await brevo.PostAsync("smtp/email", At(10))).Expect(HttpStatusCode.Accepted).GetProperty("messageId").GetString()!;
        (await brevo.PostAsync("smtp/email", At(60))).Expect(HttpStatusCode.Accepted);
        Assert.Empty(brevo.Brevo.GetMessages());

        var batch = (await brevo.GetAsync($"smtp/emailStatus/{Batch}?sort=asc")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            """{"count":2,"batches":[{"scheduledAt":"2026-11-24T12:10:00.000Z","createdAt":"2026-11-24T12:00:00.000Z","status":"queued"},{"scheduledAt":"2026-11-24T13:00:00.000Z","createdAt":"2026-11-24T12:00:00.000Z","status":"queued"}]}""",
            batch.GetRawText()
        );

        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(s_now.AddMinutes(10), Assert.Single(brevo.Brevo.GetMessages()).SentAt);
        var one = (await brevo.GetAsync($"smtp/emailStatus/{Uri.EscapeDataString(first)}")).Expect(HttpStatusCode.OK);
        Assert.Equal("processed", one.GetProperty("status").GetString());
        Assert.Equal(1, (await brevo.GetAsync($"smtp/emailStatus/{Batch}?status=queued")).Json.GetProperty("count").GetInt32());

        (await brevo.DeleteAsync($"smtp/email/{Batch}")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.DeleteAsync($"smtp/email/{Batch}")).ExpectError(404, "document_not_found");
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Single(brevo.Brevo.GetMessages());
    }

    // reference section 3: 2,000 recipients per request, 99 per version; section 5: 1,000 versions; the whole call fails
    [Theory]
    [InlineData(1, 100, "out_of_range")]
    [InlineData(21, 99, "out_of_range")]
    [InlineData(1_001, 1, "out_of_range")]
    [InlineData(20, 99, null)]
    public async Task Send_MoreThanTheLimits_IsRefusedAsAWhole(int versions, int recipients, string? code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var body = JsonSerializer.Serialize(
            new
            {
                sender = new { email = "shop@example.com" },
                subject = "s",
                htmlContent = "<p>h</p>",
                messageVersions = Enumerable
                    .Range(0, versions)
                    .Select(v => new { to = Enumerable.Range(0, recipients).Select(r => new { email = $"a{v}.{r}@example.com" }) }),
            }
        );

        var reply = await brevo.PostAsync("smtp/email", body);

        if (code is null)
        {
            reply.Expect(HttpStatusCode.Created);
        }
        else
        {
            reply.ExpectError(400, code);
            Assert.Empty(brevo.Brevo.GetMessages());
        }
    }

    [Theory]
    [InlineData("""{"to":[{"email":"a@example.com"}],"subject":"s","htmlContent":"h"}""", "missing_parameter")]
    [InlineData("""{"sender":{"email":"s@example.com"},"subject":"s","htmlContent":"h"}""", "missing_parameter")]
    [InlineData("""{"sender":{"email":"s@example.com"},"to":[{"email":"a@example.com"}],"subject":"s"}""", "missing_parameter")]
    [InlineData(
        """{"sender":{"email":"s@example.com"},"to":[{"email":"a@example.com"},{"email":"b"}],"subject":"s","htmlContent":"h"}""",
        "invalid_parameter"
    )]
    [InlineData("""{"to":[{"email":"a@example.com"}],"templateId":77}""", "invalid_parameter")]
    [InlineData(
        """{"sender":{"email":"s@example.com"},"to":[{"email":"a@example.com"}],"subject":"s","htmlContent":"h","attachment":[{"name":"a.exe","content":"AAAA"}]}""",
        "invalid_parameter"
    )]
    [InlineData(
        """{"sender":{"email":"s@example.com"},"to":[{"email":"a@example.com"}],"subject":"s","htmlContent":"h","attachment":[{"content":"AAAA"}]}""",
        "missing_parameter"
    )]
    [InlineData(
        """{"sender":{"email":"s@example.com"},"to":[{"email":"a@example.com"}],"subject":"s","htmlContent":"h","scheduledAt":"2020-01-01T00:00:00Z"}""",
        "invalid_parameter"
    )]
    public async Task Send_WhatTheDocumentForbids_IsRefused(string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.PostAsync("smtp/email", body)).ExpectError(400, code);
    }

    // reference derived: htmlContent is ignored when templateId is provided; the template's sender and subject apply unless overridden
    [Fact]
    public async Task Send_FromATemplate_TakesItsBodySubjectAndSenderAndFillsInTheContact()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("FIRSTNAME2");
        brevo.Brevo.AddContact("ada@example.com", new Dictionary<string, string> { ["FIRSTNAME2"] = "Ada" });
        var id = brevo.Brevo.AddEmailTemplate("T", "Hi {{contact.FIRSTNAME2}}", "<p>{{ params.total }}</p>", "shop@example.com");

        (
            await brevo.PostAsync(
                "smtp/email",
                $$"""{"templateId":{{id}},"to":[{"email":"ada@example.com"}],"htmlContent":"<p>ignored</p>","params":{"total":"9 EUR"} }"""
            )
        ).Expect(HttpStatusCode.Created);

        var message = Assert.Single(brevo.Brevo.GetMessages());
        Assert.Equal(
            ("Hi Ada", "<p>9 EUR</p>", "shop@example.com", id),
            (message.Subject, message.HtmlContent, message.Sender, message.TemplateId)
        );
    }

    // reference section 7: /smtp/emails wants one of email, templateId, messageId, and a range of at most one month
    [Fact]
    public async Task Log_OfSentMessages_IsListedShownAndDeleted()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var id = (await brevo.PostAsync("smtp/email", Simple)).Json.GetProperty("messageId").GetString()!;
        brevo.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Opened);

        (await brevo.GetAsync("smtp/emails")).ExpectError(400, "missing_parameter");
        (await brevo.GetAsync("smtp/emails?email=ada%40example.com&startDate=2026-01-01&endDate=2026-03-01")).ExpectError(
            400,
            "out_of_range"
        );
        var list = (await brevo.GetAsync("smtp/emails?email=ada%40example.com")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, list.GetProperty("count").GetInt32());
        var uuid = list.GetProperty("transactionalEmails")[0].GetProperty("uuid").GetString();
        var content = (await brevo.GetAsync($"smtp/emails/{uuid}")).Expect(HttpStatusCode.OK);
        Assert.Equal("<p>Hi</p>", content.GetProperty("body").GetString());
        Assert.Equal(
            ["sent", "delivered", "opened"],
            content.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("name").GetString())
        );

        (await brevo.DeleteAsync("smtp/log/ada%40example.com?from_date=2020-01-01&to_date=2020-02-01")).ExpectError(
            404,
            "document_not_found"
        );
        (await brevo.DeleteAsync($"smtp/log/{Uri.EscapeDataString(id)}")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.GetAsync($"smtp/emails/{uuid}")).ExpectError(404, "document_not_found");
        Assert.Equal(0, (await brevo.GetAsync("smtp/statistics/events")).Json.GetProperty("events").GetArrayLength());
        (await brevo.DeleteAsync($"smtp/log/{Uri.EscapeDataString(id)}")).ExpectError(404, "document_not_found");
        (await brevo.DeleteAsync("smtp/log/neither")).ExpectError(400, "invalid_parameter");
    }

    // reference section 7: /smtp/statistics/events, range <= 90 days, days not with dates, bounces = both kinds
    [Fact]
    public async Task Events_FiltersAndWindows_AreThoseOfTheReference()
    {
        var clock = new FakeTimeProvider(s_now);
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        var id = (await brevo.PostAsync("smtp/email", Simple)).Json.GetProperty("messageId").GetString()!;
        clock.Advance(TimeSpan.FromDays(1));
        brevo.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Clicked, link: "https://example.com/a");
        brevo.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.SoftBounce, reason: "full");

        async Task<string?[]> EventsAsync(string query) =>
            [
                .. (await brevo.GetAsync($"smtp/statistics/events?sort=asc&{query}"))
                    .Expect(HttpStatusCode.OK)
                    .GetProperty("events")
                    .EnumerateArray()
                    .Select(e => e.GetProperty("event").GetString()),
            ];

        Assert.Equal(["requests", "delivered", "clicks", "softBounces"], await EventsAsync("days=2"));
        Assert.Equal(["clicks", "softBounces"], await EventsAsync("days=1"));
        Assert.Equal(["requests", "delivered"], await EventsAsync("startDate=2026-11-01&endDate=2026-11-24"));
        Assert.Equal(["softBounces"], await EventsAsync("event=bounces"));
        Assert.Equal(["clicks"], await EventsAsync("event=clicks&email=ADA%40example.com&messageId=" + Uri.EscapeDataString(id)));
        Assert.Equal(4, (await EventsAsync("tags=" + Uri.EscapeDataString("""["welcome","other"]"""))).Length);
        Assert.Empty(await EventsAsync("tags=" + Uri.EscapeDataString("""["other"]""")));
        (await brevo.GetAsync("smtp/statistics/events?startDate=2026-01-01&endDate=2026-04-01")).ExpectError(400, "out_of_range");
        (await brevo.GetAsync("smtp/statistics/events?startDate=2026-01-01")).ExpectError(400, "missing_parameter");
        (await brevo.GetAsync("smtp/statistics/events?days=2&startDate=2026-11-01&endDate=2026-11-02")).ExpectError(
            400,
            "invalid_parameter"
        );
        (await brevo.GetAsync("smtp/statistics/events?days=91")).ExpectError(400, "out_of_range");
        (await brevo.GetAsync("smtp/statistics/events?limit=5001")).ExpectError(400, "out_of_range");
        (await brevo.GetAsync("smtp/statistics/events?event=sent")).ExpectError(400, "invalid_parameter");
    }

    [Fact]
    public async Task Reports_OfRecordedEvents_AddUp()
    {
        var clock = new FakeTimeProvider(s_now);
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        var id = (await brevo.PostAsync("smtp/email", Simple)).Json.GetProperty("messageId").GetString()!;
        clock.Advance(TimeSpan.FromDays(1));
        brevo.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Opened);
        brevo.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Opened);

        Assert.Equal(
            """{"range":"2026-11-24|2026-11-25","requests":1,"delivered":1,"hardBounces":0,"softBounces":0,"clicks":0,"uniqueClicks":0,"opens":2,"uniqueOpens":1,"spamReports":0,"blocked":0,"invalid":0,"unsubscribed":0}""",
            (await brevo.GetAsync("smtp/statistics/aggregatedReport?days=2&tag=welcome")).Body
        );
        var days = (await brevo.GetAsync("smtp/statistics/reports?startDate=2026-11-24&endDate=2026-11-25&sort=asc"))
            .Expect(HttpStatusCode.OK)
            .GetProperty("reports");
        Assert.Equal(("2026-11-24", 1, 0), Day(days[0]));
        Assert.Equal(("2026-11-25", 0, 2), Day(days[1]));
        (await brevo.GetAsync("smtp/statistics/reports?days=31")).ExpectError(400, "out_of_range");

        static (string?, int, int) Day(JsonElement day) =>
            (day.GetProperty("date").GetString(), day.GetProperty("requests").GetInt32(), day.GetProperty("opens").GetInt32());
    }

    // reference section 9: a webhook tells message-id and X-Mailin-custom, so that a click is joined with the order that it came from
    [Fact]
    public async Task Record_Click_IsToldToWebhooksWithTheHeaderOfTheMessage()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        (await brevo.PostAsync("webhooks", $$"""{"url":"{{receiver.Address}}","events":["click"],"type":"transactional"}""")).Expect(
            HttpStatusCode.Created
        );
        var id = (await brevo.PostAsync("smtp/email", Simple[..^1] + ""","headers":{"X-Mailin-custom":"order:7"}}"""))
            .Json.GetProperty("messageId")
            .GetString()!;

        brevo.Brevo.RecordMessageEvent(id, BrevoEmulatorMessageEvent.Clicked, link: "https://example.com/a");

        var told = (await receiver.NextAsync()).Json;
        Assert.Equal("click", told.GetProperty("event").GetString());
        Assert.Equal(id, told.GetProperty("message-id").GetString());
        Assert.Equal("order:7", told.GetProperty("X-Mailin-custom").GetString());
        Assert.Equal("https://example.com/a", told.GetProperty("link").GetString());
    }
}
