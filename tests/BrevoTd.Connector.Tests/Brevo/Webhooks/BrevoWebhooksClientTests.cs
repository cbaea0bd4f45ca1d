using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoWebhooksClientTests
{
    [Fact]
    public async Task CreateAsync_OfAllMembers_SendsThem()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "webhooks", 201, """{"id":5}""");

        var id = await wire.Client.Webhooks.CreateAsync(
            new()
            {
                Url = new Uri("https://user:secret@example.com/hooks?x=1"),
                Description = "unsubscriptions",
                Events = [WebhookTrigger.Unsubscribed, WebhookTrigger.ContactDeleted],
                Type = WebhookType.Marketing,
                Channel = WebhookChannel.Email,
                Batched = true,
                Auth = WebhookAuthentication.Bearer("token-1"),
                Headers = [WebhookHeader.Of("cf-secret", "value")],
            }
        );

        Assert.Equal(5, id);
        Assert.Equal(
            """
            {"url":"https://user:secret@example.com/hooks?x=1","description":"unsubscriptions","events":["unsubscribed","contactDeleted"],"type":"marketing","channel":"email","batched":true,"auth":{"type":"bearer","token":"token-1"},"headers":[{"key":"cf-secret","value":"value"}]}
            """.Trim(),
            wire.LastRequest.Body
        );
    }

    public static TheoryData<CreateWebhookRequest, string> Unsendable =>
        new()
        {
            {
                new() { Url = new Uri("/hooks", UriKind.Relative), Events = [WebhookTrigger.Click] },
                "Url"
            },
            {
                new() { Url = new Uri("ftp://example.com/"), Events = [WebhookTrigger.Click] },
                "Url"
            },
            {
                new() { Url = Address },
                "Events"
            },
            {
                new() { Url = Address, Events = [] },
                "Events"
            },
            {
                new() { Url = Address, Events = [WebhookTrigger.ContactUpdated] },
                "contactUpdated"
            },
            {
                new()
                {
                    Url = Address,
                    Events = [WebhookTrigger.Deferred],
                    Type = WebhookType.Marketing,
                },
                "deferred"
            },
            {
                new() { Url = Address, Type = WebhookType.Inbound },
                "Domain"
            },
            {
                new()
                {
                    Url = Address,
                    Events = [WebhookTrigger.Click],
                    Auth = new() { Type = WebhookAuthenticationType.Bearer },
                },
                "token"
            },
            {
                new()
                {
                    Url = Address,
                    Events = [WebhookTrigger.Click],
                    Headers = [WebhookHeader.Of("a b", "c")],
                },
                "Headers"
            },
            {
                new()
                {
                    Url = Address,
                    Events = [WebhookTrigger.Click],
                    Headers = [WebhookHeader.Of("a", "c\r\nd: e")],
                },
                "Headers"
            },
        };

    [Theory]
    [MemberData(nameof(Unsendable), DisableDiscoveryEnumeration = true)]
    public async Task CreateAsync_OfWhatBrevoRefuses_NamesItAndSendsNothing(CreateWebhookRequest request, string named)
    {
        await using var wire = BrevoWire.Start();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Webhooks.CreateAsync(request));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Server.LogEntries);
    }

    // Brevo's lists of events are for e-mail; SMS has others, and new ones may come.
    [Theory]
    [InlineData("sms", "reply")]
    [InlineData("email", "somethingNew")]
    public async Task CreateAsync_OfAnEventThatIsNotListed_LetsBrevoDecide(string channel, string trigger)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "webhooks", 201, """{"id":"6"}""");

        var id = await wire.Client.Webhooks.CreateAsync(
            new()
            {
                Url = Address,
                Channel = new(channel),
                Events = [new(trigger)],
            }
        );

        Assert.Equal(6, id);
    }

    [Fact]
    public async Task ListAsync_OfDocumentedAnswers_ReadsOldSpellingsAndUnknownMembers()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "webhooks",
                200,
                """
                {"webhooks":[
                  {"url":"https://example.com/a","id":9864,"description":"openings","events":["opened"],"type":"transactional","channel":"email","createdAt":"2016-07-18T12:30:09Z",
                   "modifiedAt":"2016-07-18T16:00:50Z","batched":true,"auth":{"type":"bearer","token":"t"},"headers":[{"key":"cf-secret","value":"v"}],"new":{"x":1}},
                  {"url":"http://example.com/b","id":"22770","events":["hardBounces"],"type":"marketing","channel":"sms","createdAt":"","modifiedAt":null,"auth":{},"description":null}]}
                """
            );

        var webhooks = await wire.Client.Webhooks.ListAsync(WebhookType.Marketing);

        Assert.Equal("/v3/webhooks?type=marketing&sort=asc", wire.LastRequest.PathAndQuery);
        Assert.Equal([9864, 22770], webhooks.Select(webhook => webhook.Id!.Value.Value));
        Assert.Equal("t", webhooks[0].Auth!.Token);
        Assert.Equal("v", webhooks[0].Headers!.Single().Value);
        Assert.Equal("hardBounces", webhooks[1].Events!.Single().Value);
        Assert.Null(webhooks[1].CreatedAt);
        Assert.Null(webhooks[1].Auth!.Type);
    }

    [Fact]
    public async Task UpdateAsync_OfSomeMembers_TellsAbsentNullAndEmptyApart()
    {
        await using var wire = BrevoWire.Start().Answers("PUT", "webhooks/7", 204);

        await wire.Client.Webhooks.UpdateAsync(
            7,
            new()
            {
                Description = "",
                Auth = new Optional<WebhookAuthentication>(null),
                Headers = [],
            }
        );

        Assert.Equal("""{"description":"","auth":null,"headers":[]}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task UpdateAsync_OfAToken_SendsIt()
    {
        await using var wire = BrevoWire.Start().Answers("PUT", "webhooks/7", 204);

        await wire.Client.Webhooks.UpdateAsync(7, new() { Auth = WebhookAuthentication.Bearer("new") });

        Assert.Equal("""{"auth":{"type":"bearer","token":"new"}}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task UpdateAsync_OfNothingOrOfNoEvents_IsRefused()
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Webhooks.UpdateAsync(7, new()));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Webhooks.UpdateAsync(7, new() { Events = [] }));
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task ExportAsync_OfAllMembers_WritesDaysAndOrderAsBrevoDoes()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "webhooks/export", 202, """{"processId":78}""");

        var process = await wire.Client.Webhooks.ExportAsync(
            new()
            {
                Event = WebhookExportEvent.All,
                Type = WebhookType.Transactional,
                NotifyUrl = Address,
                StartDate = new DateOnly(2026, 11, 20),
                EndDate = new DateOnly(2026, 11, 21),
                Sort = SortOrder.Descending,
                MessageId = "<1@example.com>",
                Email = "a@example.com",
                WebhookId = 4,
            }
        );

        Assert.Equal(78, process.Id);
        Assert.Equal(
            """
            {"event":"allEvents","type":"transactional","notifyURL":"https://example.com/hooks","startDate":"2026-11-20","endDate":"2026-11-21","sort":"desc","messageId":"\u003C1@example.com\u003E","email":"a@example.com","webhookId":4}
            """.Trim(),
            wire.LastRequest.Body
        );
    }

    public static TheoryData<ExportWebhookEventsRequest> Contradictions =>
        [
            Export with
            {
                Type = WebhookType.Inbound,
            },
            Export with
            {
                StartDate = new DateOnly(2026, 11, 20),
            },
            Export with
            {
                Days = 3,
                StartDate = new DateOnly(2026, 11, 20),
                EndDate = new DateOnly(2026, 11, 20),
            },
            Export with
            {
                StartDate = new DateOnly(2026, 11, 21),
                EndDate = new DateOnly(2026, 11, 20),
            },
            Export with
            {
                Days = 0,
            },
            Export with
            {
                Type = WebhookType.Marketing,
                MessageId = "x",
            },
            Export with
            {
                Event = default,
            },
        ];

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public async Task ExportAsync_OfContradictions_IsRefused(ExportWebhookEventsRequest request)
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Webhooks.ExportAsync(request));
        Assert.Empty(wire.Server.LogEntries);
    }

    private static Uri Address => new("https://example.com/hooks");

    private static ExportWebhookEventsRequest Export =>
        new()
        {
            Event = WebhookExportEvent.Click,
            Type = WebhookType.Transactional,
            NotifyUrl = Address,
        };
}
