using System.Globalization;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>Products, categories, custom objects and messages through their writers, the whole pipeline and the emulator: counts to the record.</summary>
public sealed class CatalogAndMessageWriterTests : IAsyncDisposable
{
    private ConnectorEmulator? _emulator;
    private ServiceProvider? _services;

    private CancellationToken Cancelled { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Catalogue_OfManyThings_IsStoredToTheRecord()
    {
        var brevo = await StartAsync();
        await brevo.Ecommerce.ActivateAsync(Cancelled);
        var products = ProductMap.From<int>(map =>
        {
            map.Id(number => Text("P", number));
            map.Name(number => Text("Lamp ", number));
        });
        var categories = CategoryMap.From<int>(map =>
        {
            map.Id(number => Text("C", number));
            map.Name(number => Text("Room ", number));
        });

        await using var first = brevo.Products.CreateWriter(products);
        var created = await first.WriteAllAsync(Enumerable.Range(0, 250), Cancelled);
        await using var second = brevo.Products.CreateWriter(products);
        var mixed = await second.WriteAllAsync(Enumerable.Range(200, 100), Cancelled);
        await using var rooms = brevo.Categories.CreateWriter(categories);
        var stored = await rooms.WriteAllAsync(Enumerable.Range(0, 150), Cancelled);

        Assert.Equal((250L, 250L, 0L), (created.Delivered, created.Created ?? 0, created.Updated ?? 0));
        Assert.Equal((100L, 50L, 50L), (mixed.Delivered, mixed.Created ?? 0, mixed.Updated ?? 0));
        Assert.Equal(150, stored.Delivered);
        Assert.Equal(300, await CountAsync(brevo.Products.ListAsync(cancellationToken: Cancelled)));
        Assert.Equal(150, await CountAsync(brevo.Categories.ListAsync(cancellationToken: Cancelled)));
    }

    [Fact]
    public async Task Objects_OfManyRecords_AreFollowedToTheirEnd()
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.AddObjectType("vehicle", "n");
        var map = ObjectMap.From<int>(map =>
        {
            map.ExternalId(number => Text("V", number));
            map.Attributes(attributes => attributes.Field("n", number => (long?)number));
        });

        await using var writer = brevo.Objects.CreateWriter(
            "vehicle",
            map,
            new()
            {
                FirstLook = TimeSpan.FromMilliseconds(5),
                MaxLookInterval = TimeSpan.FromMilliseconds(50),
                MaxLooksPerHour = 10_000,
            }
        );
        var report = await writer.WriteAllAsync(Enumerable.Range(0, 2_500), Cancelled);

        Assert.Equal((2_500L, 0L), (report.Delivered, report.Unverified));
        Assert.Equal(2_500, await CountAsync(brevo.Objects.ListAsync("vehicle", cancellationToken: Cancelled)));
    }

    [Fact]
    public async Task Messages_ToManyPeople_AreSentOnceEach()
    {
        var brevo = await StartAsync();
        var template = _emulator!.Brevo.AddEmailTemplate("t", "Hello", "<p>Hello {{params.name}}</p>");
        var map = MessageMap.From<int>(map =>
        {
            map.To(number => Text("mail", number) + "@example.com");
            map.Params(fields => fields.Field("name", number => Text("N", number)));
        });

        await using var writer = brevo.TransactionalEmails.CreateWriter(
            map,
            new SendTransactionalEmailRequest { TemplateId = new EmailTemplateId(template) }
        );
        var report = await writer.WriteAllAsync(Enumerable.Range(0, 2_500), Cancelled);

        Assert.Equal((2_500L, 0L), (report.Delivered, report.Unverified));
        Assert.Equal(2_500, _emulator.Brevo.GetMessages().Select(message => message.Recipient).Distinct().Count());
        Assert.Equal(2_500, _emulator.Brevo.GetMessages().Count);
        Assert.Equal(3, _emulator.Brevo.Requests.Count("POST /v3/smtp/email"));
    }

    [Fact]
    public async Task Sms_ToManyNumbers_AreSentOnceEach()
    {
        var brevo = await StartAsync();
        var map = SmsMap.From<int>(map => map.To(number => Text("3360000", 1_000 + number)));

        await using var writer = brevo.TransactionalSms.CreateWriter(map, new() { Sender = "Shop", Content = "Hello" });
        var report = await writer.WriteAllAsync(Enumerable.Range(0, 250), Cancelled);

        Assert.Equal(250, report.Delivered);
        Assert.Equal(250, _emulator!.Brevo.GetMessages().Select(message => message.Recipient).Distinct().Count());
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static string Text(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> items)
    {
        var count = 0;
        await foreach (var _ in items)
        {
            count++;
        }

        return count;
    }

    private async Task<BrevoClient> StartAsync()
    {
        _emulator = await ConnectorEmulator.StartAsync(
            new ConnectorEmulatorOptions { EnforceQuotas = false, ImportProcessingTime = TimeSpan.Zero },
            Cancelled
        );
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = _emulator.Brevo.BaseAddress;
            options.ApiKey = _emulator.Brevo.ApiKey;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
        });
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<BrevoClient>();
    }
}
