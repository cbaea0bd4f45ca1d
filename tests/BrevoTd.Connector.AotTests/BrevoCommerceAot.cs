using System.Net;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>Events, orders, catalogues, coupons, payments and custom objects: one call of each area.</summary>
internal static class BrevoCommerceAot
{
    public static (string Name, Func<Task> Run)[] All =>
        [
            ("what people do and buy is written", IsWrittenAsync),
            ("what people do and buy is read", IsReadAsync),
            ("what people do and buy is written in batches", IsWrittenInBatchesAsync),
        ];

    private static async Task IsWrittenAsync()
    {
        var answers = new Answers();
        await using var provider = Provider(answers);
        var brevo = provider.GetRequiredService<BrevoClient>();

        var events = await brevo.Events.CreateBatchAsync([
            new()
            {
                Name = "e",
                Identifiers = new() { ContactId = 7 },
                Properties = new Dictionary<string, PropertyValue> { ["a"] = new PropertyValue[] { 1.5, "x" } },
            },
            new()
            {
                Name = "f",
                Identifiers = new() { ContactId = 8 },
            },
        ]);
        Expect.Equal(
            """{"events":[{"event_name":"e","identifiers":{"contact_id":7},"event_properties":{"a":[1.5,"x"]}},{"event_name":"f","identifiers":{"contact_id":8}}]}""",
            answers.LastBody
        );
        Expect.Equal(1, events.Failures.Single().Index);

        var orders = await brevo.Orders.UpsertBatchAsync(
            new()
            {
                Orders =
                [
                    new()
                    {
                        Id = "1",
                        CreatedAt = DateTimeOffset.UnixEpoch,
                        UpdatedAt = DateTimeOffset.UnixEpoch,
                        Status = "new",
                        Amount = 1.10m,
                        Products =
                        [
                            new()
                            {
                                ProductId = "P",
                                Price = 1.10m,
                                Quantity = 1,
                            },
                        ],
                    },
                ],
                Historical = true,
            }
        );
        Expect.Equal("9", orders.BatchId);
        Expect.Equal(2L, (await brevo.Products.UpsertBatchAsync([new() { Id = "P", Name = "N" }])).CreatedCount);
        Expect.Equal(true, (await brevo.Categories.UpsertAsync(new() { Id = "C", Name = "N" })).Created);
        Expect.Equal("c-1", (await brevo.Coupons.CreateCollectionAsync(new() { Name = "N", DefaultCoupon = "D" })).Value);
        var payment = await brevo.Payments.CreateAsync(
            new()
            {
                Reference = "R",
                ContactId = 7,
                Cart = PaymentCart.EuroCents(5),
            }
        );
        Expect.Equal("122", payment.Id?.Value);
        var objects = await brevo.Objects.UpsertAsync(
            "vehicle",
            [new() { Attributes = new Dictionary<string, PropertyValue> { ["make"] = "Toyota" } }]
        );
        Expect.Equal(21L, objects.Id.Value);
    }

    private static async Task IsWrittenInBatchesAsync()
    {
        var answers = new Answers();
        await using var provider = Provider(answers);
        var brevo = provider.GetRequiredService<BrevoClient>();

        var visits = EventMap.From<int>(map =>
        {
            map.Name("e");
            map.ContactId(id => (long)id);
        });
        await using var events = brevo.Events.CreateWriter(visits);
        var report = await events.WriteAllAsync([7, 8]);
        Expect.Equal(
            """{"events":[{"event_name":"e","identifiers":{"contact_id":7}},{"event_name":"e","identifiers":{"contact_id":8}}]}""",
            answers.LastBody
        );
        Expect.Equal((1L, 1L), (report.Delivered, report.RejectedByCause["event_refused"]));

        var sales = OrderMap.From<string>(map =>
        {
            map.Id(id => id);
            map.CreatedAt(_ => DateTimeOffset.UnixEpoch);
            map.UpdatedAt(_ => DateTimeOffset.UnixEpoch);
            map.Status("new");
            map.Amount(_ => 1.10m);
            map.Lines<string>(
                id => [id],
                line =>
                {
                    line.ProductId(_ => "P");
                    line.Quantity(_ => 1);
                    line.Price(_ => 1.10m);
                }
            );
        });
        await using var orders = brevo.Orders.CreateWriter(sales, new() { Historical = true });
        Expect.Equal(1L, (await orders.WriteAllAsync(["1"])).Delivered);
        Expect.Equal(true, answers.LastBody?.EndsWith(",\"historical\":true}", StringComparison.Ordinal));

        await using var members = brevo.Lists.CreateAddWriter(7, new() { CheckBeforeSending = false });
        Expect.Equal(1L, (await members.WriteAllAsync([ContactIdentifier.Email("a@b.de")])).Delivered);
        Expect.Equal("""{"emails":["a@b.de"]}""", answers.LastBody);

        var people = ContactMap.From<string>(map => map.Email(email => email));
        await using var contacts = brevo.Contacts.CreateUpsertWriter(people, new() { CheckBeforeSending = false });
        Expect.Equal(1L, (await contacts.WriteAllAsync(["a@b.de"])).Created);
        Expect.Equal("""{"email":"a@b.de","updateEnabled":true}""", answers.LastBody);
    }

    private static async Task IsReadAsync()
    {
        await using var provider = Provider(new Answers());
        var brevo = provider.GetRequiredService<BrevoClient>();

        Expect.Equal(142L, (await FirstAsync(brevo.Events.ListAsync())).Properties?["duration"].AsInteger);
        Expect.Equal("21", (await FirstAsync(brevo.Orders.ListAsync())).Products?[0].ProductId);
        Expect.Equal(49.95m, (await FirstAsync(brevo.Products.ListAsync())).Price);
        Expect.Equal("EUR", await brevo.Ecommerce.GetDisplayCurrencyAsync());
        Expect.Equal("c-1", (await FirstAsync(brevo.Coupons.ListCollectionsAsync())).Id?.Value);
        Expect.Equal("Toyota", (await FirstAsync(brevo.Objects.ListAsync("vehicle"))).Attributes?["make"].AsText);
    }

    private static ServiceProvider Provider(Answers answers)
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-aot").Http.ConfigurePrimaryHttpMessageHandler(() => answers);
        return services.BuildServiceProvider();
    }

    private static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> values)
    {
        await foreach (var value in values)
        {
            return value;
        }

        throw new InvalidOperationException("Nothing is listed.");
    }

    private sealed class Answers : HttpMessageHandler
    {
        public string? LastBody { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            LastBody = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            var (status, json) = $"{request.Method} {request.RequestUri!.AbsolutePath["/v3/".Length..]}" switch
            {
                "POST events/batch" => (
                    207,
                    """{"total_events":2,"successful_events":1,"failed_events":1,"errors":[{"eventIndex":[1],"message":"no"}]}"""
                ),
                "POST contacts" => (201, """{"id":7}"""),
                "POST contacts/lists/7/contacts/add" => (201, """{"contacts":{"success":["a@b.de"],"failure":[]}}"""),
                "POST orders/status/batch" => (202, """{"batch_id":9,"count":1}"""),
                "POST products/batch" => (201, """{"createdCount":2,"updatedCount":0}"""),
                "POST categories" => (201, """{"id":"C"}"""),
                "POST couponCollections" => (201, """{"id":"c-1"}"""),
                "POST payments/requests" => (201, """{"id":122,"url":"https://example.com/"}"""),
                "POST objects/vehicle/batch/upsert" => (202, """{"processId":21}"""),
                "GET events" => (200, """{"count":1,"events":[{"contact_id":7,"event_properties":{"duration":142}}]}"""),
                "GET orders" => (200, """{"count":1,"orders":[{"products":[{"productId":21}]}]}"""),
                "GET products" => (200, """{"count":1,"products":[{"id":7,"price":49.95}]}"""),
                "GET ecommerce/config/displayCurrency" => (200, """{"code":"EUR"}"""),
                "GET couponCollections" => (200, """{"collections":[{"id":"c-1"}]}"""),
                "GET objects/vehicle/records" => (200, """{"count":1,"records":[{"attributes":{"make":"Toyota"}}]}"""),
                var other => throw new InvalidOperationException($"{other} is not expected."),
            };
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        }
    }
}
