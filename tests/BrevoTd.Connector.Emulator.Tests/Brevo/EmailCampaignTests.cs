using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class EmailCampaignTests
{
    private const string Draft =
        """{"name":"June","sender":{"email":"shop@example.com","name":"Shop"},"subject":"Hello","htmlContent":"<p>Hello there</p>","tag":"news"}""";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero));

    // reference §8: scheduledAt can be "" (empty string); statistics must be requested
    [Fact]
    public async Task Get_Draft_EmptyScheduleAndStatisticsOfZeros()
    {
        await using var brevo = await StartAsync();
        var id = await CreateAsync(brevo, Draft);

        var campaign = (await brevo.GetAsync($"emailCampaigns/{id}")).Expect(HttpStatusCode.OK);

        Assert.Equal("", campaign.GetProperty("scheduledAt").GetString());
        Assert.Equal("draft", campaign.GetProperty("status").GetString());
        Assert.Equal("classic", campaign.GetProperty("type").GetString());
        Assert.Equal("Hello", campaign.GetProperty("subject").GetString());
        Assert.Equal("2026-06-01T08:00:00.000Z", campaign.GetProperty("createdAt").GetString());
        Assert.Equal(0, campaign.GetProperty("statistics").GetProperty("globalStats").GetProperty("sent").GetInt32());
        Assert.Equal("<p>Hello there</p>", campaign.GetProperty("htmlContent").GetString());
        var shorter = (await brevo.GetAsync($"emailCampaigns/{id}?excludeHtmlContent=true")).Json;
        Assert.Equal("", shorter.GetProperty("htmlContent").GetString());
        (await brevo.GetAsync("emailCampaigns/99")).ExpectError(404, "document_not_found");
    }

    // reference derived POST /emailCampaigns: mandatory members, exactly one body, exactly one of sender id and email, rules of A/B tests
    [Theory]
    [InlineData("{}", "missing_parameter")]
    [InlineData("""{"name":"n","sender":{},"subject":"s","htmlContent":"<p>Hello there</p>"}""", "missing_parameter")]
    [InlineData(
        """{"name":"n","sender":{"id":1,"email":"a@example.com"},"subject":"s","htmlContent":"<p>Hello there</p>"}""",
        "invalid_parameter"
    )]
    [InlineData("""{"name":"n","sender":{"id":1},"subject":"s"}""", "missing_parameter")]
    [InlineData("""{"name":"n","sender":{"id":1},"subject":"s","htmlContent":"<p>Hello there</p>","templateId":1}""", "invalid_parameter")]
    [InlineData("""{"name":"n","sender":{"id":1},"subject":"s","htmlContent":"0123456789"}""", "invalid_parameter")]
    [InlineData("""{"name":"n","sender":{"id":1},"htmlContent":"<p>Hello there</p>"}""", "missing_parameter")]
    [InlineData("""{"name":"n","sender":{"id":1},"templateId":1,"abTesting":true,"subjectA":"a"}""", "missing_parameter")]
    [InlineData("""{"name":"n","sender":{"id":1},"templateId":1,"abTesting":true,"subjectA":"a","subjectB":"a"}""", "invalid_parameter")]
    [InlineData(
        """{"name":"n","sender":{"id":1},"templateId":1,"abTesting":true,"subjectA":"a","subjectB":"b","sendAtBestTime":true}""",
        "invalid_parameter"
    )]
    [InlineData(
        """{"name":"n","sender":{"id":1},"templateId":1,"abTesting":true,"subjectA":"a","subjectB":"b","splitRule":25}""",
        "missing_parameter"
    )]
    [InlineData(
        """{"name":"n","sender":{"id":1},"subject":"s","templateId":1,"scheduledAt":"2026-06-02T00:00:00Z"}""",
        "missing_parameter"
    )]
    [InlineData(
        """{"name":"n","sender":{"id":1},"subject":"s","templateId":1,"recipients":{"listIds":[2]},"scheduledAt":"2026-06-01T07:00:00Z"}""",
        "invalid_parameter"
    )]
    [InlineData("""{"name":"n","sender":{"id":1},"subject":"s","templateId":1,"recipients":{"listIds":[99]}}""", "invalid_parameter")]
    [InlineData("""{"name":"n","sender":{"id":1},"subject":"s","templateId":1,"recipients":{"segmentIds":[1]}}""", "invalid_parameter")]
    [InlineData("""{"name":"n","sender":{"id":1},"subject":"s","templateId":1,"tag":{}}""", "invalid_parameter")]
    public async Task Post_Refused_400(string body, string code)
    {
        await using var brevo = await StartAsync();
        (await brevo.PostAsync("emailCampaigns", body)).ExpectError(400, code);
    }

    [Fact]
    public async Task SendNow_ListWithExclusions_ReachesMembersWhoMayBeWrittenTo()
    {
        await using var brevo = await StartAsync();
        var (wanted, excluded) = (brevo.Brevo.AddList("wanted"), brevo.Brevo.AddList("excluded"));
        brevo.Brevo.AddContact("in@example.com", null, wanted, 2);
        brevo.Brevo.AddContact("second@example.org", null, 2);
        brevo.Brevo.AddContact("excluded@example.com", null, wanted, excluded);
        brevo.Brevo.AddContact("elsewhere@example.com");
        (await brevo.PostAsync("contacts", $$"""{"email":"blocked@example.com","listIds":[{{wanted}}],"emailBlacklisted":true}""")).Expect(
            HttpStatusCode.Created
        );
        var id = await CreateAsync(brevo, Draft);
        (await brevo.PostAsync($"emailCampaigns/{id}/sendNow", "")).ExpectError(400, "missing_parameter");
        (
            await brevo.PutAsync(
                $"emailCampaigns/{id}",
                $$$"""{"recipients":{"listIds":[{{{wanted}}},2],"exclusionListIds":[{{{excluded}}}]}}"""
            )
        ).ExpectNothing(HttpStatusCode.NoContent);

        (await brevo.PostAsync($"emailCampaigns/{id}/sendNow", "")).ExpectNothing(HttpStatusCode.NoContent);

        var campaign = (await brevo.GetAsync($"emailCampaigns/{id}?statistics=globalStats")).Expect(HttpStatusCode.OK);
        Assert.Equal("sent", campaign.GetProperty("status").GetString());
        Assert.Equal("2026-06-01T08:00:00.000Z", campaign.GetProperty("sentDate").GetString());
        var statistics = campaign.GetProperty("statistics");
        Assert.Equal(2, statistics.GetProperty("globalStats").GetProperty("sent").GetInt32());
        Assert.Equal(2, statistics.GetProperty("globalStats").GetProperty("delivered").GetInt32());
        Assert.Equal(
            [(2, 1), (wanted, 1)],
            statistics
                .GetProperty("campaignStats")
                .EnumerateArray()
                .Select(list => (list.GetProperty("listId").GetInt64(), list.GetProperty("sent").GetInt32()))
        );

        // reference §4: campaign_sent is the code of a campaign's state
        (await brevo.PostAsync($"emailCampaigns/{id}/sendNow", "")).ExpectError(400, "campaign_sent");
        (await brevo.PutAsync($"emailCampaigns/{id}", """{"name":"x"}""")).ExpectError(400, "campaign_sent");
    }

    // reference derived POST /emailCampaigns: segmentIds and exclusionSegmentIds
    [Fact]
    public async Task SendNow_Segments_ReachesThoseWhoAreInThemThen()
    {
        await using var brevo = await StartAsync();
        var com = brevo.Brevo.AddSegment("com", contact => contact.Email!.EndsWith(".com", StringComparison.Ordinal));
        var bob = brevo.Brevo.AddSegment("bob", contact => contact.Email!.StartsWith("bob", StringComparison.Ordinal));
        var id = await CreateAsync(
            brevo,
            $$"""
            {"name":"n","sender":{"id":1},"subject":"s","templateId":1,"recipients":{"segmentIds":[{{com}}],"exclusionSegmentIds":[{{bob}}]} }
            """
        );
        brevo.Brevo.AddContact("ada@example.com");
        brevo.Brevo.AddContact("bob@example.com");
        brevo.Brevo.AddContact("carl@example.org");

        (await brevo.PostAsync($"emailCampaigns/{id}/sendNow", "")).ExpectNothing(HttpStatusCode.NoContent);

        brevo.Brevo.RecordCampaignEvent(id, "ada@example.com", BrevoEmulatorCampaignEvent.Opened);
        var statistics = await StatisticsAsync(brevo, id, "globalStats");
        AssertFigures(statistics.GetProperty("globalStats"), """{"sent":1,"uniqueViews":1}""");
        Assert.Equal("[]", statistics.GetProperty("campaignStats").GetRawText());
        var recipients = (await brevo.GetAsync($"emailCampaigns/{id}")).Json.GetProperty("recipients");
        Assert.Equal($"[{com}]", recipients.GetProperty("segments").GetRawText());
        Assert.Equal($"[{bob}]", recipients.GetProperty("excludedSegments").GetRawText());
    }

    [Fact]
    public async Task Schedule_ClockReachesIt_IsSentAtItsTime()
    {
        await using var brevo = await StartAsync();
        brevo.Brevo.AddContact("a@example.com", null, 2);
        var id = await CreateAsync(brevo, Draft);
        (
            await brevo.PutAsync($"emailCampaigns/{id}", """{"recipients":{"listIds":[2]},"scheduledAt":"2026-06-02T10:00:00+02:00"}""")
        ).ExpectNothing(HttpStatusCode.NoContent);
        var waiting = (await brevo.GetAsync($"emailCampaigns/{id}")).Json;
        Assert.Equal("queued", waiting.GetProperty("status").GetString());
        Assert.Equal("2026-06-02T08:00:00.000Z", waiting.GetProperty("scheduledAt").GetString());
        // reference derived DELETE: scheduled campaigns answer 403
        (await brevo.DeleteAsync($"emailCampaigns/{id}")).ExpectError(403, "permission_denied");

        _clock.Advance(TimeSpan.FromHours(25));

        var sent = (await brevo.GetAsync($"emailCampaigns/{id}")).Json;
        Assert.Equal("sent", sent.GetProperty("status").GetString());
        Assert.Equal("2026-06-02T08:00:00.000Z", sent.GetProperty("sentDate").GetString());
    }

    [Fact]
    public async Task Status_FromStateToState_AsTheReferenceSays()
    {
        await using var brevo = await StartAsync();
        brevo.Brevo.AddContact("a@example.com", null, 2);
        var id = await CreateAsync(brevo, Draft);
        (
            await brevo.PutAsync($"emailCampaigns/{id}", """{"recipients":{"listIds":[2]},"scheduledAt":"2026-06-02T10:00:00Z"}""")
        ).ExpectNothing(HttpStatusCode.NoContent);
        foreach (
            var (change, state) in ((string, string)[])
                [
                    ("suspended", "suspended"),
                    ("queued", "queued"),
                    ("cancel", "cancelled"),
                    ("draft", "draft"),
                    ("sent", "sent"),
                    ("archive", "archive"),
                    ("darchive", "sent"),
                ]
        )
        {
            (await brevo.PutAsync($"emailCampaigns/{id}/status", $$"""{"status":"{{change}}"}""")).ExpectNothing(HttpStatusCode.NoContent);
            Assert.Equal(state, (await brevo.GetAsync($"emailCampaigns/{id}")).Json.GetProperty("status").GetString());
        }

        (await brevo.PutAsync($"emailCampaigns/{id}/status", """{"status":"suspended"}""")).ExpectError(400, "invalid_parameter");
        (await brevo.PutAsync($"emailCampaigns/{id}/status", """{"status":"replicateTemplate"}""")).ExpectError(400, "invalid_parameter");
        (await brevo.PutAsync($"emailCampaigns/{id}/status", """{"status":"replicate"}""")).ExpectNothing(HttpStatusCode.NoContent);
        var copy = (await brevo.GetAsync($"emailCampaigns/{id + 1}")).Json;
        Assert.Equal("Copy of June", copy.GetProperty("name").GetString());
        Assert.Equal("draft", copy.GetProperty("status").GetString());
        Assert.Equal("Hello", copy.GetProperty("subject").GetString());
        (await brevo.DeleteAsync($"emailCampaigns/{id + 1}")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.GetAsync($"emailCampaigns/{id + 1}")).ExpectError(404, "document_not_found");
    }

    // reference §8: one value of statistics per call; linksStats = map url -> number or object {nbClick}
    [Theory]
    [InlineData(false, """{"https://a.example":2,"https://b.example":1}""")]
    [InlineData(true, """{"https://a.example":{"nbClick":2},"https://b.example":{"nbClick":1}}""")]
    public async Task Statistics_OfRecordedEvents_OnlyThePartThatWasAskedFor(bool objects, string links)
    {
        await using var brevo = await StartAsync(options => options.BrevoChoices = new() { LinkStatisticsAsObjects = objects });
        var id = await SentAsync(brevo, "a@one.example", "b@one.example", "c@two.example", "d@two.example");
        brevo.Brevo.RecordCampaignEvent(id, "A@one.example", BrevoEmulatorCampaignEvent.Opened);
        brevo.Brevo.RecordCampaignEvent(id, "a@one.example", BrevoEmulatorCampaignEvent.Opened);
        brevo.Brevo.RecordCampaignEvent(id, "b@one.example", BrevoEmulatorCampaignEvent.ProxyOpened);
        brevo.Brevo.RecordCampaignEvent(id, "a@one.example", BrevoEmulatorCampaignEvent.Clicked, "https://a.example");
        brevo.Brevo.RecordCampaignEvent(id, "a@one.example", BrevoEmulatorCampaignEvent.Clicked, "https://a.example");
        brevo.Brevo.RecordCampaignEvent(id, "a@one.example", BrevoEmulatorCampaignEvent.Clicked, "https://b.example");
        brevo.Brevo.RecordCampaignEvent(id, "b@one.example", BrevoEmulatorCampaignEvent.Unsubscribed);
        brevo.Brevo.RecordCampaignEvent(id, "c@two.example", BrevoEmulatorCampaignEvent.HardBounced);
        brevo.Brevo.RecordCampaignEvent(id, "d@two.example", BrevoEmulatorCampaignEvent.SoftBounced);

        var global = await StatisticsAsync(brevo, id, "globalStats");
        AssertFigures(
            global.GetProperty("globalStats"),
            """{"sent":4,"delivered":2,"viewed":3,"uniqueViews":2,"appleMppOpens":1,"trackableViews":1,"clickers":3,"uniqueClicks":1,"unsubscriptions":1,"hardBounces":1,"softBounces":1,"opensRate":50,"trackableViewsRate":50,"returnBounce":2,"complaints":0}"""
        );
        Assert.Equal("{}", global.GetProperty("linksStats").GetRawText());
        Assert.Equal(links, (await StatisticsAsync(brevo, id, "linksStats")).GetProperty("linksStats").GetRawText());
        var domains = await StatisticsAsync(brevo, id, "statsByDomain");
        AssertFigures(domains.GetProperty("statsByDomain").GetProperty("two.example"), """{"sent":2,"delivered":0,"hardBounces":1}""");
        AssertFigures(domains.GetProperty("globalStats"), """{"sent":0}""");
        var devices = await StatisticsAsync(brevo, id, "statsByDevice");
        AssertFigures(
            devices.GetProperty("statsByDevice").GetProperty("unknown").GetProperty("unknown"),
            """{"clickers":3,"uniqueClicks":1,"viewed":3,"uniqueViews":2}"""
        );
        var browsers = await StatisticsAsync(brevo, id, "statsByBrowser");
        AssertFigures(browsers.GetProperty("statsByBrowser").GetProperty("unknown"), """{"uniqueViews":2}""");

        (await brevo.GetAsync("emailCampaigns?statistics=statsByDevice")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync($"emailCampaigns/{id}?statistics=all")).ExpectError(400, "invalid_parameter");
        Assert.True(brevo.Brevo.FindContact("b@one.example")!.EmailBlacklisted);
        Assert.True(brevo.Brevo.FindContact("c@two.example")!.EmailBlacklisted);
        Assert.False(brevo.Brevo.FindContact("d@two.example")!.EmailBlacklisted);
    }

    // reference §9 Marketing fields: camp_id, "campaign name" with a space, date_sent, URL of a click
    [Fact]
    public async Task Webhook_OfACampaign_TellsOfItsNameAndOfTheLink()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var brevo = await StartAsync();
        (
            await brevo.PostAsync("webhooks", $$"""{"url":"{{receiver.Address}}","type":"marketing","events":["delivered","click"]}""")
        ).Expect(HttpStatusCode.Created);
        var id = await SentAsync(brevo, "a@example.com");

        // A delivery that is on its way would be timed out by the clock.
        await brevo.Brevo.WaitForWebhooksAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMinutes(1));
        brevo.Brevo.RecordCampaignEvent(id, "a@example.com", BrevoEmulatorCampaignEvent.Clicked, "https://a.example");
        await brevo.Brevo.WaitForWebhooksAsync(TestContext.Current.CancellationToken);

        var calls = brevo.Brevo.WebhookCalls.Select(call => JsonDocument.Parse(call.Body).RootElement).ToList();

        Assert.Equal(["delivered", "click"], calls.Select(call => call.GetProperty("event").GetString()));
        Assert.All(calls, call => Assert.Equal(id, call.GetProperty("camp_id").GetInt64()));
        Assert.All(calls, call => Assert.Equal("June", call.GetProperty("campaign name").GetString()));
        Assert.All(
            calls,
            call => Assert.Equal(_clock.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds(), call.GetProperty("ts_sent").GetInt64())
        );
        Assert.Equal("https://a.example", calls[1].GetProperty("URL").GetString());
    }

    [Fact]
    public async Task RecordCampaignEvent_OfWhatCannotHappen_SaysWhy()
    {
        await using var brevo = await StartAsync();
        var draft = await CreateAsync(brevo, Draft);
        var sent = await SentAsync(brevo, "a@example.com");

        var unsent = Assert.Throws<ArgumentException>(() =>
            brevo.Brevo.RecordCampaignEvent(draft, "a@example.com", BrevoEmulatorCampaignEvent.Opened)
        );
        Assert.Contains("Send it first", unsent.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() =>
            brevo.Brevo.RecordCampaignEvent(sent, "nobody@example.com", BrevoEmulatorCampaignEvent.Opened)
        );
        Assert.Throws<ArgumentException>(() => brevo.Brevo.RecordCampaignEvent(sent, "a@example.com", BrevoEmulatorCampaignEvent.Clicked));
        Assert.Throws<ArgumentException>(() => brevo.Brevo.RecordCampaignEvent(99, "a@example.com", BrevoEmulatorCampaignEvent.Opened));
    }

    // reference overrides GET /emailCampaigns: limit 1 to 100, default 50; dates with status sent only, together, span at most 2 years, not in the future
    [Fact]
    public async Task List_FiltersAndPages_AsTheReferenceSays()
    {
        await using var brevo = await StartAsync();
        var sent = await SentAsync(brevo, "a@example.com");
        var draft = await CreateAsync(
            brevo,
            Draft.Replace("\"tag\"", "\"attachmentUrl\":\"https://a.example/x.pdf\",\"tag\"", StringComparison.Ordinal)
        );

        Assert.Equal([draft, sent], await IdsAsync(brevo, "emailCampaigns"));
        Assert.Equal([sent, draft], await IdsAsync(brevo, "emailCampaigns?sort=asc"));
        Assert.Equal([sent], await IdsAsync(brevo, "emailCampaigns?status=sent"));
        Assert.Equal([sent], await IdsAsync(brevo, "emailCampaigns?excludePdfAttachment=true"));
        Assert.Equal([draft], await IdsAsync(brevo, "emailCampaigns?limit=1"));
        Assert.Empty(await IdsAsync(brevo, "emailCampaigns?type=trigger"));
        Assert.Equal([sent], await IdsAsync(brevo, "emailCampaigns?startDate=2026-05-31T00:00:00Z&endDate=2026-06-01T08:00:00Z"));
        Assert.Empty(await IdsAsync(brevo, "emailCampaigns?startDate=2026-05-30T00:00:00Z&endDate=2026-05-31T08:00:00Z"));
        foreach (
            var (query, code) in ((string, string)[])
                [
                    ("limit=0", "out_of_range"),
                    ("limit=101", "out_of_range"),
                    ("status=in_process", "invalid_parameter"),
                    ("startDate=2026-05-31T00:00:00Z", "missing_parameter"),
                    ("startDate=2026-05-31T00:00:00Z&endDate=2026-06-02T00:00:00Z", "invalid_parameter"),
                    ("startDate=2026-05-31T00:00:00Z&endDate=2026-06-01T00:00:00Z&status=draft", "invalid_parameter"),
                    ("startDate=2024-05-31T00:00:00Z&endDate=2026-06-01T00:00:00Z", "out_of_range"),
                ]
        )
            (await brevo.GetAsync($"emailCampaigns?{query}")).ExpectError(400, code);
    }

    // reference overrides GET /emailCampaigns, statsWindow: the listing covers events of the last 6 months
    [Fact]
    public async Task List_StatisticsOlderThanSixMonths_AreInTheSingleCampaignOnly()
    {
        await using var brevo = await StartAsync();
        var id = await SentAsync(brevo, "a@example.com");
        _clock.Advance(TimeSpan.FromDays(200));

        var listed = (await brevo.GetAsync("emailCampaigns?statistics=globalStats")).Json.GetProperty("campaigns")[0];
        AssertFigures(listed.GetProperty("statistics").GetProperty("globalStats"), """{"sent":0}""");
        AssertFigures((await StatisticsAsync(brevo, id, "globalStats")).GetProperty("globalStats"), """{"sent":1}""");
    }

    // reference §5: POST /emailCampaigns/{id}/exportRecipients answers 202 processId
    [Fact]
    public async Task ExportRecipients_OfEachKind_WritesWhoBelongsToIt()
    {
        await using var brevo = await StartAsync();
        var id = await SentAsync(brevo, "a@example.com", "b@example.com");
        brevo.Brevo.RecordCampaignEvent(id, "a@example.com", BrevoEmulatorCampaignEvent.Opened);
        foreach (
            var (which, recipients) in ((string, string[])[])
                [
                    ("all", ["a@example.com", "b@example.com"]),
                    ("openers", ["a@example.com"]),
                    ("nonOpeners", ["b@example.com"]),
                    ("clickers", []),
                    ("nonClickers", ["a@example.com", "b@example.com"]),
                ]
        )
        {
            var accepted = (await brevo.PostAsync($"emailCampaigns/{id}/exportRecipients", $$"""{"recipientsType":"{{which}}"}""")).Expect(
                HttpStatusCode.Accepted
            );
            var process = await brevo.EndOfProcessAsync(accepted.GetProperty("processId").GetInt64());
            Assert.Equal("CAMPAIGN_USER_DETAILS", process.GetProperty("name").GetString());
            using var client = new HttpClient();
            var text = await client.GetStringAsync(process.GetProperty("export_url").GetString(), TestContext.Current.CancellationToken);
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("EMAIL;SEND_DATE;EVENT_DATE", lines[0]);
            Assert.Equal(recipients, lines.Skip(1).Select(line => line.Split(';')[0]));
        }

        (await brevo.PostAsync($"emailCampaigns/{id}/exportRecipients", "{}")).ExpectError(400, "missing_parameter");
        (await brevo.PostAsync($"emailCampaigns/{id}/exportRecipients", """{"recipientsType":"friends"}""")).ExpectError(
            400,
            "invalid_parameter"
        );
        var draft = await CreateAsync(brevo, Draft);
        (await brevo.PostAsync($"emailCampaigns/{draft}/exportRecipients", """{"recipientsType":"all"}""")).ExpectError(
            400,
            "invalid_parameter"
        );
    }

    // reference §3: 50 campaign test e-mails per day
    [Fact]
    public async Task SendTest_MoreThanFiftyADay_Refused()
    {
        await using var brevo = await StartAsync();
        var id = await CreateAsync(brevo, Draft);
        var fifty = JsonSerializer.Serialize(Enumerable.Range(0, 50).Select(n => $"t{n}@example.com"));
        (await brevo.PostAsync($"emailCampaigns/{id}/sendTest", $$"""{"emailTo":{{fifty}}}""")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync($"emailCampaigns/{id}/sendTest", """{"emailTo":["a@example.com"]}""")).ExpectError(400, "invalid_parameter");
        _clock.Advance(TimeSpan.FromDays(1));
        (await brevo.PostAsync($"emailCampaigns/{id}/sendTest", """{"emailTo":["a@example.com"]}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );
        Assert.True((await brevo.GetAsync($"emailCampaigns/{id}")).Json.GetProperty("testSent").GetBoolean());
    }

    [Fact]
    public async Task SendReport_OfSentCampaignsOnly()
    {
        await using var brevo = await StartAsync();
        var draft = await CreateAsync(brevo, Draft);
        var sent = await SentAsync(brevo, "a@example.com");
        const string body = """{"email":{"to":["boss@example.com"],"body":"Here"},"language":"en"}""";
        (await brevo.PostAsync($"emailCampaigns/{sent}/sendReport", body)).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync($"emailCampaigns/{draft}/sendReport", body)).ExpectError(400, "invalid_parameter");
        (await brevo.PostAsync($"emailCampaigns/{sent}/sendReport", """{"email":{"to":[],"body":"x"}}""")).ExpectError(
            400,
            "missing_parameter"
        );
    }

    [Fact]
    public async Task AbTestResult_OfRecordedEvents_NamesTheBetterVersion()
    {
        await using var brevo = await StartAsync();
        brevo.Brevo.AddContact("odd@example.com", null, 2);
        brevo.Brevo.AddContact("even@example.com", null, 2);
        var id = await CreateAsync(
            brevo,
            """{"name":"n","sender":{"id":1},"templateId":1,"abTesting":true,"subjectA":"a","subjectB":"b","splitRule":50,"recipients":{"listIds":[2]}}"""
        );
        Assert.Equal(
            "notAvailable",
            (await brevo.GetAsync($"emailCampaigns/{id}/abTestCampaignResult")).Json.GetProperty("winningVersion").GetString()
        );
        (await brevo.PostAsync($"emailCampaigns/{id}/sendNow", "")).ExpectNothing(HttpStatusCode.NoContent);
        brevo.Brevo.RecordCampaignEvent(id, "odd@example.com", BrevoEmulatorCampaignEvent.Opened);
        brevo.Brevo.RecordCampaignEvent(id, "odd@example.com", BrevoEmulatorCampaignEvent.Clicked, "https://a.example");

        var result = (await brevo.GetAsync($"emailCampaigns/{id}/abTestCampaignResult")).Expect(HttpStatusCode.OK);

        Assert.Equal("B", result.GetProperty("winningVersion").GetString());
        Assert.Equal("b", result.GetProperty("winningSubjectLine").GetString());
        Assert.Equal("100%", result.GetProperty("openRate").GetString());
        Assert.Equal("0%", result.GetProperty("statistics").GetProperty("openers").GetProperty("Version A").GetString());
        Assert.Equal("https://a.example", result.GetProperty("clickedLinks").GetProperty("Version B")[0].GetProperty("link").GetString());
        var other = await CreateAsync(brevo, Draft);
        (await brevo.GetAsync($"emailCampaigns/{other}/abTestCampaignResult")).ExpectError(400, "invalid_parameter");
    }

    [Fact]
    public async Task Campaigns_InAFolder_SurviveARestart()
    {
        var folder = Directory.CreateTempSubdirectory("campaigns").FullName;
        try
        {
            long id;
            await using (var brevo = await StartAsync(options => options.Folder = folder))
            {
                var gone = await CreateAsync(brevo, Draft);
                id = await CreateAsync(brevo, Draft);
                (await brevo.DeleteAsync($"emailCampaigns/{gone}")).ExpectNothing(HttpStatusCode.NoContent);
                (
                    await brevo.PutAsync($"emailCampaigns/{id}", """{"recipients":{"listIds":[2]},"scheduledAt":"2026-06-01T09:00:00Z"}""")
                ).ExpectNothing(HttpStatusCode.NoContent);
            }

            _clock.Advance(TimeSpan.FromHours(2));
            await using var restarted = await StartAsync(options => options.Folder = folder);
            Assert.Equal([id], await IdsAsync(restarted, "emailCampaigns"));
            var campaign = (await restarted.GetAsync($"emailCampaigns/{id}")).Json;
            Assert.Equal("sent", campaign.GetProperty("status").GetString());
            Assert.Equal("2026-06-01T09:00:00.000Z", campaign.GetProperty("sentDate").GetString());
            Assert.Equal("June", campaign.GetProperty("name").GetString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<BrevoHttp> StartAsync(Action<ConnectorEmulatorOptions>? configure = null) =>
        BrevoHttp.StartAsync(options =>
        {
            options.TimeProvider = _clock;
            configure?.Invoke(options);
        });

    private static async Task<long> CreateAsync(BrevoHttp brevo, string body) =>
        (await brevo.PostAsync("emailCampaigns", body)).Expect(HttpStatusCode.Created).GetProperty("id").GetInt64();

    private static async Task<long> SentAsync(BrevoHttp brevo, params string[] recipients)
    {
        foreach (var email in recipients)
            brevo.Brevo.AddContact(email, null, 2);
        var id = await CreateAsync(brevo, Draft);
        (await brevo.PutAsync($"emailCampaigns/{id}", """{"recipients":{"listIds":[2]}}""")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync($"emailCampaigns/{id}/sendNow", "")).ExpectNothing(HttpStatusCode.NoContent);
        return id;
    }

    private static async Task<JsonElement> StatisticsAsync(BrevoHttp brevo, long id, string part) =>
        (await brevo.GetAsync($"emailCampaigns/{id}?statistics={part}")).Expect(HttpStatusCode.OK).GetProperty("statistics");

    private static async Task<List<long>> IdsAsync(BrevoHttp brevo, string path) =>
        [
            .. (await brevo.GetAsync(path))
                .Expect(HttpStatusCode.OK)
                .GetProperty("campaigns")
                .EnumerateArray()
                .Select(static campaign => campaign.GetProperty("id").GetInt64()),
        ];

    private static void AssertFigures(JsonElement figures, string expected)
    {
        foreach (var figure in JsonDocument.Parse(expected).RootElement.EnumerateObject())
            Assert.True(
                figure.Value.GetDouble() == figures.GetProperty(figure.Name).GetDouble(),
                $"{figure.Name}: {figures.GetProperty(figure.Name)} instead of {figure.Value}"
            );
    }
}
