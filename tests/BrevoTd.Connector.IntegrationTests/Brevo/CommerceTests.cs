using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Brevo;

/// <summary>Events, orders, catalogues, coupons and custom objects through DI, the whole pipeline and the emulator.</summary>
public sealed class CommerceTests : IAsyncDisposable
{
    private ConnectorEmulator? _emulator;
    private ServiceProvider? _services;

    private CancellationToken Cancelled { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_OfABatch_AreFoundAgainWithTheirContact()
    {
        var brevo = await StartAsync();
        var result = await brevo.Events.CreateBatchAsync(
            [
                .. Enumerable
                    .Range(0, 250)
                    .Select(i => new CreateEventRequest
                    {
                        Name = i % 2 == 0 ? "even" : "odd",
                        Identifiers = new EventIdentifiers { Email = $"person{i % 10}@example.com" },
                        Time = new DateTimeOffset(2026, 11, 1, 0, 0, i % 60, TimeSpan.Zero),
                        Properties = new Dictionary<string, PropertyValue> { ["n"] = i, ["deep"] = new PropertyValue[] { "ä" } },
                    }),
            ],
            Cancelled
        );
        Assert.True(result.IsComplete);
        Assert.Equal(250, result.Queued);

        var seen = new HashSet<long>();
        DateTimeOffset? last = null;
        var query = new EventQuery
        {
            EventNames = ["odd"],
            StartDate = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
            EndDate = new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero),
        };
        await foreach (var page in brevo.Events.ListAsync(query, Cancelled).AsPages(pageSizeHint: 40))
        {
            foreach (var item in page.Values)
            {
                Assert.True(last is null || item.Time <= last);
                last = item.Time;
                Assert.True(seen.Add(item.Properties!["n"].AsInteger!.Value));
            }
        }

        Assert.Equal(125, seen.Count);
        Assert.Equal(10, _emulator!.Brevo.ContactCount);
    }

    [Fact]
    public async Task Orders_OfABatch_AreListedOnceApplied()
    {
        var brevo = await StartAsync();
        UpsertOrderRequest Order(int i) =>
            new()
            {
                Id = $"order {i}/é",
                CreatedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)),
                UpdatedAt = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero),
                Status = "completed",
                Amount = 10.50m * i,
                Products =
                [
                    new OrderLineRequest
                    {
                        ProductId = "P1",
                        QuantityFloat = 1.5m,
                        Price = 7m,
                    },
                ],
            };
        await brevo.Orders.UpsertAsync(Order(1), Cancelled);

        var batch = await brevo.Orders.UpsertBatchAsync(
            new UpsertOrdersRequest { Orders = [.. Enumerable.Range(1, 150).Select(Order)], Historical = true },
            Cancelled
        );

        Assert.Equal(150, batch.Count);
        var ids = new List<string?>();
        await foreach (var order in brevo.Orders.ListAsync(cancellationToken: Cancelled))
        {
            ids.Add(order.Id);
            Assert.Equal(1.5m, order.Products!.Single().QuantityFloat);
        }

        Assert.Equal(150, ids.Count);
        Assert.Equal("order 1/é", ids[0]);
    }

    [Fact]
    public async Task Catalogue_CreatedUpdatedAndMarked_IsReadBack()
    {
        var brevo = await StartAsync();
        await brevo.Ecommerce.ActivateAsync(Cancelled);
        await brevo.Ecommerce.UpdateDisplayCurrencyAsync("USD", Cancelled);
        Assert.Equal("USD", await brevo.Ecommerce.GetDisplayCurrencyAsync(Cancelled));
        await brevo.Categories.CreateAsync(new UpsertCategoryRequest { Id = "C/1", Name = "Lamps" }, Cancelled);
        Assert.Equal("Lamps", (await brevo.Categories.GetAsync("C/1", Cancelled)).Name);

        var batch = await brevo.Products.UpsertBatchAsync(
            [
                new UpsertProductRequest
                {
                    Id = "P 1",
                    Name = "Lamp",
                    Price = 49.95m,
                    Categories = ["C/1"],
                    MetaInfo = new Dictionary<string, PropertyValue> { ["watts"] = 40 },
                },
                new UpsertProductRequest { Id = "P2", Name = "Chair" },
            ],
            cancellationToken: Cancelled
        );
        Assert.Equal((2L, 0L), (batch.CreatedCount, batch.UpdatedCount));
        Assert.False((await brevo.Products.UpsertAsync(new UpsertProductRequest { Id = "P2", IsDeleted = true }, Cancelled)).Created);
        await brevo.Products.CreateAlertAsync(
            "P 1",
            ProductAlertType.BackInStock,
            new ProductAlertContact { Email = "a@example.com" },
            Cancelled
        );

        var product = await brevo.Products.GetAsync("P 1", Cancelled);
        Assert.Equal(49.95m, product.Price);
        Assert.Equal(40, product.MetaInfo!["watts"].AsInteger);
        var left = new List<string?>();
        await foreach (
            var item in brevo.Products.ListAsync(
                new ProductQuery
                {
                    IsDeleted = false,
                    Price = new PriceFilter { AtMost = 50 },
                },
                Cancelled
            )
        )
        {
            left.Add(item.Id);
        }

        Assert.Equal(["P 1"], left);
        var e = await Assert.ThrowsAsync<ServiceException>(() =>
            brevo.Products.CreateAsync(new UpsertProductRequest { Id = "P2", Name = "Chair" }, Cancelled)
        );
        Assert.Equal("duplicate_parameter", e.ErrorCode);
    }

    [Fact]
    public async Task CreateProduct_StoredButNotAnswered_IsCreatedOnce()
    {
        var brevo = await StartAsync();
        var lost = _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/products", Method = "POST", Times = 1 });

        await brevo.Products.CreateAsync(new UpsertProductRequest { Id = "P1", Name = "Lamp" }, Cancelled);

        Assert.Equal(1, lost.Hits);
        Assert.Equal("Lamp", (await brevo.Products.GetAsync("P1", Cancelled)).Name);
    }

    [Fact]
    public async Task CreateEvent_StoredButNotAnswered_IsNotSentAgain()
    {
        var brevo = await StartAsync();
        var lost = _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/events", Method = "POST" });

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            brevo.Events.CreateAsync(
                new CreateEventRequest { Name = "e", Identifiers = EventIdentifiers.Of(ContactIdentifier.ExternalId("x")) },
                Cancelled
            )
        );

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal(1, lost.Hits);
        lost.Remove();
        var stored = 0;
        await foreach (var _ in brevo.Events.ListAsync(cancellationToken: Cancelled))
        {
            stored++;
        }

        Assert.Equal(1, stored);
    }

    [Fact]
    public async Task CouponCollection_StoredButNotAnswered_IsFoundByItsTime()
    {
        var brevo = await StartAsync();
        var collection = new CreateCouponCollectionRequest { Name = "Summer", DefaultCoupon = "10OFF" };
        await brevo.Coupons.CreateCollectionAsync(new CreateCouponCollectionRequest { Name = "Summer", DefaultCoupon = "old" }, Cancelled);
        _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/couponCollections", Method = "POST", Times = 1 });

        var id = await brevo.Coupons.CreateCollectionAsync(collection, Cancelled);
        await brevo.Coupons.CreateAsync(id, ["a", "b"], Cancelled);
        var changed = await brevo.Coupons.UpdateCollectionAsync(
            id,
            new UpdateCouponCollectionRequest { RemainingCouponsAlert = 5 },
            Cancelled
        );

        Assert.Equal(id, changed.Id);
        var read = await brevo.Coupons.GetCollectionAsync(id, Cancelled);
        Assert.Equal(("10OFF", 2L, 5L), (read.DefaultCoupon, read.TotalCoupons, read.RemainingCouponsAlert));
        var count = 0;
        await foreach (var _ in brevo.Coupons.ListCollectionsAsync(cancellationToken: Cancelled))
        {
            count++;
        }

        Assert.Equal(2, count);
    }

    [Fact]
    public async Task ObjectRecords_UpsertedAssociatedAndDeleted_AreListed()
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.AddObjectType("vehicle", "make", "n");
        _emulator.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["EXT_ID"] = "crm-7" });

        var result = await brevo.Objects.UpsertAsync(
            "vehicle",
            [
                .. Enumerable
                    .Range(0, 45)
                    .Select(i => new UpsertObjectRecordRequest
                    {
                        Identifiers = new ObjectRecordIdentifiers { ExternalId = $"car {i}" },
                        Attributes = new Dictionary<string, PropertyValue> { ["make"] = "Toyota", ["n"] = i },
                        Associations = [new ObjectAssociationRequest { ObjectType = "contact", Records = ["crm-7"] }],
                    }),
            ],
            Cancelled
        );
        Assert.Equal(ProcessStatus.Completed, (await result.GetAsync(Cancelled)).Status);

        var numbers = new List<long?>();
        await foreach (var page in brevo.Objects.ListAsync("vehicle", cancellationToken: Cancelled).AsPages(pageSizeHint: 10))
        {
            numbers.AddRange(page.Values.Select(record => record.Attributes!["n"].AsInteger));
        }

        Assert.Equal(Enumerable.Range(0, 45).Select(i => (long?)i), numbers);
        var associated = new HashSet<string?>();
        await foreach (
            var record in brevo.Objects.ListAssociatedAsync(
                BrevoObjectsClient.ContactType,
                ObjectRecordKey.Contact(ContactIdentifier.Email("a@example.com")),
                cancellationToken: Cancelled
            )
        )
        {
            Assert.True(associated.Add(record.Object!.ExternalId));
        }

        Assert.Equal(45, associated.Count);
        await brevo.Objects.DeleteByExternalIdAsync("vehicle", ["car 1", "car 2"], Cancelled);
        await foreach (var page in brevo.Objects.ListAsync("vehicle", cancellationToken: Cancelled).AsPages(pageSizeHint: 1))
        {
            Assert.Equal(43, page.TotalCount);
            break;
        }
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
