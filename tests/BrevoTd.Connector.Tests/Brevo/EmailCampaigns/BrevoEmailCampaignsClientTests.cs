using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoEmailCampaignsClientTests
{
    private static readonly DateTimeOffset s_time = new(2026, 6, 1, 0, 30, 0, TimeSpan.FromHours(2));

    private static readonly CreateEmailCampaignRequest s_draft = new()
    {
        Name = "June",
        Sender = new() { Id = 3 },
        Subject = "Hello",
        HtmlContent = "<p>Hello there</p>",
    };

    [Fact]
    public async Task GetAsync_WithEveryStatistic_ReadsNumbersAndObjects()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "emailCampaigns/22",
                200,
                """
                {"id":22,"name":"Weekly - 1","subject":"Week 1","type":"classic","status":"in_process","scheduledAt":"","sentDate":"2018-12-01T16:30:00Z",
                 "sender":{"email":"newsletter@example.com","name":"Newsletter","id":26},"tags":["Weekly","Newsletter"],"utmID":22,"added_later":{"x":[1]},
                 "recipients":{"lists":[22],"exclusionLists":[45],"segments":[7],"excludedSegments":[8]},
                 "statistics":{
                   "globalStats":{"sent":19887,"delivered":19765,"opensRate":29.54,"appleMppOpens":null,"viewed":"8999"},
                   "campaignStats":[{"listId":22,"sent":19887,"deferred":30}],
                   "mirrorClick":120,"remaining":1000,
                   "linksStats":{"http://one.example":{"nbClick":80},"http://two.example":7,"http://three.example":"3","http://four.example":{}},
                   "statsByDomain":{"gmail":{"sent":5}},
                   "statsByDevice":{"desktop":{"mac":{"clickers":1,"viewed":2}},"mobile":{"iPhone":{"uniqueViews":4}}},
                   "statsByBrowser":{"safari":{"uniqueClicks":9}}}}
                """
            );

        var campaign = await wire.Client.EmailCampaigns.GetAsync(22, CampaignStatisticsKind.LinksStats, excludeHtmlContent: true);

        Assert.Equal("/v3/emailCampaigns/22?statistics=linksStats&excludeHtmlContent=true", wire.LastRequest.PathAndQuery);
        Assert.Equal(22, campaign.Id);
        Assert.Equal(EmailCampaignStatus.InProcess, campaign.Status);
        Assert.Equal("in_process", campaign.Status!.Value.Value);
        Assert.Equal(EmailCampaignType.Classic, campaign.Type);
        Assert.Null(campaign.ScheduledAt);
        Assert.Equal(new DateTimeOffset(2018, 12, 1, 16, 30, 0, TimeSpan.Zero), campaign.SentDate);
        Assert.Equal(26, campaign.Sender!.Id);
        Assert.Equal(["Weekly", "Newsletter"], campaign.Tags!);
        Assert.Equal(22, campaign.UtmId);
        Assert.Equal([22], campaign.Recipients!.Lists!);
        Assert.Equal([45], campaign.Recipients.ExclusionLists!);
        Assert.Equal([7], campaign.Recipients.Segments!);
        Assert.Equal([8], campaign.Recipients.ExcludedSegments!);
        var statistics = campaign.Statistics!;
        Assert.Equal(19887, statistics.GlobalStats!.Sent);
        Assert.Equal(29.54, statistics.GlobalStats.OpensRate);
        Assert.Null(statistics.GlobalStats.AppleMppOpens);
        Assert.Equal(8999, statistics.GlobalStats.Viewed);
        Assert.Equal(22, statistics.CampaignStats!.Single().ListId);
        Assert.Equal(120, statistics.MirrorClick);
        Assert.Equal(1000, statistics.Remaining);
        Assert.Equal(80, statistics.LinksStats!["http://one.example"]);
        Assert.Equal(7, statistics.LinksStats["http://two.example"]);
        Assert.Equal(3, statistics.LinksStats["http://three.example"]);
        Assert.Equal(0, statistics.LinksStats["http://four.example"]);
        Assert.Equal(5, statistics.StatsByDomain!["gmail"].Sent);
        Assert.Equal(("mac", (long?)2), statistics.StatsByDevice!.Desktop!.Select(system => (system.Name, system.Viewed)).Single());
        Assert.Equal(("iPhone", (long?)4), statistics.StatsByDevice.Mobile!.Select(system => (system.Name, system.UniqueViews)).Single());
        Assert.Null(statistics.StatsByDevice.Tablet);
        Assert.Equal(("safari", (long?)9), statistics.StatsByBrowser!.Select(browser => (browser.Name, browser.UniqueClicks)).Single());
    }

    [Fact]
    public async Task GetAsync_WithEmptyArraysForObjects_ReadsNothingThere()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "emailCampaigns/22",
                200,
                """
                {"id":22,"status":"added_later","sender":[],"recipients":null,"tags":"one","splitRule":"","scheduledAt":null,
                 "statistics":{"globalStats":[],"campaignStats":[],"linksStats":[],"statsByDomain":[],"statsByDevice":[],"statsByBrowser":{"x":0}}}
                """
            );

        var campaign = await wire.Client.EmailCampaigns.GetAsync(22);

        Assert.Equal("/v3/emailCampaigns/22", wire.LastRequest.PathAndQuery);
        Assert.Equal("added_later", campaign.Status!.Value.Value);
        Assert.Null(campaign.Sender);
        Assert.Null(campaign.Recipients);
        Assert.Equal(["one"], campaign.Tags!);
        Assert.Null(campaign.SplitRule);
        Assert.Null(campaign.Statistics!.GlobalStats);
        Assert.Empty(campaign.Statistics.LinksStats!);
        Assert.Empty(campaign.Statistics.StatsByDomain!);
        Assert.Null(campaign.Statistics.StatsByDevice);
        Assert.Empty(campaign.Statistics.StatsByBrowser!);
    }

    [Fact]
    public async Task ListAsync_WithFilters_SpellsThemAsTheListingDoes()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "emailCampaigns", 200, """{"campaigns":[{"id":1},{"id":2}],"count":2}""");

        var campaigns = await wire
            .Client.EmailCampaigns.ListAsync(
                new()
                {
                    Type = EmailCampaignType.Classic,
                    Status = new EmailCampaignStatus("in_process"),
                    Statistics = CampaignStatisticsKind.GlobalStats,
                    ExcludeHtmlContent = true,
                    ExcludePdfAttachment = true,
                }
            )
            .ToListAsync();

        Assert.Equal([1, 2], campaigns.Select(campaign => campaign.Id!.Value.Value));
        Assert.StartsWith(
            "/v3/emailCampaigns?type=classic&status=inProcess&statistics=globalStats&excludeHtmlContent=true&excludePdfAttachment=true&limit=100&offset=0&sort=asc",
            wire.LastRequest.PathAndQuery,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ListAsync_OfSentCampaigns_AsksForTheWindow()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "emailCampaigns", 200, """{"count":0}""");

        var campaigns = await wire
            .Client.EmailCampaigns.ListAsync(
                new()
                {
                    Status = EmailCampaignStatus.Sent,
                    SentSince = s_time,
                    SentUntil = s_time.AddDays(1),
                    Order = SortOrder.Descending,
                }
            )
            .ToListAsync();

        Assert.Empty(campaigns);
        Assert.Contains(
            "status=sent&startDate=2026-05-31T22%3A30%3A00.000Z&endDate=2026-06-01T22%3A30%3A00.000Z&",
            wire.LastRequest.PathAndQuery,
            StringComparison.Ordinal
        );
        Assert.EndsWith("sort=desc", wire.LastRequest.PathAndQuery, StringComparison.Ordinal);
    }

    public static TheoryData<EmailCampaignQuery, string> WrongQueries =>
        new()
        {
            {
                new() { SentSince = s_time },
                "SentUntil"
            },
            {
                new() { SentUntil = s_time },
                "SentSince"
            },
            {
                new() { SentSince = s_time, SentUntil = s_time.AddDays(-1) },
                "later"
            },
            {
                new() { SentSince = s_time, SentUntil = s_time.AddYears(2).AddSeconds(1) },
                "2 years"
            },
            {
                new()
                {
                    SentSince = s_time,
                    SentUntil = s_time,
                    Status = EmailCampaignStatus.Queued,
                },
                "Status"
            },
            {
                new() { Statistics = CampaignStatisticsKind.StatsByDevice },
                "GetAsync"
            },
            {
                new() { Statistics = CampaignStatisticsKind.StatsByBrowser },
                "GetAsync"
            },
        };

    [Theory]
    [MemberData(nameof(WrongQueries))]
    public async Task ListAsync_OfAQueryThatBrevoRefuses_SaysWhatToDo(EmailCampaignQuery query, string part)
    {
        await using var wire = BrevoWire.Start();

        var refusal = Assert.Throws<ArgumentException>(() => wire.Client.EmailCampaigns.ListAsync(query));

        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_OfAScheduledCampaign_KeepsTheDayOfItsOffset()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "emailCampaigns", 201, """{"id":5}""");

        var id = await wire.Client.EmailCampaigns.CreateAsync(
            s_draft with
            {
                ScheduledAt = s_time,
                SendAtBestTime = true,
                Recipients = new() { ListIds = [32], ExclusionListIds = [8] },
                Params = new Dictionary<string, AttributeValue> { ["FNAME"] = "Joe", ["AGE"] = 7 },
                EmailExpirationDate = new() { Duration = 2, Unit = EmailExpirationUnit.Weeks },
            }
        );

        Assert.Equal(5, id);
        Assert.Equal(
            """{"name":"June","sender":{"id":3},"subject":"Hello","htmlContent":"\u003Cp\u003EHello there\u003C/p\u003E","recipients":{"listIds":[32],"exclusionListIds":[8]},"scheduledAt":"2026-06-01T00:30:00.000\u002B02:00","sendAtBestTime":true,"params":{"FNAME":"Joe","AGE":7},"emailExpirationDate":{"duration":2,"unit":"weeks"}}""",
            wire.LastRequest.Body
        );
    }

    public static TheoryData<string, CreateEmailCampaignRequest, string> WrongCampaigns =>
        new()
        {
            { "no name", s_draft with { Name = " " }, "Name" },
            { "no sender", s_draft with { Sender = new() { Name = "x" } }, "neither" },
            {
                "two senders",
                s_draft with
                {
                    Sender = new() { Id = 1, Email = "a@example.com" },
                },
                "exactly one"
            },
            { "no body", s_draft with { HtmlContent = null }, "exactly one of HtmlContent, HtmlUrl and TemplateId, and 0" },
            { "two bodies", s_draft with { TemplateId = 5 }, "and 2 are set" },
            { "short body", s_draft with { HtmlContent = "0123456789" }, "more than 10" },
            { "large body", s_draft with { HtmlContent = new string('é', 1024 * 512) }, "1,048,576 bytes" },
            { "local body", s_draft with { HtmlContent = null, HtmlUrl = new("file:///page.html") }, "HtmlUrl" },
            { "local attachment", s_draft with { AttachmentUrl = new("page.pdf", UriKind.Relative) }, "AttachmentUrl" },
            { "no subject", s_draft with { Subject = null }, "Subject" },
            { "one version", s_draft with { AbTesting = true, SubjectA = "a" }, "SubjectB" },
            { "one version twice", s_draft with { AbTesting = true, SubjectA = "a", SubjectB = "a" }, "the same" },
            {
                "test at the best time",
                s_draft with
                {
                    AbTesting = true,
                    SubjectA = "a",
                    SubjectB = "b",
                    SendAtBestTime = true,
                },
                "SendAtBestTime"
            },
            {
                "test without groups",
                s_draft with
                {
                    AbTesting = true,
                    SubjectA = "a",
                    SubjectB = "b",
                    Recipients = new() { SegmentIds = [1] },
                },
                "SplitRule"
            },
            {
                "test without a criterion",
                s_draft with
                {
                    AbTesting = true,
                    SubjectA = "a",
                    SubjectB = "b",
                    SplitRule = 25,
                    WinnerDelay = 1,
                },
                "WinnerCriteria"
            },
            { "groups too large", s_draft with { SplitRule = 51 }, "1 to 50" },
            { "test too long", s_draft with { WinnerDelay = 169 }, "168" },
            { "nobody", s_draft with { Recipients = new() { ExclusionListIds = [3] } }, "ListIds or SegmentIds" },
            { "scheduled for nobody", s_draft with { ScheduledAt = s_time }, "Recipients" },
            {
                "expires late",
                s_draft with
                {
                    EmailExpirationDate = new() { Duration = 481, Unit = EmailExpirationUnit.Weeks },
                },
                "480"
            },
            { "warm-up without a start", s_draft with { IpWarmupEnable = true, IncreaseRate = 30 }, "InitialQuota" },
            { "warm-up of one", s_draft with { InitialQuota = 1 }, "InitialQuota" },
            { "shrinking warm-up", s_draft with { IncreaseRate = -1 }, "IncreaseRate" },
        };

    [Theory]
    [MemberData(nameof(WrongCampaigns))]
    public async Task CreateAsync_OfACampaignThatBrevoRefuses_SaysWhatToDoAndSendsNothing(
        string what,
        CreateEmailCampaignRequest request,
        string part
    )
    {
        await using var wire = BrevoWire.Start();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.EmailCampaigns.CreateAsync(request));

        Assert.True(refusal.Message.Contains(part, StringComparison.Ordinal), $"{what}: {refusal.Message}");
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task CreateAsync_OfATestOfHalves_NeedsNoCriterion()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "emailCampaigns", 201, """{"id":5}""");

        await wire.Client.EmailCampaigns.CreateAsync(
            s_draft with
            {
                Subject = null,
                AbTesting = true,
                SubjectA = "a",
                SubjectB = "b",
                SplitRule = 50,
                Recipients = new() { ListIds = [1] },
            }
        );

        Assert.Contains(
            "\"abTesting\":true,\"subjectA\":\"a\",\"subjectB\":\"b\",\"splitRule\":50",
            wire.LastRequest.Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task UpdateAsync_OfAbsentNullAndEmpty_SendsThreeThings()
    {
        await using var wire = BrevoWire.Start().Answers("PUT", "emailCampaigns/5", 204);

        await wire.Client.EmailCampaigns.UpdateAsync(
            5,
            new()
            {
                Tag = "",
                ReplyTo = null,
                Name = "July",
            }
        );

        Assert.Equal("""{"name":"July","replyTo":null,"tag":""}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task UpdateAsync_OfNothingOrOfContradictions_SaysWhatToDo()
    {
        await using var wire = BrevoWire.Start();
        var campaigns = wire.Client.EmailCampaigns;

        foreach (
            var request in (UpdateEmailCampaignRequest[])
                [
                    new(),
                    new() { Name = "" },
                    new() { Sender = new() },
                    new() { HtmlContent = "<p>Hello there</p>", HtmlUrl = new("https://example.com") },
                    new() { SendAtBestTime = true, IpWarmupEnable = true },
                    new() { AbTesting = true },
                ]
        )
        {
            await Assert.ThrowsAsync<ArgumentException>(() => campaigns.UpdateAsync(5, request));
        }

        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task ScheduleAsync_OfADraft_SendsTheTimeAlone()
    {
        await using var wire = BrevoWire.Start().Answers("PUT", "emailCampaigns/5", 204);

        await wire.Client.EmailCampaigns.ScheduleAsync(5, s_time);

        Assert.Equal("""{"scheduledAt":"2026-06-01T00:30:00.000\u002B02:00"}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task DeleteAsync_OfAScheduledCampaign_SaysHowToDeleteIt()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("DELETE", "emailCampaigns/5", 403, """{"code":"permission_denied","message":"Only draft"}""");

        var refusal = await Assert.ThrowsAsync<CredentialsRejectedException>(() => wire.Client.EmailCampaigns.DeleteAsync(5));

        Assert.Contains("draft", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("UpdateStatusAsync", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendNowAsync_WithoutCredits_SaysWhatToBuy()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("POST", "emailCampaigns/5/sendNow", 402, """{"code":"not_enough_credits","message":"Not enough credits"}""");

        var refusal = await Assert.ThrowsAsync<ServiceException>(() => wire.Client.EmailCampaigns.SendNowAsync(5));

        Assert.Contains("credits", refusal.Message, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(wire.LastRequest.Body));
    }

    [Fact]
    public async Task UpdateStatusAsync_OfAChange_SendsItsWord()
    {
        await using var wire = BrevoWire.Start().Answers("PUT", "emailCampaigns/5/status", 204);

        await wire.Client.EmailCampaigns.UpdateStatusAsync(5, CampaignStatusChange.Unarchive);

        Assert.Equal("""{"status":"darchive"}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.EmailCampaigns.UpdateStatusAsync(5, default));
    }

    [Fact]
    public async Task SendTestAsync_WithoutAddress_NeverReachesTheTestList()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "emailCampaigns/5/sendTest", 204);
        var campaigns = wire.Client.EmailCampaigns;

        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.SendTestAsync(5, []));
        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.SendTestAsync(5, [""]));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            campaigns.SendTestAsync(5, [.. Enumerable.Range(0, 51).Select(n => $"p{n}@example.com")])
        );
        Assert.Empty(wire.Server.LogEntries);

        await campaigns.SendTestAsync(5, ["a@example.com"]);
        Assert.Equal("""{"emailTo":["a@example.com"]}""", wire.LastRequest.Body);
        await campaigns.SendTestToTestListAsync(5);
        Assert.Equal("""{"emailTo":[]}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task SendReportAsync_WithoutLanguage_LeavesItToBrevo()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "emailCampaigns/5/sendReport", 204);
        var campaigns = wire.Client.EmailCampaigns;

        await campaigns.SendReportAsync(5, new() { To = ["a@example.com"], Body = "Here it is" });
        Assert.Equal("""{"email":{"to":["a@example.com"],"body":"Here it is"}}""", wire.LastRequest.Body);

        await campaigns.SendReportAsync(
            5,
            new()
            {
                To = ["a@example.com"],
                Body = "x",
                Language = CampaignReportLanguage.German,
            }
        );
        Assert.EndsWith("""},"language":"de"}""", wire.LastRequest.Body, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.SendReportAsync(5, new() { To = [], Body = "x" }));
        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.SendReportAsync(5, new() { To = ["a@example.com"], Body = "" }));
    }

    [Fact]
    public async Task GetAbTestResultAsync_OfTheDocumentedAnswer_ReadsPercentages()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "emailCampaigns/5/abTestCampaignResult",
                200,
                """
                {"winningVersion":"B","winningCriteria":"Click","winningSubjectLine":"Subject Line A","openRate":"100%","clickRate":"50.5%","winningVersionRate":"",
                 "statistics":{"openers":{"Version A":"20%","Version B":"100%"},"clicks":{"Version A":0,"Version B":"50"}},
                 "clickedLinks":{"Version A":[],"Version B":[{"link":"http://www.example.com","clicksCount":3.0,"clickRate":"60%"}]}}
                """
            );

        var result = await wire.Client.EmailCampaigns.GetAbTestResultAsync(5);

        Assert.Equal(AbTestWinner.B, result.WinningVersion);
        Assert.Equal(CampaignWinnerCriteria.Click, result.WinningCriteria);
        Assert.Equal("Subject Line A", result.WinningSubjectLine);
        Assert.Equal(100, result.OpenRate);
        Assert.Equal(50.5, result.ClickRate);
        Assert.Null(result.WinningVersionRate);
        Assert.Equal(20, result.Statistics!.Openers!.VersionA);
        Assert.Equal(0, result.Statistics.Clicks!.VersionA);
        Assert.Equal(50, result.Statistics.Clicks.VersionB);
        Assert.Null(result.Statistics.Complaints);
        Assert.Empty(result.ClickedLinks!.VersionA!);
        Assert.Equal(3, result.ClickedLinks.VersionB!.Single().ClicksCount);
        Assert.Equal(60, result.ClickedLinks.VersionB!.Single().ClickRate);
    }

    [Fact]
    public async Task GetSharedUrlAndUploadImageAsync_OfAnAnswer_ReturnTheAddress()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("GET", "emailCampaigns/5/sharedUrl", 200, """{"sharedUrl":"https://my.brevo.com/abc"}""")
            .Answers("POST", "emailCampaigns/images", 201, """{"url":"https://img.example.com/1.png"}""");
        var campaigns = wire.Client.EmailCampaigns;

        Assert.Equal(new Uri("https://my.brevo.com/abc"), await campaigns.GetSharedUrlAsync(5));
        Assert.Equal(new Uri("https://img.example.com/1.png"), await campaigns.UploadImageAsync(new("https://example.com/a.png"), "a"));
        Assert.Equal("""{"imageUrl":"https://example.com/a.png","name":"a"}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() => campaigns.UploadImageAsync(new("file:///a.png")));
    }
}
