using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>Webhooks call a server on loopback: reference §9.</summary>
public sealed class WebhookDeliveryTests
{
    // reference §9 Transactional fields: date in the account's zone, ts_event in seconds, ts_epoch in milliseconds, tag as text with an array
    [Fact]
    public async Task Fire_TransactionalClick_ArrivesWithItsMembers()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["click"]}""");

        Assert.Equal(1, rig.Fire(Click with { Tags = ["welcome", "a\"b"], TemplateId = 22, CustomHeader = "own" }));

        var arrival = await rig.Receiver.NextAsync();
        Assert.Equal("/hooks/brevo?x=1", arrival.Path);
        Assert.Equal("application/json", arrival.Headers["Content-Type"]);
        Assert.False(arrival.Headers.ContainsKey("Authorization"));
        var payload = arrival.Json;
        Assert.Equal(
            """{"id":1,"email":"a@example.com","message-id":"<1@relay>","date":"2026-11-24 13:00:00","tags":["welcome","a\"b"],"tag":"[\"welcome\",\"a\\u0022b\"]","event":"click","ts_event":1795521600,"ts":1795521600,"ts_epoch":1795521600123,"template_id":22,"X-Mailin-custom":"own","link":"https://example.com/x"}""",
            payload.GetRawText()
        );
        Assert.Equal("a\"b", JsonDocument.Parse(payload.GetProperty("tag").GetString()!).RootElement[1].GetString());
    }

    // reference §9 Marketing fields and examples/webhooks-payloads-marketing.json: "campaign name" with a space, ts shifted by the zone
    [Fact]
    public async Task Fire_MarketingUnsubscription_ArrivesWithItsMembers()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["unsubscribed"],"type":"marketing"}""");

        rig.Fire(
            new()
            {
                Type = "marketing",
                Event = "unsubscribe",
                Email = "a@example.com",
                CampaignId = 10,
                CampaignName = "News",
                CampaignSentAt = WebhookRig.Start.AddHours(-1),
                ListIds = [3, 42],
                SendingIp = "127.0.0.1",
            }
        );

        Assert.Equal(
            """{"id":1,"camp_id":10,"email":"a@example.com","campaign name":"News","date_sent":"2026-11-24 12:00:00","date_event":"2026-11-24 13:00:00","tag":"","ts_sent":1795518000,"ts_event":1795521600,"ts":1795525200,"event":"unsubscribe","sending_ip":"127.0.0.1","list_id":[3,42]}""",
            (await rig.Receiver.NextAsync()).Body
        );
    }

    // reference §9: subscribe with sent or request, payload request; spam and complaint; names in two spellings
    [Theory]
    [InlineData("sent", "request")]
    [InlineData("request", "request")]
    [InlineData("hardBounce", "hard_bounce")]
    [InlineData("softBounce", "soft_bounce")]
    [InlineData("spam", "complaint")]
    [InlineData("invalid", "invalid_email")]
    [InlineData("uniqueOpened", "unique_opened")]
    [InlineData("opened", "opened")]
    [InlineData("unsubscribed", "unsubscribed")]
    [InlineData("deferred", "deferred")]
    [InlineData("blocked", "blocked")]
    [InlineData("delivered", "delivered")]
    public async Task Fire_EverySubscription_TellsOfItsEventAlone(string trigger, string name)
    {
        await using var rig = await WebhookRig.StartAsync($$"""{"url":"URL","events":["{{trigger}}"]}""");

        Assert.Equal(0, rig.Fire(Click));
        Assert.Equal(0, rig.Fire(Click with { Event = name, Type = "marketing" }));
        Assert.Equal(1, rig.Fire(Click with { Event = name }));

        Assert.Equal(name, (await rig.Receiver.NextAsync()).Json.GetProperty("event").GetString());
    }

    // reference §9 Security: bearer token, basic auth in the URL, custom headers
    [Theory]
    [InlineData("", ""","auth":{"type":"bearer","token":"t0k3n"}""", "Bearer t0k3n")]
    [InlineData("us%40er:pa:ss@", "", "Basic dXNAZXI6cGE6c3M=")]
    public async Task Call_AsRegistered_IdentifiesItself(string userInfo, string auth, string expected)
    {
        await using var rig = await WebhookRig.StartAsync(
            $$"""{"url":"URL","events":["click"],"headers":[{"key":"cf-secret","value":"v 1"},{"key":"X-Env","value":"test"}]{{auth}}}""",
            userInfo
        );

        rig.Fire(Click);

        var arrival = await rig.Receiver.NextAsync();
        Assert.Equal(expected, arrival.Headers["Authorization"]);
        Assert.Equal("v 1", arrival.Headers["cf-secret"]);
        Assert.Equal("test", arrival.Headers["X-Env"]);
        Assert.Equal("/hooks/brevo?x=1", arrival.Path);
    }

    // reference §9 Batching: 5-minute windows, up to 500 events per call, several calls if more, the body is an array
    [Fact]
    public async Task Batched_MoreThan500_SeveralCallsAtTheEndOfTheWindow()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["click"],"batched":true}""");
        for (var i = 0; i < 501; i++)
            rig.Fire(Click with { MessageId = i.ToString(CultureInfo.InvariantCulture) });
        rig.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await rig.IdleAsync();
        Assert.Empty(rig.Calls);

        rig.Clock.Advance(TimeSpan.FromTicks(1));

        var first = (await rig.Receiver.NextAsync()).Json;
        Assert.Equal(500, first.GetArrayLength());
        Assert.Equal("0", first[0].GetProperty("message-id").GetString());
        Assert.Equal(1, (await rig.Receiver.NextAsync()).Json.GetArrayLength());
        await rig.IdleAsync();
        Assert.Equal([500, 1], rig.Calls.Select(static call => call.EventCount));

        rig.Fire(Click);
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, (await rig.Receiver.NextAsync()).Json.GetArrayLength());
    }

    // reference §9 Retries: up to 4 after the first, +10 min, +1 h, +2 h, +8 h, on 429
    [Fact]
    public async Task Call_Answered429_IsRepeatedFourTimes()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["click"]}""");
        rig.Receiver.Status = 429;
        rig.Fire(Click);
        var first = await rig.Receiver.NextAsync();
        await rig.IdleAsync();

        foreach (var minutes in (int[])[10, 60, 120, 480])
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromTicks(1));
            await rig.IdleAsync();
            Assert.True(rig.Receiver.IsEmpty);
            rig.Clock.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(first.Body, (await rig.Receiver.NextAsync()).Body);
            await rig.IdleAsync();
        }

        rig.Clock.Advance(TimeSpan.FromDays(2));
        await rig.IdleAsync();
        Assert.True(rig.Receiver.IsEmpty);
        Assert.Equal([1, 2, 3, 4, 5], rig.Calls.Select(static call => call.Attempt));
        Assert.Equal(BrevoEmulatorWebhookOutcome.Discarded, rig.Calls[^1].Outcome);
        Assert.All(rig.Calls.SkipLast(1), static call => Assert.Equal(BrevoEmulatorWebhookOutcome.WillRepeat, call.Outcome));
    }

    // reference §9 Retries: any 4xx except 429, and any 5xx, stops and discards
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(302)]
    public async Task Call_AnsweredOtherwise_IsThrownAway(int status)
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["click"]}""");
        rig.Receiver.Status = status;
        rig.Fire(Click);
        await rig.Receiver.NextAsync();
        await rig.IdleAsync();

        rig.Clock.Advance(TimeSpan.FromDays(1));
        await rig.IdleAsync();

        var call = Assert.Single(rig.Calls);
        Assert.Equal(status, call.StatusCode);
        Assert.Equal(BrevoEmulatorWebhookOutcome.Discarded, call.Outcome);
        Assert.True(rig.Receiver.IsEmpty);
    }

    // reference §9 Retries: an unresponsive host pauses deliveries for 10 minutes; time-outs are retried
    [Fact]
    public async Task Call_WithoutAnswer_PausesTheHostAndIsRepeated()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["click"]}""");
        rig.Receiver.Status = 0;
        rig.Fire(Click with { MessageId = "first" });
        await rig.Receiver.NextAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        await rig.IdleAsync();
        rig.Receiver.Status = 204;

        rig.Fire(Click with { MessageId = "second" });
        await rig.IdleAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await rig.IdleAsync();
        Assert.True(rig.Receiver.IsEmpty);
        Assert.Null(Assert.Single(rig.Calls).StatusCode);

        rig.Clock.Advance(TimeSpan.FromTicks(1));
        string[] ids =
        [
            (await rig.Receiver.NextAsync()).Json.GetProperty("message-id").GetString()!,
            (await rig.Receiver.NextAsync()).Json.GetProperty("message-id").GetString()!,
        ];

        await rig.IdleAsync();
        Assert.Equal(["first", "second"], ids.Order());
        Assert.Equal(2, rig.Calls.Count(static call => call.Outcome == BrevoEmulatorWebhookOutcome.Delivered));
    }

    [Fact]
    public async Task Call_ToNobody_IsRepeatedLikeOneWithoutAnswer()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["click"]}""");
        await rig.Receiver.DisposeAsync();

        rig.Fire(Click);
        await rig.IdleAsync();

        var call = Assert.Single(rig.Calls);
        Assert.Null(call.StatusCode);
        Assert.Equal(BrevoEmulatorWebhookOutcome.WillRepeat, call.Outcome);
    }

    [Fact]
    public async Task Fire_ToAnotherHost_IsNotCalled()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"https://example.com/hooks","events":["click"]}""");

        Assert.Equal(1, rig.Fire(Click));
        await rig.IdleAsync();

        Assert.Equal(BrevoEmulatorWebhookOutcome.NotCalled, Assert.Single(rig.Calls).Outcome);
    }

    // reference §9 contact fields: content, key, api_key_name with the key's name, empty if not via the API
    [Fact]
    public async Task ContactChanged_ThroughTheApiAndByHand_TellsTheKeysName()
    {
        await using var rig = await WebhookRig.StartAsync(
            """{"url":"URL","events":["contactUpdated","listAddition","contactDeleted"],"type":"marketing"}"""
        );
        rig.Http.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["FIRSTNAME"] = "Ann", ["LASTNAME"] = "Lee" }, 2);
        var byHand = (await rig.Receiver.NextAsync()).Json;
        Assert.Equal("list_addition", byHand.GetProperty("event").GetString());
        Assert.Equal("", byHand.GetProperty("api_key_name").GetString());
        Assert.Equal([2], byHand.GetProperty("list_id").EnumerateArray().Select(static id => id.GetInt32()));

        await rig.Http.PutAsync("contacts/1", """{"attributes":{"FIRSTNAME":"Anna","LASTNAME":"Lee"}}""");
        var updated = (await rig.Receiver.NextAsync()).Json;
        Assert.Equal("contact_updated", updated.GetProperty("event").GetString());
        Assert.Equal("emulator", updated.GetProperty("api_key_name").GetString());
        Assert.Equal("""[{"FIRSTNAME":"Anna"}]""", updated.GetProperty("content").GetRawText());
        Assert.Equal("2026-11-24 13:00:00", updated.GetProperty("date").GetString());

        await rig.Http.DeleteAsync("contacts/1");
        var deleted = (await rig.Receiver.NextAsync()).Json;
        Assert.Equal("contact_deleted", deleted.GetProperty("event").GetString());
        Assert.Equal("a@example.com", deleted.GetProperty("email").GetString());
        Assert.Equal("[2]", deleted.GetProperty("list_id").GetRawText());
        Assert.False(deleted.TryGetProperty("api_key_name", out _));
    }

    // reference examples/webhooks-payloads-marketing.json: list_addition names all lists in one event
    [Fact]
    public async Task Import_OntoTwoLists_OneAdditionPerContact()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["listAddition"],"type":"marketing"}""");
        var second = rig.Http.Brevo.AddList("second");

        await rig.Http.ImportAsync(
            $$"""{"listIds":[2,{{second}}],"jsonBody":[{"email":"a@example.com"},{"email":"b@example.com"},{"email":"broken"}]}"""
        );
        await rig.IdleAsync();

        var additions = rig.Calls.Select(static call => JsonDocument.Parse(call.Body).RootElement).ToList();
        Assert.Equal(["a@example.com", "b@example.com"], additions.Select(static e => e.GetProperty("email").GetString()!));
        Assert.All(additions, e => Assert.Equal($"[2,{second}]", e.GetProperty("list_id").GetRawText()));
    }

    // reference examples/webhooks-payload-inbound.json
    [Fact]
    public async Task FireJson_Inbound_ArrivesAsGiven()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","type":"inbound","domain":"in.example"}""");
        const string Payload = """{"items":[{"Uuid":["u"],"MessageId":"<m@x>","From":{"Address":"a@example.com","Name":null}}]}""";

        Assert.Equal(1, rig.Http.Brevo.FireWebhook("inbound", "inboundEmailProcessed", Payload));

        Assert.Equal(Payload, (await rig.Receiver.NextAsync()).Body);
        Assert.Throws<ArgumentException>(() => rig.Http.Brevo.FireWebhook("inbound", "inboundEmailProcessed", "{"));
        Assert.Throws<ArgumentException>(() => rig.Fire(Click with { Channel = "pigeon" }));
    }

    [Fact]
    public async Task Delete_BeforeARepeat_EndsIt()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["click"]}""");
        rig.Receiver.Status = 429;
        rig.Fire(Click);
        await rig.IdleAsync();

        await rig.Http.DeleteAsync("webhooks/1");
        rig.Clock.Advance(TimeSpan.FromDays(1));
        await rig.IdleAsync();

        Assert.Single(rig.Calls);
    }

    [Fact]
    public async Task Sms_Reply_ArrivesWithItsStatus()
    {
        await using var rig = await WebhookRig.StartAsync("""{"url":"URL","events":["reply"],"channel":"sms"}""");

        rig.Fire(
            new()
            {
                Event = "replied",
                Channel = "sms",
                Phone = "33612345678",
                MessageId = "17",
                Text = "yes",
            }
        );

        var payload = (await rig.Receiver.NextAsync()).Json;
        Assert.Equal("replied", payload.GetProperty("msg_status").GetString());
        Assert.Equal("yes", payload.GetProperty("reply").GetString());
        Assert.Equal("33612345678", payload.GetProperty("to").GetString());
    }

    // reference §8 (WhatsApp events) in the members of the event log; the document's channel is email or sms
    [Fact]
    public async Task WhatsApp_OnlyIfChosen_ArrivesLikeTheEventLog()
    {
        const string Webhook = """{"url":"URL","events":["reply"],"channel":"whatsapp"}""";
        await using (var strict = await BrevoHttp.StartAsync())
            (await strict.PostAsync("webhooks", Webhook.Replace("URL", "https://a.example", StringComparison.Ordinal))).ExpectError(
                400,
                "invalid_parameter"
            );
        await using var rig = await WebhookRig.StartAsync(Webhook, configure: o => o.BrevoChoices = new() { AllowWhatsAppWebhooks = true });

        rig.Fire(
            new()
            {
                Event = "reply",
                Channel = "whatsapp",
                Phone = "33612345678",
                SenderNumber = "33600000000",
                MessageId = "m",
                Text = "yes",
            }
        );

        Assert.Equal(
            """{"contactNumber":"33612345678","date":"2026-11-24T12:00:00Z","messageId":"m","event":"reply","body":"yes","senderNumber":"33600000000"}""",
            (await rig.Receiver.NextAsync()).Body
        );
    }

    private static BrevoEmulatorWebhookEvent Click =>
        new()
        {
            Event = "click",
            Email = "a@example.com",
            MessageId = "<1@relay>",
            Link = "https://example.com/x",
        };
}
