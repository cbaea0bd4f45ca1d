using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>Both emulated services, the clients, and a store that a test can let fail.</summary>
internal sealed class EmulatedSync : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private EmulatedSync(ConnectorEmulator emulator, ServiceProvider services) => (Emulator, _services) = (emulator, services);

    public ConnectorEmulator Emulator { get; }

    public BrevoClient Brevo => _services.GetRequiredService<BrevoClient>();

    public TreasureDataClient Td => _services.GetRequiredService<TreasureDataClient>();

    public MortalStore Store { get; } = new();

    public static async Task<EmulatedSync> StartAsync()
    {
        var emulator = await ConnectorEmulator.StartAsync(
            new() { EnforceQuotas = false, ImportProcessingTime = TimeSpan.FromMilliseconds(5) }
        );
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = emulator.Brevo.BaseAddress;
            options.ApiKey = emulator.Brevo.ApiKey;
            options.Tier = BrevoTier.Extended;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
        });
        services.AddTreasureDataClient(options =>
        {
            options.BaseAddress = emulator.TreasureData.BaseAddress;
            options.ApiKey = emulator.TreasureData.ApiKey;
        });
        return new EmulatedSync(emulator, services.BuildServiceProvider());
    }

    public SyncJob Job(Action<SyncBuilder> configure, SyncJobOptions? options = null) =>
        SyncJob.Create(SyncDefinition.From("targets", configure), Brevo, Td, Store, options);

    public Task LoadAsync(string table, IEnumerable<string> rows) => Emulator.TreasureData.LoadJsonAsync("shop", table, rows);

    /// <summary>One number, by SQL.</summary>
    public async Task<long> ScalarAsync(string sql)
    {
        await using var result = Td.Jobs.Query("shop", $"SELECT CAST(({sql}) AS BIGINT) AS n");
        await foreach (var row in result)
        {
            return row.Int64("n");
        }

        throw new InvalidOperationException("The query gave no row.");
    }

    public static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}

/// <summary>A store in memory that takes nothing any more from a moment on, as after the end of a process.</summary>
internal sealed class MortalStore : ISyncStore
{
    private readonly MemorySyncStore _inner = new();

    /// <summary>Asked before each write of marks: whether the process dies now.</summary>
    public Func<string, bool>? Dies { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>The next process.</summary>
    public void Revive() => (IsDead, Dies) = (false, null);

    public Task<SyncLease?> TryAcquireLeaseAsync(
        string job,
        string owner,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    ) => _inner.TryAcquireLeaseAsync(job, owner, duration, cancellationToken);

    public Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default) =>
        _inner.RenewLeaseAsync(lease, duration, cancellationToken);

    public Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default) =>
        _inner.ReleaseLeaseAsync(lease, cancellationToken);

    public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default) =>
        _inner.ReadDocumentAsync(job, name, cancellationToken);

    public Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        Live("");
        return _inner.WriteDocumentAsync(job, name, content, cancellationToken);
    }

    public IAsyncEnumerable<SyncMark> ReadMarksAsync(string set, CancellationToken cancellationToken = default) =>
        _inner.ReadMarksAsync(set, cancellationToken);

    public Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default)
    {
        Live(set);
        return _inner.WriteMarksAsync(set, marks, cancellationToken);
    }

    public Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default)
    {
        Live("");
        return _inner.DeleteMarksAsync(set, cancellationToken);
    }

    private void Live(string set)
    {
        IsDead |= set.Length > 0 && Dies?.Invoke(set) is true;
        if (IsDead)
        {
            throw new SyncStoreException("The process is gone.");
        }
    }
}
