using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>A job from a query to contacts: what it plans, what it does, and what the next run does.</summary>
public sealed class ContactSyncTests : IAsyncLifetime
{
    private ConnectorEmulator _emulator = null!;
    private ServiceProvider _services = null!;
    private long _listId;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ConnectorEmulator.StartAsync(
            new() { EnforceQuotas = false, ImportProcessingTime = TimeSpan.FromMilliseconds(5) }
        );
        _listId = _emulator.Brevo.AddList("Customers");
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = _emulator.Brevo.BaseAddress;
            options.ApiKey = _emulator.Brevo.ApiKey;
            options.Tier = BrevoTier.Extended;
        });
        services.AddTreasureDataClient(options =>
        {
            options.BaseAddress = _emulator.TreasureData.BaseAddress;
            options.ApiKey = _emulator.TreasureData.ApiKey;
        });
        services.AddSingleton<ISyncStore, MemorySyncStore>();
        services.AddSync<CustomersToBrevo>();
        services.AddSingleton(new ListId(_listId));
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_AfterAPlan_DoesWhatThePlanSaid()
    {
        await LoadAsync(1, 3_000);
        var job = Job<CustomersToBrevo>();

        var plan = await job.PlanAsync();
        Assert.Equal(0, _emulator.Brevo.ContactCount);
        var report = await job.RunAsync(new() { Plan = plan });

        var (planned, done) = (Assert.Single(plan.Steps), Assert.Single(report.Steps));
        Assert.Equal(planned.Actions, done.Actions);
        Assert.Equal(planned.ToSend, done.Records.Delivered);
        Assert.Equal(planned.Read, done.Records.Read);
        Assert.True(report.IsComplete, report.ToTable());
        Assert.Equal(done.Records.Delivered, _emulator.Brevo.ContactCount);
        Assert.All(planned.Sample, record => Assert.DoesNotContain("example.com", record, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_WithFingerprintsAndNothingNew_SendsNothing()
    {
        await LoadAsync(1, 2_000);
        var job = Job<CustomersToBrevo>();
        await job.RunAsync();
        var calls = _emulator.Brevo.Requests.Count("POST /v3/contacts/import");

        var second = await job.RunAsync();

        Assert.Equal(0, second.Steps[0].Records.Delivered);
        Assert.Equal(calls, _emulator.Brevo.Requests.Count("POST /v3/contacts/import"));
        Assert.Equal(["skip opted out", "unchanged"], second.Steps[0].Actions.Keys.Where(action => action[0] is 's' or 'u'));

        await LoadAsync(2_001, 2_100);
        var third = await job.RunAsync();
        Assert.Equal(third.Steps[0].Actions["send new"], third.Steps[0].Records.Delivered);
        Assert.Equal(94, third.Steps[0].Actions["send new"]);
    }

    [Fact]
    public async Task RunAsync_WithAPlanFromBeforeAnotherRun_RefusesItAndSendsNothing()
    {
        await LoadAsync(1, 100);
        var job = Job<CustomersToBrevo>();
        var plan = await job.PlanAsync();
        await job.RunAsync();
        var requests = _emulator.Brevo.Requests.Total;

        await Assert.ThrowsAsync<SyncPlanStaleException>(() => job.RunAsync(new() { Plan = plan }));

        Assert.Equal(requests, _emulator.Brevo.Requests.Total);
    }

    [Fact]
    public async Task RunAsync_WithAWatermark_SendsEachRowOnceAndRemembersWhereItWas()
    {
        await LoadAsync(1, 1_000);
        var job = Job(sync =>
            sync.FromTable("shop", "customers", "time", "email", "name", "opted_out")
                .ToContacts(new CustomerContacts(), options => options.ListIds = [_listId])
                .Watermark("time")
        );
        var first = await job.RunAsync();
        var second = await job.RunAsync();
        await LoadAsync(1_001, 1_500, time: 1_727_740_900);
        var third = await job.RunAsync();

        Assert.Equal(1_000, first.Steps[0].Records.Read);
        Assert.Equal(0, second.Steps[0].Records.Read);
        Assert.Equal(500, third.Steps[0].Records.Read);
        Assert.True(third.IsComplete);
    }

    [Fact]
    public async Task RunAsync_WhenMoreThanTheShareIsRefused_StopsAndSaysWhy()
    {
        await LoadAsync(1, 400);
        var job = Job(sync =>
            sync.FromQuery("shop", "SELECT email, name, opted_out FROM customers")
                .ToContacts(
                    ContactMap.From<TdRow>(map =>
                    {
                        map.Email(Column.Text("email")).Must(value => value.EndsWith(".org", StringComparison.Ordinal), "only .org");
                    }),
                    options => options.ListIds = [_listId]
                )
        );

        var failure = await Assert.ThrowsAsync<SyncFailedException>(() => job.RunAsync());

        Assert.IsType<SyncGuardException>(failure.InnerException);
        Assert.Equal(0, _emulator.Brevo.ContactCount);
    }

    [Fact]
    public async Task RunAsync_FromACsvFile_SendsItsLines()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        await File.WriteAllTextAsync(path, "email,name\r\na@example.com,\"Ann, \"\"A\"\"\"\r\nb@example.com,\r\n");
        try
        {
            var job = Job(sync =>
                sync.FromCsv(path)
                    .ToContacts(
                        ContactMap.From<System.Data.IDataRecord>(map =>
                        {
                            map.Email(Column.Text("email"));
                            map.Attribute("FIRSTNAME", Column.Text("name"));
                        }),
                        options => options.ListIds = [_listId]
                    )
            );

            var report = await job.RunAsync();

            Assert.True(report.IsComplete, report.ToTable());
            Assert.Equal(2, _emulator.Brevo.ContactCount);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private SyncJob Job<T>()
        where T : SyncDefinition => _services.GetRequiredService<SyncJob<T>>();

    private SyncJob Job(Action<SyncBuilder> configure) =>
        SyncJob.Create(
            SyncDefinition.From("test", configure),
            _services.GetRequiredService<BrevoClient>(),
            _services.GetRequiredService<TreasureDataClient>(),
            _services.GetRequiredService<ISyncStore>()
        );

    private Task LoadAsync(int first, int last, long time = 1_727_740_800) =>
        _emulator.TreasureData.LoadJsonAsync(
            "shop",
            "customers",
            Enumerable
                .Range(first, last - first + 1)
                .Select(id =>
                    FormattableString.Invariant(
                        $$"""{"time":{{time}},"id":{{id}},"email":"user.{{id}}@example.com","name":"Zoë {{id}}","opted_out":{{(id % 17 == 0 ? 1 : 0)}}}"""
                    )
                )
        );

    private sealed record ListId(long Value);

    private sealed class CustomersToBrevo(ListId list) : SyncDefinition
    {
        protected override void Configure(SyncBuilder sync) =>
            sync.FromQuery("shop", "SELECT email, name, opted_out FROM customers")
                .ToContacts(new CustomerContacts(), options => options.ListIds = [list.Value])
                .Changes(SyncChanges.Fingerprint);
    }

    private sealed class CustomerContacts : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.Email(Column.Text("email")).Trim().ToLower().Required();
            map.Attribute("FIRSTNAME", Column.Text("name"));
            map.SkipWhen(row => row.Boolean("opted_out"), "opted out");
        }
    }
}
