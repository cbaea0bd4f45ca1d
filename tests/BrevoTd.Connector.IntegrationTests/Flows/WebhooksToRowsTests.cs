using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>What happens at Brevo reaches a receiver by HTTP and becomes rows of a table, each event once.</summary>
public sealed class WebhooksToRowsTests
{
    private const string Token = "receiver-token-1";

    private static readonly TdQueryOptions s_soon = new() { Wait = new TdWaitOptions { InitialPollDelay = TimeSpan.FromMilliseconds(5) } };

    [Fact]
    public async Task Flow_OfContactsAndMessages_ArrivesInTheTable()
    {
        await using var rig = await Rig.StartAsync();
        await rig.RegisterAsync(WebhookType.Transactional, false, WebhookTrigger.Opened, WebhookTrigger.Click);
        await rig.RegisterAsync(WebhookType.Marketing, false, WebhookTrigger.ListAddition, WebhookTrigger.ContactUpdated);
        var list = rig.Emulator.Brevo.AddList("Customers");

        await rig.Brevo.Contacts.CreateAsync(new() { Email = "Ann@example.com", ListIds = [list] });
        await rig.Brevo.Contacts.UpdateAsync(
            ContactIdentifier.Email("ann@example.com"),
            new() { Attributes = new Dictionary<string, AttributeValue> { ["FIRSTNAME"] = "Ann" } }
        );
        rig.Fire("opened", "<1@example.com>");
        rig.Fire("click", "<1@example.com>", "https://example.com/x");
        await rig.Emulator.Brevo.WaitForWebhooksAsync();

        Assert.Equal(
            [
                "click ann@example.com <1@example.com> https://example.com/x",
                "contact_updated ann@example.com  ",
                "list_addition ann@example.com  ",
                "opened ann@example.com <1@example.com> ",
            ],
            await rig.RowsAsync()
        );
        Assert.All(rig.Emulator.Brevo.WebhookCalls, call => Assert.Equal(200, call.StatusCode));
    }

    [Fact]
    public async Task Flow_OfTransactionalEmails_TellsTheFateOfEach()
    {
        await using var rig = await Rig.StartAsync();
        await rig.RegisterAsync(
            WebhookType.Transactional,
            true,
            WebhookTrigger.Request,
            WebhookTrigger.Delivered,
            WebhookTrigger.HardBounce,
            WebhookTrigger.UniqueOpened,
            WebhookTrigger.Click
        );
        rig.Emulator.Brevo.BounceMessagesTo("gone@example.com");

        var ids = new List<string>();
        foreach (var recipient in (string[])["ann@example.com", "ben@example.com", "gone@example.com"])
        {
            var sent = await rig.Brevo.TransactionalEmails.SendAsync(
                new()
                {
                    Sender = MessageSender.FromEmail("shop@example.com"),
                    To = [recipient],
                    Subject = "Your order",
                    HtmlContent = "<p>Thank you</p>",
                    Tags = ["order"],
                }
            );
            ids.Add(sent.MessageId!);
        }

        rig.Emulator.Brevo.RecordMessageEvent(ids[0], BrevoEmulatorMessageEvent.Opened);
        rig.Emulator.Brevo.RecordMessageEvent(ids[0], BrevoEmulatorMessageEvent.Clicked, link: "https://example.com/order");
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        await rig.Emulator.Brevo.WaitForWebhooksAsync();

        var call = Assert.Single(rig.Emulator.Brevo.WebhookCalls);
        Assert.Equal(8, call.EventCount);
        Assert.Equal(
            new[]
            {
                $"click ann@example.com {ids[0]} https://example.com/order",
                $"delivered ann@example.com {ids[0]} ",
                $"delivered ben@example.com {ids[1]} ",
                $"hard_bounce gone@example.com {ids[2]} ",
                $"request ann@example.com {ids[0]} ",
                $"request ben@example.com {ids[1]} ",
                $"request gone@example.com {ids[2]} ",
                $"unique_opened ann@example.com {ids[0]} ",
            },
            (await rig.RowsAsync()).Order(StringComparer.Ordinal)
        );
        Assert.All(rig.Received.Cast<TransactionalEmailWebhookEvent>(), e => Assert.Equal("Your order", e.Subject));
        Assert.All(rig.Received, e => Assert.Equal(["order"], e.Tags));
    }

    [Fact]
    public async Task Flow_OfTheHistory_IsExportedAsCsv()
    {
        await using var emulator = await ConnectorEmulator.StartAsync(
            new() { EnforceQuotas = false, ImportProcessingTime = TimeSpan.Zero }
        );
        await using var brevo = BrevoClient.Create(new() { BaseAddress = emulator.Brevo.BaseAddress, ApiKey = emulator.Brevo.ApiKey });
        await brevo.Webhooks.CreateAsync(new() { Url = new Uri("https://example.com/hooks"), Events = [WebhookTrigger.Click] });
        emulator.Brevo.FireWebhook(
            new()
            {
                Event = "click",
                Email = "ann@example.com",
                MessageId = "<1@example.com>",
            }
        );

        var export = await brevo.Webhooks.ExportAsync(
            new()
            {
                Event = WebhookExportEvent.All,
                Type = WebhookType.Transactional,
                NotifyUrl = new Uri("https://example.com/exports"),
            }
        );
        var rows = new List<string>();
        await foreach (var row in export.ReadExportAsync())
        {
            rows.Add($"{row.Text("event")} {row.Text("email")} {row.Text("message_id")}");
        }

        Assert.Equal(["click ann@example.com <1@example.com>"], rows);
    }

    [Fact]
    public async Task Flow_WhenTheTableCannotBeWritten_IsRepeatedAndStoredOnce()
    {
        await using var rig = await Rig.StartAsync();
        await rig.RegisterAsync(WebhookType.Transactional, true, WebhookTrigger.Opened);
        for (var i = 0; i < 600; i++)
        {
            rig.Fire("opened", $"<{i}@example.com>");
        }

        // The rows are stored, but nobody learns it: Brevo is told to come again, and the same rows are stored once.
        var fault = rig.Emulator.TreasureData.Faults.Add(FaultRule.StoredButNoAnswer() with { Method = "PUT" });
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        await rig.Emulator.Brevo.WaitForWebhooksAsync();
        Assert.Equal([429, 429], rig.Emulator.Brevo.WebhookCalls.Select(call => call.StatusCode));

        fault.Remove();
        rig.Clock.Advance(TimeSpan.FromMinutes(10));
        await rig.Emulator.Brevo.WaitForWebhooksAsync();

        Assert.Equal([429, 429, 200, 200], rig.Emulator.Brevo.WebhookCalls.Select(call => call.StatusCode));
        var rows = await rig.RowsAsync();
        Assert.Equal(600, rows.Count);
        Assert.Equal(600, rows.Distinct().Count());
    }

    [Fact]
    public async Task Flow_WithAnotherToken_IsRefusedAndStoresNothing()
    {
        await using var rig = await Rig.StartAsync();
        await rig.RegisterAsync(WebhookType.Transactional, false, WebhookTrigger.Opened);
        await rig.Brevo.Webhooks.UpdateAsync(1, new() { Auth = WebhookAuthentication.Bearer("another-token") });

        rig.Fire("opened", "<1@example.com>");
        await rig.Emulator.Brevo.WaitForWebhooksAsync();

        var call = Assert.Single(rig.Emulator.Brevo.WebhookCalls);
        Assert.Equal(401, call.StatusCode);
        Assert.Equal(BrevoEmulatorWebhookOutcome.Discarded, call.Outcome);
        Assert.Empty(rig.Received);
    }

    [Fact]
    public async Task Flow_OfTheSamePayloadAgain_HasTheSameKey()
    {
        await using var rig = await Rig.StartAsync();
        await rig.RegisterAsync(WebhookType.Transactional, false, WebhookTrigger.Opened);
        rig.Fire("opened", "<1@example.com>");
        rig.Fire("opened", "<1@example.com>");
        rig.Fire("opened", "<2@example.com>");
        await rig.Emulator.Brevo.WaitForWebhooksAsync();

        Assert.Equal(3, rig.Received.Count);
        Assert.Equal(2, rig.Received.DistinctBy(e => e.DeduplicationKey).Count());
    }

    [Fact]
    public async Task Create_WhoseAnswerIsLost_FindsTheWebhookAndMakesNoSecond()
    {
        await using var emulator = await ConnectorEmulator.StartAsync(new() { EnforceQuotas = false });
        await using var brevo = BrevoClient.Create(
            new()
            {
                BaseAddress = emulator.Brevo.BaseAddress,
                ApiKey = emulator.Brevo.ApiKey,
                RetryBaseDelay = TimeSpan.FromMilliseconds(1),
            }
        );
        var request = new CreateWebhookRequest
        {
            Url = new Uri("https://user:p%40ss@example.com/hooks"),
            Type = WebhookType.Marketing,
            Events = [WebhookTrigger.Click],
        };
        var earlier = await brevo.Webhooks.CreateAsync(request with { Url = new Uri("https://example.com/other") });
        emulator.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Method = "POST", Path = "/v3/webhooks", Times = 1 });

        var id = await brevo.Webhooks.CreateAsync(request);

        var webhooks = await brevo.Webhooks.ListAsync(WebhookType.Marketing);
        Assert.Equal([earlier, id], webhooks.Select(webhook => webhook.Id!.Value));
        Assert.Equal(request.Url.OriginalString, webhooks[1].Url);
    }

    private sealed class WebhookRows : RowMap<BrevoWebhookEvent>
    {
        protected override void Configure(RowMapBuilder<BrevoWebhookEvent> map)
        {
            map.Time(e => e.Time ?? DateTimeOffset.UnixEpoch);
            map.Column("event_key", e => e.DeduplicationKey);
            map.Column("event", e => e.EventName);
            map.Column("email", e => e.Email).ToLower();
            map.Column("message_id", e => e.MessageId);
            map.Column("link", e => (e as TransactionalEmailWebhookEvent)?.Link);
            map.Json("raw", e => e.Raw);
        }
    }

    private sealed class Rig : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly WebhookRows _map = new();
        private WebhookReceiver _receiver = null!;

        private Rig(ConnectorEmulator emulator, FakeTimeProvider clock)
        {
            Emulator = emulator;
            Clock = clock;
            var services = new ServiceCollection();
            services.AddBrevoClient(options =>
            {
                options.BaseAddress = emulator.Brevo.BaseAddress;
                options.ApiKey = emulator.Brevo.ApiKey;
            });
            services.AddTreasureDataClient(options =>
            {
                options.BaseAddress = emulator.TreasureData.BaseAddress;
                options.ApiKey = emulator.TreasureData.ApiKey;
                options.MaxRetries = 0;
            });
            _services = services.BuildServiceProvider();
        }

        public ConnectorEmulator Emulator { get; }

        public FakeTimeProvider Clock { get; }

        public List<BrevoWebhookEvent> Received { get; } = [];

        public BrevoClient Brevo => _services.GetRequiredService<BrevoClient>();

        private TreasureDataClient Td => _services.GetRequiredService<TreasureDataClient>();

        public static async Task<Rig> StartAsync()
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
            var emulator = await ConnectorEmulator.StartAsync(new() { EnforceQuotas = false, TimeProvider = clock });
            var rig = new Rig(emulator, clock);
            await rig.Td.Databases.CreateIfNotExistsAsync("crm_raw");
            await rig.Td.Tables.CreateIfNotExistsAsync("crm_raw", "brevo_events");
            rig._receiver = await WebhookReceiver.StartAsync(WebhookVerifier.BearerToken(Token), rig.StoreAsync);
            return rig;
        }

        public Task<WebhookId> RegisterAsync(WebhookType type, bool batched, params WebhookTrigger[] events) =>
            Brevo.Webhooks.CreateAsync(
                new()
                {
                    Url = _receiver.Address,
                    Type = type,
                    Events = events,
                    Batched = batched,
                    Auth = WebhookAuthentication.Bearer(Token),
                }
            );

        public void Fire(string name, string messageId, string? link = null) =>
            Emulator.Brevo.FireWebhook(
                new()
                {
                    Event = name,
                    Email = "Ann@example.com",
                    MessageId = messageId,
                    Link = link,
                }
            );

        public async Task<List<string>> RowsAsync()
        {
            var rows = new List<string>();
            await using var result = Td.Jobs.Query(
                "crm_raw",
                "SELECT event, email, coalesce(message_id, '') AS message_id, coalesce(link, '') AS link FROM brevo_events ORDER BY event, message_id",
                s_soon
            );
            await foreach (var row in result)
            {
                rows.Add($"{row.Text("event")} {row.Text("email")} {row.Text("message_id")} {row.Text("link")}");
            }

            return rows;
        }

        public async ValueTask DisposeAsync()
        {
            await Emulator.DisposeAsync();
            await _receiver.DisposeAsync();
            await _services.DisposeAsync();
        }

        private async Task<bool> StoreAsync(IReadOnlyList<BrevoWebhookEvent> events)
        {
            lock (Received)
            {
                Received.AddRange(events);
            }

            await using var writer = Td.Tables.CreateImportWriter(_map, "crm_raw", "brevo_events");
            foreach (var webhookEvent in events)
            {
                await writer.WriteAsync(webhookEvent);
            }

            var report = await writer.CompleteAsync();
            return report.Delivered == report.Accepted;
        }
    }
}
