using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>Both services, their clients from the container, and what is asked of them again and again.</summary>
internal sealed class PulledAccount : IAsyncDisposable
{
    public const string Database = "crm";

    private static readonly TdQueryOptions s_soon = new() { Wait = new TdWaitOptions { InitialPollDelay = TimeSpan.FromMilliseconds(2) } };

    private readonly ServiceProvider _brevoServices;
    private readonly ServiceProvider _tdServices;

    private PulledAccount(ConnectorEmulator emulator, ServiceProvider brevoServices, ServiceProvider tdServices)
    {
        (Emulator, _brevoServices, _tdServices) = (emulator, brevoServices, tdServices);
        Brevo = brevoServices.GetRequiredService<BrevoClient>();
        Td = tdServices.GetRequiredService<TreasureDataClient>();
    }

    public ConnectorEmulator Emulator { get; }

    public BrevoClient Brevo { get; }

    public TreasureDataClient Td { get; }

    public PullStore Store { get; } = new();

    public static async Task<PulledAccount> StartAsync(
        BrevoEmulatorChoices? choices = null,
        Func<DelegatingHandler>? handler = null,
        TimeProvider? clock = null,
        bool isClockOfEmulatorOnly = false
    )
    {
        var emulator = await ConnectorEmulator.StartAsync(
            new()
            {
                EnforceQuotas = false,
                BrevoChoices = choices ?? new(),
                ImportProcessingTime = TimeSpan.Zero,
                TimeProvider = clock ?? TimeProvider.System,
            },
            TestContext.Current.CancellationToken
        );
        var services = new ServiceCollection();
        var brevo = services
            .AddBrevoClient(options =>
            {
                options.BaseAddress = emulator.Brevo.BaseAddress;
                options.ApiKey = emulator.Brevo.ApiKey;
                options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
            })
            .UseQuotaLimiter(static _ => new NoLimit());
        if (handler is not null)
        {
            brevo.Http.AddHttpMessageHandler(handler);
        }

        if (clock is not null && !isClockOfEmulatorOnly)
        {
            _ = services.AddSingleton(clock);
        }

        // A container of its own: looking at jobs takes real time.
        var tdServices = new ServiceCollection();
        tdServices.AddTreasureDataClient(options =>
        {
            options.BaseAddress = emulator.TreasureData.BaseAddress;
            options.ApiKey = emulator.TreasureData.ApiKey;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
        });
        var account = new PulledAccount(emulator, services.BuildServiceProvider(), tdServices.BuildServiceProvider());
        await account.Td.Databases.CreateIfNotExistsAsync(Database, cancellationToken: TestContext.Current.CancellationToken);
        return account;
    }

    public Task<PullResult> LoadAsync(BrevoPull pull, PullOptions? options = null, string job = "nightly") =>
        pull.LoadAsync(Brevo, Td, Database, Store, job, options, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Rows of a query, each as its values' texts with a bar between them, in order.</summary>
    public async Task<List<string>> QueryAsync(string sql)
    {
        var rows = new List<string>();
        await using var result = Td.Jobs.Query(Database, sql, s_soon);
        await foreach (var row in result.WithCancellation(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, row.Count).Select(i => Text(row, i))));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public async Task<long> CountAsync(string sql) => long.Parse(Assert.Single(await QueryAsync(sql)), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _brevoServices.DisposeAsync();
        await _tdServices.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    private static string Text(TdRow row, int ordinal) =>
        row.Schema[ordinal].Type is "bigint" or "long" or "integer"
            ? row.Int64OrNull(ordinal)?.ToString(CultureInfo.InvariantCulture) ?? ""
            : row.TextOrNull(ordinal) ?? "";

    internal sealed class NoLimit : IQuotaLimiter
    {
        public ValueTask<QuotaLease> AcquireAsync(QuotaRequest request, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(QuotaLease.Granted("none", TimeSpan.Zero));

        public void Observe(QuotaObservation observation)
        {
            // Nothing is limited, so nothing is learned.
        }

        public QuotaSnapshot Snapshot() => new();
    }
}
