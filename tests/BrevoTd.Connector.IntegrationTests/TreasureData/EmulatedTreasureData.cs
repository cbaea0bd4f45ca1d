using System.Buffers;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.TreasureData;

/// <summary>A client from the container, and the emulator that it talks to.</summary>
internal sealed class EmulatedTreasureData : IAsyncDisposable
{
    private readonly ConnectorEmulator _emulator;
    private readonly ServiceProvider _services;

    private EmulatedTreasureData(ConnectorEmulator emulator, Action<TreasureDataClientOptions>? configure)
    {
        _emulator = emulator;
        var services = new ServiceCollection();
        services.AddTreasureDataClient(options =>
        {
            options.BaseAddress = emulator.TreasureData.BaseAddress;
            options.ApiKey = emulator.TreasureData.ApiKey;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<TreasureDataClient>();
    }

    /// <summary>Looks at jobs often: here they end soon.</summary>
    public static TdQueryOptions Soon { get; } = new() { Wait = new TdWaitOptions { InitialPollDelay = TimeSpan.FromMilliseconds(5) } };

    public TreasureDataClient Client { get; }

    public TreasureDataEmulator Emulator => _emulator.TreasureData;

    public static async Task<EmulatedTreasureData> StartAsync(
        Action<TreasureDataClientOptions>? configure = null,
        ConnectorEmulatorOptions? emulator = null
    ) => new(await ConnectorEmulator.StartAsync(emulator), configure);

    /// <summary>Rows <c>{"time":…,"id":n,"email":"user{n}@example.com"}</c>, ready for import.</summary>
    public static TdImportBody Customers(int first, int count)
    {
        var rows = new ArrayBufferWriter<byte>();
        var writer = new TdRowWriter(rows);
        for (var i = first; i < first + count; i++)
        {
            writer.BeginRow();
            writer.WriteTime(1_727_740_800 + i);
            writer.Write("id", i);
            writer.Write("email", $"user{i}@example.com");
            writer.EndRow();
        }

        return TdImportBody.Create("crm_raw", "customers", rows.WrittenMemory);
    }

    /// <summary>Creates the table and fills it.</summary>
    public async Task<EmulatedTreasureData> WithCustomersAsync(int count)
    {
        await Client.Databases.CreateIfNotExistsAsync("crm_raw");
        await Client.Tables.CreateIfNotExistsAsync("crm_raw", "customers");
        await Client.Tables.ImportAsync(Customers(0, count));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _emulator.DisposeAsync();
    }
}
