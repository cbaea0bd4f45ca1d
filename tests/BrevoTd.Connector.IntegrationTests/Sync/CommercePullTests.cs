using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>What a shop, its campaigns and its sales people have in Brevo, into tables.</summary>
public sealed class CommercePullTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_WithTheirLines_AddUpAsTheyWereSent()
    {
        await using var account = await PulledAccount.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            await account.Brevo.Orders.UpsertAsync(Order(i, lines: 1 + (i % 4)), Cancelled);
        }

        var pull = BrevoPulls.Orders();
        var result = await account.LoadAsync(pull, new() { PageSize = 8 });

        Assert.Equal((30, 30), (result.Read, result.Written));
        Assert.Equal(30 + Lines(), result.Rows);
        Assert.Equal(Lines(), await account.CountAsync("SELECT count(*) FROM brevo_order_lines"));
        Assert.Equal(["435"], await account.QueryAsync("SELECT cast(sum(cast(amount AS double)) AS bigint) FROM brevo_orders"));

        // One line less, and nothing else: the newest version replaces all of the order's lines.
        await account.Brevo.Orders.UpsertAsync(Order(7, lines: 3) with { UpdatedAt = DateTimeOffset.UtcNow }, Cancelled);
        await account.LoadAsync(pull, new() { PageSize = 8 });
        Assert.Equal(Lines() - 1, await account.CountAsync($"SELECT count(*) FROM ({BrevoTables.OrderLines.LatestSql}) AS t"));
        Assert.Equal(30, await account.CountAsync($"SELECT count(*) FROM ({BrevoTables.Orders.CurrentSql}) AS t"));

        static int Lines() => Enumerable.Range(0, 30).Sum(i => 1 + (i % 4));
    }

    [Fact]
    public async Task ProductsAndCategories_EqualBrevo()
    {
        await using var account = await PulledAccount.StartAsync();
        await account.Brevo.Categories.UpsertBatchAsync(
            [.. Enumerable.Range(0, 12).Select(i => new UpsertCategoryRequest { Id = $"c{i}", Name = $"Category {i}" })],
            cancellationToken: Cancelled
        );
        await account.Brevo.Products.UpsertBatchAsync(
            [
                .. Enumerable
                    .Range(0, 50)
                    .Select(i => new UpsertProductRequest
                    {
                        Id = $"p{i}",
                        Name = $"Product {i}",
                        Price = i + 0.5m,
                        Categories = [$"c{i % 12}"],
                    }),
            ],
            cancellationToken: Cancelled
        );

        Assert.Equal(12, (await account.LoadAsync(BrevoPulls.Categories(), new() { PageSize = 5 })).Written);
        Assert.Equal(50, (await account.LoadAsync(BrevoPulls.Products(), new() { PageSize = 20 })).Written);
        Assert.Equal(12, await account.CountAsync("SELECT count(DISTINCT name) FROM brevo_categories"));
        Assert.Equal(
            ["50|1250"],
            await account.QueryAsync("SELECT count(*), cast(sum(cast(price AS double)) AS bigint) FROM brevo_products")
        );

        await account.Brevo.Products.UpsertAsync(
            new()
            {
                Id = "p3",
                Name = "Product 3",
                Price = 9m,
            },
            Cancelled
        );
        var second = await account.LoadAsync(BrevoPulls.Products());
        Assert.Equal(1, second.Written);
        Assert.Equal(["9"], await account.QueryAsync($"SELECT price FROM ({BrevoTables.Products.LatestSql}) AS t WHERE id = 'p3'"));
    }

    [Fact]
    public async Task CompaniesAndDeals_WithTheirAttributes_EqualBrevo()
    {
        await using var account = await PulledAccount.StartAsync();
        for (var i = 0; i < 70; i++)
        {
            await account.Brevo.Companies.CreateAsync(new() { Name = $"Company {i}" }, Cancelled);
        }

        for (var i = 0; i < 60; i++)
        {
            await account.Brevo.Deals.CreateAsync(
                new()
                {
                    Name = $"Deal {i}",
                    Attributes = new Dictionary<string, AttributeValue> { ["amount"] = i },
                },
                Cancelled
            );
        }

        Assert.Equal(70, (await account.LoadAsync(BrevoPulls.Companies())).Written);
        Assert.Equal(60, (await account.LoadAsync(BrevoPulls.Deals(withRawJson: true))).Written);
        Assert.Equal(70, await account.CountAsync("SELECT count(DISTINCT name) FROM brevo_companies"));
        Assert.Equal(
            ["60|1770|60"],
            await account.QueryAsync(
                "SELECT count(DISTINCT deal_name), cast(sum(amount) AS bigint), count(json_extract_scalar(raw, '$.id')) FROM brevo_deals"
            )
        );
    }

    [Fact]
    public async Task Campaigns_WithTheirStatistics_AreReadByListCalls()
    {
        var clock = new FakeTimeProvider(s_noon);
        await using var account = await PulledAccount.StartAsync(clock: clock);
        var emulated = account.Emulator.Brevo;
        emulated.AddContact("ada@example.com", new Dictionary<string, string> { ["SMS"] = "33612345678", ["WHATSAPP"] = "33612345678" }, 2);
        var email = await account.Brevo.EmailCampaigns.CreateAsync(
            new()
            {
                Name = "June",
                Sender = new() { Email = "shop@example.com" },
                Subject = "Hello",
                HtmlContent = "<p>Hello there</p>",
                Recipients = new() { ListIds = [2] },
            },
            Cancelled
        );
        await account.Brevo.EmailCampaigns.ScheduleAsync(email, clock.GetUtcNow().AddHours(1), cancellationToken: Cancelled);
        _ = await account.Brevo.SmsCampaigns.CreateAsync(
            new()
            {
                Name = "June",
                Sender = "Shop",
                Content = "Hello",
                Recipients = new() { ListIds = [2] },
                ScheduledAt = clock.GetUtcNow().AddHours(1),
            },
            Cancelled
        );
        var template = await account.Brevo.WhatsAppCampaigns.CreateTemplateAsync(
            new()
            {
                Name = "Hello",
                Language = "en",
                Category = WhatsAppTemplateCategory.Marketing,
                BodyText = "Hello there",
            },
            Cancelled
        );
        await account.Brevo.WhatsAppCampaigns.SendTemplateForApprovalAsync(template, Cancelled);
        _ = await account.Brevo.WhatsAppCampaigns.CreateAsync(
            new()
            {
                Name = "June",
                TemplateId = template,
                ScheduledAt = clock.GetUtcNow().AddHours(1),
                Recipients = new() { ListIds = [2] },
            },
            Cancelled
        );
        clock.Advance(TimeSpan.FromHours(2));
        emulated.RecordCampaignEvent(email.Value, "ada@example.com", BrevoEmulatorCampaignEvent.Opened);

        var result = await account.LoadAsync(BrevoPulls.EmailCampaigns());
        await account.LoadAsync(BrevoPulls.SmsCampaigns());
        await account.LoadAsync(BrevoPulls.WhatsAppCampaigns());

        Assert.Equal((1, 1), (result.Written, result.Calls));
        Assert.Equal(
            [$"{email}|June|sent|1|1"],
            await account.QueryAsync("SELECT id, name, status, delivered, unique_views FROM brevo_email_campaigns")
        );
        Assert.Equal(["June|1"], await account.QueryAsync("SELECT name, delivered FROM brevo_sms_campaigns"));
        Assert.Equal(["June|1"], await account.QueryAsync("SELECT name, delivered FROM brevo_whatsapp_campaigns"));
    }

    private static UpsertOrderRequest Order(int number, int lines) =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"o{number}"),
            CreatedAt = s_noon,
            UpdatedAt = s_noon,
            Status = "paid",
            Amount = number,
            Identifiers = new() { Email = $"p{number}@example.com" },
            Products =
            [
                .. Enumerable
                    .Range(1, lines)
                    .Select(i => new OrderLineRequest
                    {
                        ProductId = $"p{i}",
                        Quantity = i,
                        Price = 2m,
                    }),
            ],
        };
}
