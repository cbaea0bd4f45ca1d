using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>Every target of Brevo: what is planned is done, what is stored is what SQL counts, and a second run sends nothing.</summary>
public sealed class TargetSyncTests : IAsyncLifetime
{
    private const int People = 600;

    private EmulatedSync _sync = null!;

    public async ValueTask InitializeAsync() => _sync = await EmulatedSync.StartAsync();

    public async ValueTask DisposeAsync() => await _sync.DisposeAsync();

    [Fact]
    public async Task ToEvents_FromATable_StoresAsManyAsSqlCountsAndNothingTwice()
    {
        await LoadVisitsAsync();
        var job = _sync.Job(sync =>
            sync.FromQuery("shop", "SELECT email, seen_at, page FROM visits").ToEvents(Visits()).Changes(SyncChanges.Fingerprint)
        );

        await RunTwiceAsync(job, await _sync.ScalarAsync("SELECT COUNT(*) FROM visits"), "POST /v3/events/batch");

        var stored = await EmulatedSync.ListAsync(_sync.Brevo.Events.ListAsync());
        Assert.Equal(await _sync.ScalarAsync("SELECT COUNT(*) FROM visits"), stored.Count);

        // The same event once more is another event: the first ones are known, the new one is sent.
        await LoadVisitsAsync(1);
        var third = await job.RunAsync();
        Assert.Equal((1L, 1L), (third.Steps[0].Records.Delivered, third.Steps[0].Actions["send new"]));
    }

    [Fact]
    public async Task ToOrders_FromLines_StoresOneOrderPerKeyWithTheSumsOfSql()
    {
        await _sync.Brevo.Ecommerce.ActivateAsync();
        await _sync.LoadAsync(
            "lines",
            Enumerable
                .Range(0, 900)
                .Select(i =>
                    FormattableString.Invariant(
                        $$"""{"time":1727740800,"order_id":"O{{i % 300}}","email":"buyer.{{i % 300}}@example.com","sku":"P{{i}}","quantity":{{1 + (i % 4)}},"price":{{i}}.25}"""
                    )
                )
        );
        var job = _sync.Job(sync =>
            sync.FromTable("shop", "lines", "order_id", "email", "sku", "quantity", "price", "time")
                .ToOrders(
                    OrderMap.From<RowGroup<TdRow>>(map =>
                    {
                        map.Id(Column.Text("order_id"));
                        map.Email(Column.Text("email"));
                        map.CreatedAt(Column.Timestamp("time"));
                        map.UpdatedAt(Column.Timestamp("time"));
                        map.Status("completed");
                        map.Amount(group => group.Rows.Sum(row => row.Int64("quantity") * (decimal)row.Double("price")));
                        map.Lines(
                            group => group.Rows,
                            line =>
                            {
                                line.ProductId(Column.Text("sku"));
                                line.Quantity(Column.Int64("quantity"));
                                line.Price(Column.Decimal("price"));
                            }
                        );
                    }),
                    ["order_id"],
                    options => options.Historical = true
                )
                .Changes(SyncChanges.Fingerprint)
        );

        await RunTwiceAsync(job, await _sync.ScalarAsync("SELECT COUNT(DISTINCT order_id) FROM lines"), "POST /v3/orders/status/batch");

        var orders = await EmulatedSync.ListAsync(_sync.Brevo.Orders.ListAsync());
        Assert.Equal(300, orders.Count);
        Assert.Equal(900, orders.Sum(order => order.Products!.Count));
        Assert.Equal(
            await _sync.ScalarAsync("SELECT SUM(quantity * price) * 100 FROM lines"),
            (long)Math.Round(orders.Sum(order => (decimal)order.Amount!.Value) * 100)
        );
    }

    [Fact]
    public async Task ToTheCatalogue_FromRecords_StoresThem()
    {
        await _sync.Brevo.Ecommerce.ActivateAsync();
        _sync.Emulator.Brevo.AddObjectType("vehicle", "n");
        var job = _sync.Job(sync =>
        {
            sync.From(Enumerable.Range(0, 250))
                .ToProducts(
                    ProductMap.From<int>(map =>
                    {
                        map.Id(number => Text("P", number));
                        map.Name(number => Text("Lamp ", number));
                    })
                )
                .Changes(SyncChanges.Fingerprint);
            sync.From(Enumerable.Range(0, 130))
                .ToCategories(
                    CategoryMap.From<int>(map =>
                    {
                        map.Id(number => Text("C", number));
                        map.Name(number => Text("Room ", number));
                    })
                )
                .Changes(SyncChanges.Fingerprint);
            sync.From(Enumerable.Range(0, 1_100))
                .ToObjects(
                    "vehicle",
                    ObjectMap.From<int>(map =>
                    {
                        map.ExternalId(number => Text("V", number));
                        map.Attributes(attributes => attributes.Field("n", number => (long?)number));
                    }),
                    options =>
                    {
                        options.FirstLook = TimeSpan.FromMilliseconds(5);
                        options.MaxLookInterval = TimeSpan.FromMilliseconds(50);
                        options.MaxLooksPerHour = 10_000;
                    }
                )
                .Changes(SyncChanges.Fingerprint);
        });

        var plan = await job.PlanAsync();
        var first = await job.RunAsync(new() { Plan = plan });
        var requests = _sync.Emulator.Brevo.Requests.Total;
        var second = await job.RunAsync();

        Assert.True(first.IsComplete, first.ToTable());
        Assert.Equal(plan.Steps.Select(step => step.ToSend), first.Steps.Select(step => step.Records.Delivered));
        Assert.Equal([250L, 130L, 1_100L], first.Steps.Select(step => step.Records.Delivered));
        Assert.Equal(250, (await EmulatedSync.ListAsync(_sync.Brevo.Products.ListAsync())).Count);
        Assert.Equal(130, (await EmulatedSync.ListAsync(_sync.Brevo.Categories.ListAsync())).Count);
        Assert.Equal(1_100, (await EmulatedSync.ListAsync(_sync.Brevo.Objects.ListAsync("vehicle"))).Count);
        Assert.All(second.Steps, step => Assert.Equal(0, step.Records.Delivered));
        Assert.True(_sync.Emulator.Brevo.Requests.Count("POST /v3/products/batch") == 3, "products were sent again");
        Assert.True(requests > 0);
    }

    [Fact]
    public async Task ToMessagesAndSms_RunTwice_ReachEverybodyOnce()
    {
        var template = _sync.Emulator.Brevo.AddEmailTemplate("t", "Hello", "<p>Hello {{params.name}}</p>");
        var job = _sync.Job(sync =>
        {
            sync.From(Enumerable.Range(0, 1_200))
                .ToMessages(
                    MessageMap.From<int>(map =>
                    {
                        map.To(number => Text("mail", number) + "@example.com");
                        map.Params(fields => fields.Field("name", number => Text("N", number)));
                    }),
                    new SendTransactionalEmailRequest { TemplateId = new EmailTemplateId(template) }
                )
                .Changes(SyncChanges.Fingerprint);
            sync.From(Enumerable.Range(0, 150))
                .ToSms(
                    SmsMap.From<int>(map => map.To(number => Text("3360000", 1_000 + number))),
                    options => (options.Sender, options.Content) = ("Shop", "Hello")
                )
                .Changes(SyncChanges.Fingerprint);
        });

        var plan = await job.PlanAsync();
        var first = await job.RunAsync(new() { Plan = plan });
        var second = await job.RunAsync();

        Assert.True(first.IsComplete, first.ToTable());
        Assert.Equal(plan.Steps.Select(step => step.Actions["send new"]), first.Steps.Select(step => step.Records.Delivered));
        Assert.Equal(1_350, _sync.Emulator.Brevo.GetMessages().Count);
        Assert.Equal(1_350, _sync.Emulator.Brevo.GetMessages().Select(message => message.Recipient).Distinct().Count());
        Assert.Equal([1_200L, 150L], second.Steps.Select(step => step.Actions["unchanged"]));
    }

    [Fact]
    public async Task ToEmailCampaigns_OfWhichOneExists_CreatesTheOthersOnce()
    {
        var list = _sync.Emulator.Brevo.AddList("Readers");
        _ = _sync.Emulator.Brevo.AddContact("reader@example.com", null, list);
        await _sync.Brevo.EmailCampaigns.CreateAsync(Campaign(2, list));
        var job = _sync.Job(sync =>
            sync.From(Enumerable.Range(0, 5)).ToEmailCampaigns(number => Campaign(number, list), options => options.SendNow = true)
        );

        var first = await job.RunAsync();
        var second = await job.RunAsync();

        Assert.True(first.IsComplete, first.ToTable());
        Assert.Equal(5, first.Steps[0].Records.Delivered);
        Assert.True(second.IsComplete, second.ToTable());
        var campaigns = await EmulatedSync.ListAsync(_sync.Brevo.EmailCampaigns.ListAsync());
        Assert.Equal(5, campaigns.Count);
        Assert.Equal(5, campaigns.Select(campaign => campaign.Name).Distinct().Count());
        Assert.Equal(EmailCampaignStatus.Draft, Assert.Single(campaigns, campaign => campaign.Name == "Week 2").Status);
        Assert.Equal(4, _sync.Emulator.Brevo.Requests.Count("POST /v3/emailCampaigns/{campaignId}/sendNow"));
    }

    [Fact]
    public async Task ToSmsCampaigns_Scheduled_CreatesThemOnce()
    {
        var list = _sync.Emulator.Brevo.AddList("Readers");
        _ = _sync.Emulator.Brevo.AddContact("reader@example.com", new Dictionary<string, string> { ["SMS"] = "33612345678" }, list);
        var job = _sync.Job(sync =>
            sync.From(Enumerable.Range(0, 3))
                .ToSmsCampaigns(number => new CreateSmsCampaignRequest
                {
                    Name = Text("Sale ", number),
                    Sender = "Shop",
                    Content = "Everything must go",
                    Recipients = new SmsCampaignAudience { ListIds = [list] },
                    ScheduledAt = DateTimeOffset.UtcNow.AddDays(2),
                })
        );

        var first = await job.RunAsync();
        var second = await job.RunAsync();

        Assert.True(first.IsComplete && second.IsComplete, first.ToTable());
        var campaigns = await EmulatedSync.ListAsync(_sync.Brevo.SmsCampaigns.ListAsync());
        Assert.Equal(["Sale 0", "Sale 1", "Sale 2"], campaigns.Select(campaign => campaign.Name).Order());
    }

    [Theory]
    [InlineData(OutboxPolicy.AtLeastOnce)]
    [InlineData(OutboxPolicy.AtMostOnce)]
    public async Task ToEvents_WhenTheProcessDiesBehindARequest_DoublesOrMissesOnlyWhatWasUnderWay(OutboxPolicy policy)
    {
        await LoadVisitsAsync();
        var all = await _sync.ScalarAsync("SELECT COUNT(*) FROM visits");
        var job = _sync.Job(sync =>
            sync.FromQuery("shop", "SELECT email, seen_at, page FROM visits")
                .ToEvents(Visits(), options => options.MaxBatchRecords = 200)
                .WhenInDoubt(policy)
                .ReconcileEvents()
        );
        var writes = 0;
        _sync.Store.Dies = set => set.StartsWith("outbox", StringComparison.Ordinal) && ++writes > 4;
        var cutShort = await job.RunAsync();
        Assert.False(cutShort.IsComplete);
        var underWay = _sync.Emulator.Brevo.Requests.Count("POST /v3/events/batch") * 200L;
        _sync.Store.Revive();

        var plan = await job.PlanAsync();
        var report = await job.RunAsync(new() { Plan = plan });

        var step = Assert.Single(report.Steps);
        var stored = (await EmulatedSync.ListAsync(_sync.Brevo.Events.ListAsync())).Count;
        Assert.True(step.IsComplete, report.ToTable());
        Assert.True(step.WasResumed);
        Assert.Equal(plan.Steps[0].Actions, step.Actions);
        Assert.True(underWay is > 0 && underWay < all);
        if (policy is OutboxPolicy.AtLeastOnce)
        {
            Assert.InRange(stored, all, all + step.MaxDoubled);
            Assert.Equal(stored - all, step.Doubled);
            Assert.InRange(step.MaxDoubled, 1, 400);
        }
        else
        {
            Assert.Equal(step.Records.Unverified, step.Actions["left out, because it may have arrived before the interruption"]);
            Assert.InRange(stored, all - step.Records.Unverified, all);
        }

        // The window is closed: a run with nothing to doubt sends everything anew, and nothing is left of the ledger.
        var next = await job.RunAsync();
        Assert.Equal(["send"], next.Steps[0].Actions.Keys);
        Assert.Equal(0, next.Steps[0].MaxDoubled);
    }

    [Fact]
    public async Task ToEventsAndOrders_OfErasedPeople_LeaveThemOut()
    {
        await _sync.Brevo.Ecommerce.ActivateAsync();
        var options = new SyncJobOptions();
        var tombstones = new Tombstones(_sync.Store, options.Account, new RecordHash(options.HashKey), Timeout.InfiniteTimeSpan);
        await tombstones.AddAsync(
            [
                new PersonIdentifier(IdentifierKind.Email, "Gone@example.com"),
                new PersonIdentifier(IdentifierKind.ExternalId, "7"),
                new(IdentifierKind.ContactId, "99"),
            ],
            DateTimeOffset.UnixEpoch
        );
        var time = DateTimeOffset.FromUnixTimeSeconds(1_727_740_800);
        var job = _sync.Job(sync =>
        {
            sync.From<(string? Email, string? Id, long? Contact)>([
                    ("gone@example.com", null, null),
                    (null, "7", null),
                    (null, null, 99),
                    ("stays@example.com", "8", null),
                ])
                .ToEvents(
                    EventMap.From<(string? Email, string? Id, long? Contact)>(map =>
                    {
                        map.Name("seen");
                        map.Email(record => record.Email);
                        map.ExternalId(record => record.Id);
                        map.ContactId(record => record.Contact);
                    })
                );

            // The order's own id is nobody's.
            sync.From<(string Order, string Email)>([("7", "stays@example.com"), ("8", "GONE@example.com")])
                .ToOrders(
                    OrderMap.From<(string Order, string Email)>(map =>
                    {
                        map.Id(record => record.Order);
                        map.Email(record => record.Email);
                        map.CreatedAt(_ => (DateTimeOffset?)time);
                        map.UpdatedAt(_ => (DateTimeOffset?)time);
                        map.Status("completed");
                        map.Amount(_ => (decimal?)1);
                        map.Lines(
                            _ => new[] { "P1" },
                            line =>
                            {
                                line.ProductId(sku => sku);
                                line.Quantity(_ => (long?)1);
                                line.Price(_ => (decimal?)1);
                            }
                        );
                    }),
                    options => options.Historical = true
                );
            sync.From<(string To, string? Copy)>([("stays@example.com", "gone@example.com"), ("stays@example.com", null)])
                .ToMessages(
                    MessageMap.From<(string To, string? Copy)>(map =>
                    {
                        map.To(record => record.To);
                        map.Cc(record => record.Copy is null ? [] : new[] { record.Copy }, copy => copy.Email(address => address));
                    }),
                    new SendTransactionalEmailRequest
                    {
                        Sender = new() { Email = "shop@example.com" },
                        Subject = "Hello",
                        TextContent = "Hello",
                    }
                );
        });

        var report = await job.RunAsync();

        Assert.Equal((3L, 1L), (report.Steps[0].Actions["erased"], report.Steps[0].Records.Delivered));
        Assert.Equal((1L, 1L), (report.Steps[1].Actions["erased"], report.Steps[1].Records.Delivered));
        Assert.Equal((1L, 1L), (report.Steps[2].Actions["erased"], report.Steps[2].Records.Delivered));
        Assert.Equal("7", Assert.Single(await EmulatedSync.ListAsync(_sync.Brevo.Orders.ListAsync())).Id);
    }

    private static CreateEmailCampaignRequest Campaign(int number, long list) =>
        new()
        {
            Name = Text("Week ", number),
            Sender = new EmailCampaignSender { Email = "shop@emulator.example", Name = "Shop" },
            Subject = "News",
            HtmlContent = "<p>Everything that is new in the shop.</p>",
            Recipients = new EmailCampaignAudience { ListIds = [list] },
        };

    private static EventMap<TdRow> Visits() =>
        EventMap.From<TdRow>(map =>
        {
            map.Name("visit");
            map.Email(Column.Text("email"));
            map.Time(Column.Timestamp("seen_at"));
            map.Properties(properties => properties.Field("page", Column.Text("page")));
        });

    /// <summary>Every tenth visit is there twice.</summary>
    private Task LoadVisitsAsync(int count = People) =>
        _sync.LoadAsync(
            "visits",
            Enumerable
                .Range(0, count)
                .SelectMany(id => Enumerable.Repeat(id, count > 1 && id % 10 == 0 ? 2 : 1))
                .Select(id =>
                    FormattableString.Invariant(
                        $$"""{"time":1727740800,"seen_at":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86_400 * 86_400 - 864_000 + (id * 60)}},"email":"visitor.{{id}}@example.com","page":"/p/{{id}}"}"""
                    )
                )
        );

    private static string Text(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    /// <summary>A plan, the run that it describes, and a run with nothing new.</summary>
    private async Task RunTwiceAsync(SyncJob job, long records, string call)
    {
        var plan = await job.PlanAsync();
        var first = await job.RunAsync(new() { Plan = plan });
        var calls = _sync.Emulator.Brevo.Requests.Count(call);
        var again = await job.PlanAsync();
        var second = await job.RunAsync(new() { Plan = again });

        Assert.True(first.IsComplete, first.ToTable());
        Assert.Equal(records, first.Steps[0].Records.Delivered);
        Assert.Equal(records, plan.Steps[0].ToSend);
        Assert.Equal(plan.Steps[0].Actions, first.Steps[0].Actions);
        Assert.Equal(0, again.Steps[0].ToSend);
        Assert.Equal(again.Steps[0].Actions, second.Steps[0].Actions);
        Assert.Equal(0, second.Steps[0].Records.Delivered);
        Assert.Equal(records, second.Steps[0].Actions["unchanged"]);
        Assert.Equal(calls, _sync.Emulator.Brevo.Requests.Count(call));
    }
}
