using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoWebhooksTests
{
    private const string Delivered = """
        {"id":814119,"email":"a@example.com","message-id":"<202305311328.81899448177@smtp-relay.mailin.fr>","date":"2023-05-31 15:28:33","tags":["tag1","tag2"],"tag":"[\"tag1\",\"tag2\"]",
         "event":"delivered","subject":"Subject Line","sending_ip":"127.0.0.1","ts_event":1685539713,"ts":1685539713,"reason":"sent","ts_epoch":1685539713018,"template_id":22,"X-Mailin-custom":"own"}
        """;

    private const string MarketingClick = """
        {"id":123456,"camp_id":10,"email":"a@example.com","campaign name":"My First Campaign","date_sent":"2020-10-09 00:00:00","date_event":"2020-10-09 00:00:00","tag":"",
         "ts_sent":1604933619,"ts_event":1604933737,"ts":1604937337,"event":"click","URL":"https://example.com/x","segment_ids":[1,10]}
        """;

    [Fact]
    public void Parse_OfATransactionalEvent_ReadsEveryMember()
    {
        var sent = Assert.IsType<TransactionalEmailWebhookEvent>(One(Delivered));

        Assert.Equal(WebhookEventKind.Delivered, sent.Kind);
        Assert.Equal("delivered", sent.EventName);
        Assert.Equal("a@example.com", sent.Email);
        Assert.Equal("<202305311328.81899448177@smtp-relay.mailin.fr>", sent.MessageId);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1685539713018), sent.Time);
        Assert.Equal(WebhookTimeSource.Epoch, sent.TimeSource);
        Assert.Equal(["tag1", "tag2"], sent.Tags);
        Assert.Equal(814119, sent.SourceId);
        Assert.Equal("Subject Line", sent.Subject);
        Assert.Equal("127.0.0.1", sent.SendingIp);
        Assert.Equal("sent", sent.Reason);
        Assert.Equal(22, sent.TemplateId);
        Assert.Equal("own", sent.CustomHeader);
        Assert.Equal("2023-05-31 15:28:33", sent.Date);
        Assert.Null(sent.Link);
        Assert.Null(sent.CampaignId);
    }

    [Theory]
    [InlineData("request", WebhookEventKind.Sent)]
    [InlineData("delivered", WebhookEventKind.Delivered)]
    [InlineData("hard_bounce", WebhookEventKind.HardBounce)]
    [InlineData("soft_bounce", WebhookEventKind.SoftBounce)]
    [InlineData("blocked", WebhookEventKind.Blocked)]
    [InlineData("complaint", WebhookEventKind.Spam)]
    [InlineData("spam", WebhookEventKind.Spam)]
    [InlineData("invalid_email", WebhookEventKind.Invalid)]
    [InlineData("deferred", WebhookEventKind.Deferred)]
    [InlineData("click", WebhookEventKind.Click)]
    [InlineData("opened", WebhookEventKind.Opened)]
    [InlineData("unique_opened", WebhookEventKind.UniqueOpened)]
    [InlineData("unsubscribed", WebhookEventKind.Unsubscribed)]
    [InlineData("unsubscribe", WebhookEventKind.Unsubscribed)]
    [InlineData("error", WebhookEventKind.Error)]
    [InlineData("proxy_open", WebhookEventKind.ProxyOpen)]
    [InlineData("unique_proxy_open", WebhookEventKind.UniqueProxyOpen)]
    [InlineData("loadedByProxy", WebhookEventKind.ProxyOpen)]
    [InlineData("hardBounces", WebhookEventKind.HardBounce)]
    [InlineData("brand_new", WebhookEventKind.Other)]
    public void Parse_OfAnyTransactionalName_KnowsItsKind(string name, WebhookEventKind kind)
    {
        var read = Assert.IsType<TransactionalEmailWebhookEvent>(
            One($$"""{"event":"{{name}}","email":"a@example.com","message-id":"<1@x>"}""")
        );

        Assert.Equal(kind, read.Kind);
        Assert.Equal(name, read.EventName);
    }

    [Theory]
    [InlineData("hard_bounced", WebhookEventKind.HardBounce)]
    [InlineData("soft_bounced", WebhookEventKind.SoftBounce)]
    [InlineData("spam", WebhookEventKind.Spam)]
    [InlineData("opened", WebhookEventKind.Opened)]
    [InlineData("delivered", WebhookEventKind.Delivered)]
    public void Parse_OfAnyMarketingName_KnowsItsKind(string name, WebhookEventKind kind)
    {
        var read = Assert.IsType<MarketingEmailWebhookEvent>(One($$"""{"event":"{{name}}","email":"a@example.com","camp_id":"10"}"""));

        Assert.Equal(kind, read.Kind);
        Assert.Equal(10, read.CampaignId);
    }

    [Fact]
    public void Parse_OfAMarketingClick_ReadsTheNameWithASpace()
    {
        var click = Assert.IsType<MarketingEmailWebhookEvent>(One(MarketingClick));

        Assert.Equal(WebhookEventKind.Click, click.Kind);
        Assert.Equal("My First Campaign", click.CampaignName);
        Assert.Equal("https://example.com/x", click.Link);
        Assert.Equal([1, 10], click.SegmentIds.Select(id => id.Value));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1604933737), click.Time);
        Assert.Equal(WebhookTimeSource.Event, click.TimeSource);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1604933619), click.SentAt);
        Assert.Empty(click.Tags);
    }

    [Fact]
    public void Parse_OfAMarketingUnsubscription_ReadsItsLists()
    {
        var read = Assert.IsType<MarketingEmailWebhookEvent>(
            One("""{"event":"unsubscribe","email":"a@example.com","camp_id":10,"list_id":[3,"42"],"ts_event":1604933737}""")
        );

        Assert.Equal([3, 42], read.ListIds.Select(id => id.Value));
    }

    [Theory]
    [InlineData("""[{"name":"John","work_phone":"+506 2220 2307"},{"AGE":41}]""")]
    [InlineData("""{"name":"John","work_phone":"+506 2220 2307","AGE":41}""")]
    public void Parse_OfAContactUpdate_ReadsItsContentInEitherForm(string content)
    {
        var read = Assert.IsType<ContactUpdatedWebhookEvent>(
            One(
                $$"""{"id":1,"email":"a@example.com","event":"contact_updated","key":"k","content":{{content}},"date":"2020-10-09 00:00:00","ts":1604937111,"api_key_name":"mine"}"""
            )
        );

        Assert.Equal("John", read.Content["name"].AsText);
        Assert.Equal(41, read.Content["AGE"].AsInteger);
        Assert.Equal("mine", read.ApiKeyName);
        Assert.Equal(WebhookTimeSource.Timestamp, read.TimeSource);
    }

    [Theory]
    [InlineData("""[["name","John"]]""")]
    [InlineData("\"name=John\"")]
    [InlineData("null")]
    public void Parse_OfAContactUpdateInAnotherForm_KeepsItRaw(string content)
    {
        var read = Assert.IsType<ContactUpdatedWebhookEvent>(One($$"""{"event":"contact_updated","content":{{content}}}"""));

        Assert.Empty(read.Content);
        Assert.Equal(content, read.Raw.GetProperty("content").GetRawText());
        Assert.Null(read.ApiKeyName);
    }

    [Fact]
    public void Parse_OfAListAdditionInTheConsole_HasAnEmptyKeyName()
    {
        var read = Assert.IsType<ListAdditionWebhookEvent>(
            One("""{"id":1,"email":"a@example.com","event":"list_addition","list_id":[34,12],"ts":1604937111,"api_key_name":""}""")
        );

        Assert.Equal([34, 12], read.ListIds.Select(id => id.Value));
        Assert.Equal("", read.ApiKeyName);
    }

    [Fact]
    public void Parse_OfADeletion_ReadsASingleList()
    {
        var read = Assert.IsType<ContactDeletedWebhookEvent>(One("""{"email":"a@example.com","event":"contact_deleted","list_id":35}"""));

        Assert.Equal(35, Assert.Single(read.ListIds).Value);
        Assert.Equal(WebhookTimeSource.None, read.TimeSource);
    }

    [Fact]
    public void Parse_OfAnSmsReply_ReadsPhoneAndText()
    {
        var read = Assert.IsType<SmsWebhookEvent>(
            One(
                """{"id":2345,"to":33677889900,"sms_count":1,"credits_used":0.5,"messageId":1234567890123,"remaining_credit":"13.4","msg_status":"replied","date":"2020-10-09 00:00:00","type":"transactional","ts_event":1604933619,"tag":["cab"],"reply":"yes","description":"fine"}"""
            )
        );

        Assert.Equal(WebhookEventKind.Reply, read.Kind);
        Assert.Equal("replied", read.EventName);
        Assert.Equal("33677889900", read.Phone);
        Assert.Equal("1234567890123", read.MessageId);
        Assert.Equal(0.5, read.CreditsUsed);
        Assert.Equal(13.4, read.RemainingCredits);
        Assert.Equal("yes", read.Reply);
        Assert.Equal("fine", read.Reason);
        Assert.Equal(WebhookType.Transactional, read.Type);
        Assert.Equal(["cab"], read.Tags);
    }

    [Fact]
    public void Parse_OfAWhatsAppReply_ReadsNumbersAsText()
    {
        var read = Assert.IsType<WhatsAppWebhookEvent>(
            One(
                """{"contactNumber":919876543211,"date":"2017-03-12T12:30:00Z","messageId":"23befbae","event":"reply","body":"yes","mediaUrl":"","senderNumber":919876543210}"""
            )
        );

        Assert.Equal("919876543211", read.Phone);
        Assert.Equal("919876543210", read.SenderNumber);
        Assert.Equal("yes", read.Body);
        Assert.Null(read.MediaUrl);
        Assert.Equal(new DateTimeOffset(2017, 3, 12, 12, 30, 0, TimeSpan.Zero), read.Time);
        Assert.Equal(WebhookTimeSource.Text, read.TimeSource);
    }

    [Fact]
    public void Parse_OfInboundEmail_ReadsEveryItem()
    {
        var read = BrevoWebhooks.Parse(
            """
            {"items":[{"Uuid":["u1","u2"],"MessageId":"<m@x>","InReplyTo":"<r@x>","Subject":"Hi","From":{"Address":"a@example.com","Name":null},"To":[{"Address":"x@example.com","Name":"X"}],
              "Cc":null,"Recipients":["x@example.com"],"Headers":{"Received":["one","two"],"Subject":"Hi"},"RawHtmlBody":"<p>Hi</p>","RawTextBody":"Hi","ExtractedMarkdownMessage":"Hi","SpamScore":2.3,
              "SentAtDate":"Mon, 23 Nov 2026 10:00:00 +0100","Attachments":[{"Name":"a.pdf","ContentType":"application/pdf","ContentLength":1,"ContentID":"c","DownloadToken":"t"}]},
              {"MessageId":"<n@x>","From":{"Address":"b@example.com"},"Spam":{"Score":"1.5"}}]}
            """
        );

        Assert.Equal(2, read.Count);
        var first = Assert.IsType<InboundEmailWebhookEvent>(read[0]);
        Assert.Equal(WebhookEventKind.InboundEmail, first.Kind);
        Assert.Null(first.EventName);
        Assert.Equal("a@example.com", first.Email);
        Assert.Equal("<m@x>", first.MessageId);
        Assert.Equal(["u1", "u2"], first.Uuids);
        Assert.Equal("X", Assert.Single(first.To).Name);
        Assert.Empty(first.Cc);
        Assert.Equal("x@example.com", Assert.Single(first.Recipients).Address);
        Assert.Equal(["one", "two"], first.Headers["received"]);
        Assert.Equal(["Hi"], first.Headers["Subject"]);
        Assert.Equal("t", Assert.Single(first.Attachments).DownloadToken);
        Assert.Equal(2.3, first.SpamScore);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), first.Time);
        Assert.Equal(1.5, Assert.IsType<InboundEmailWebhookEvent>(read[1]).SpamScore);
    }

    [Theory]
    [InlineData("""{"ts_epoch":1604933623}""", 1604933623_000, WebhookTimeSource.Epoch)]
    [InlineData("""{"s_epoch":1534486682000,"ts_event":1}""", 1534486682_000, WebhookTimeSource.Epoch)]
    [InlineData("""{"ts_epoch":"1604933623123"}""", 1604933623_123, WebhookTimeSource.Epoch)]
    [InlineData("""{"ts_epoch":0,"ts_event":"1604933654"}""", 1604933654_000, WebhookTimeSource.Event)]
    [InlineData("""{"ts_epoch":99999999999999999,"ts":1604933654.0}""", 1604933654_000, WebhookTimeSource.Timestamp)]
    [InlineData("""{"ts":"soon","date":"2020-10-09 00:00:00"}""", 1602201600_000, WebhookTimeSource.Text)]
    [InlineData("""{"date_event":"later","date":"2020-10-09T02:00:00+02:00"}""", 1602201600_000, WebhookTimeSource.Text)]
    [InlineData("""{"date":"2020-10-09"}""", 1602201600_000, WebhookTimeSource.Text)]
    public void Parse_OfTimesInAnyStyle_TakesTheMostDependable(string payload, long milliseconds, WebhookTimeSource source)
    {
        var read = One(payload);

        Assert.Equal(milliseconds, read.Time!.Value.ToUnixTimeMilliseconds());
        Assert.Equal(source, read.TimeSource);
    }

    [Fact]
    public void Parse_OfABatch_KeepsOrderAndWhatItDoesNotKnow()
    {
        var read = BrevoWebhooks.Parse(
            Encoding.UTF8.GetBytes($$"""[{{Delivered}},{"event":"planet_aligned","planet":"Mars"},17,"text",null,[],{{MarketingClick}}]""")
        );

        Assert.Equal(7, read.Count);
        Assert.IsType<TransactionalEmailWebhookEvent>(read[0]);
        var unknown = Assert.IsType<UnknownWebhookEvent>(read[1]);
        Assert.Equal("planet_aligned", unknown.EventName);
        Assert.Equal("Mars", unknown.Raw.GetProperty("planet").GetString());
        Assert.All(read.Skip(2).Take(4), item => Assert.IsType<UnknownWebhookEvent>(item));
        Assert.Equal(17, read[2].Raw.GetInt32());
        Assert.IsType<MarketingEmailWebhookEvent>(read[6]);
        Assert.Empty(BrevoWebhooks.Parse("[]"));
    }

    [Theory]
    [InlineData(
        """{"event":{"a":1},"email":[1],"message-id":{"b":2},"tags":{"c":3},"ts_epoch":[],"id":{},"template_id":"x","is_returnpath":"maybe","camp_id":null}"""
    )]
    [InlineData("""{"event":"opened\ud800","email":"\udc00@example.com","message-id":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"event":"click","message-id":"x"}""")]
    [InlineData("""{"items":[],"event":"click"}""")]
    [InlineData("""{"event":"contact_updated","content":[{"a":"\ud800"}]}""")]
    [InlineData("""{"From":5,"MessageId":1,"Uuid":true,"To":"x","Headers":[1],"Attachments":[null,3]}""")]
    [InlineData("{}")]
    public void Parse_OfMembersOfAnotherKind_ThrowsNothingAndKeepsThePayload(string payload)
    {
        var read = One(payload);

        Assert.Equal(payload, read.Raw.GetRawText());
        Assert.Equal(32, read.DeduplicationKey.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \r\n")]
    [InlineData("secret=1&email=a@example.com")]
    [InlineData("""{"event":"click","email":"a@example.com""")]
    [InlineData("\"secret\"")]
    [InlineData("12")]
    public void Parse_OfWhatIsNoPayload_SaysWhatToDoAndShowsNothing(string body)
    {
        var refusal = Assert.Throws<WebhookFormatException>(() => BrevoWebhooks.Parse(body));

        Assert.Contains("400", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("example", refusal.ToString(), StringComparison.Ordinal);
        Assert.Null(refusal.InnerException);
    }

    [Fact]
    public async Task ParseAsync_OfAStreamWithAMark_ReadsIt()
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("\uFEFF" + Delivered));

        var read = await BrevoWebhooks.ParseAsync(body);

        Assert.Equal("a@example.com", Assert.Single(read).Email);
    }

    [Fact]
    public void DeduplicationKey_OfOneEventInOtherOrderAndBatch_IsTheSame()
    {
        var alone = One("""{"event":"click","email":"a@example.com","tags":["x","y"],"n":{"b":1,"a":2}}""");
        var batched = BrevoWebhooks
            .Parse("""[ {"n":{"a":2,"b":1}, "tags":["x", "y"], "email":"a@example.com", "event":"click"} ]""")
            .Single();
        var other = One("""{"event":"click","email":"a@example.com","tags":["y","x"],"n":{"b":1,"a":2}}""");

        Assert.Equal(alone.DeduplicationKey, batched.DeduplicationKey);
        Assert.NotEqual(alone.DeduplicationKey, other.DeduplicationKey);
    }

    [Fact]
    public void Read_OfAKeptPayload_MakesTheSameEvent()
    {
        var first = One(MarketingClick);
        using var kept = JsonDocument.Parse(first.Raw.GetRawText());

        var again = BrevoWebhooks.Read(kept.RootElement);

        Assert.Equal(first.DeduplicationKey, again.DeduplicationKey);
        Assert.IsType<MarketingEmailWebhookEvent>(again);
        Assert.IsType<UnknownWebhookEvent>(BrevoWebhooks.Read(default));
    }

    [Fact]
    public void ToString_OfAnEvent_ShowsTypeAndKindOnly() =>
        Assert.Equal("TransactionalEmailWebhookEvent: Delivered", One(Delivered).ToString());

    [Fact]
    public void Parse_OfDamagedBodies_ReadsThemOrRefusesThem()
    {
        var random = new Random(17);
        // Without a person's data: the reader of the framework shows the body in the exception that is caught at once.
        var whole = Encoding.UTF8.GetBytes(
            $$"""[{{Delivered}},{{MarketingClick}},{"event":"contact_updated","content":[{"A":"\ud83d\ude00"}]}]""".Replace('@', '#')
        );
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var body = (byte[])whole.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            try
            {
                var events = BrevoWebhooks.Parse(body.AsMemory(0, random.Next(3) == 0 ? random.Next(body.Length) : body.Length));
                Assert.All(events, e => Assert.Equal(32, e.DeduplicationKey.Length));
                read++;
            }
            catch (WebhookFormatException)
            {
                // Refused: the other way that a body may end.
            }
        }

        Assert.InRange(read, 1_000, 19_000);
    }

    private static BrevoWebhookEvent One(string payload) => Assert.Single(BrevoWebhooks.Parse(payload));
}
