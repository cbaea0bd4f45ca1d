using BrevoTd.Connector.Emulator.Brevo;
using BrevoTd.Connector.Emulator.TreasureData;

namespace BrevoTd.Connector.Emulator;

/// <summary>
/// Treasure Data and Brevo on loopback: two HTTP servers in this process, each on a port of its own, for tests and for trying things out
/// without an account. Several emulators can run in one process at once; they share nothing.
/// </summary>
/// <example>
/// <code>
/// await using var emulator = await ConnectorEmulator.StartAsync();
/// using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(emulator.Brevo.BaseAddress, "account"));
/// request.Headers.Add("api-key", emulator.Brevo.ApiKey);
/// </code>
/// </example>
public sealed class ConnectorEmulator : IAsyncDisposable
{
    private readonly BrevoService _brevo;
    private readonly TreasureDataService _treasureData;

    private ConnectorEmulator(ConnectorEmulatorOptions options)
    {
        _brevo = new BrevoService(options);
        _treasureData = new TreasureDataService(options);
        Brevo = new BrevoEmulator(_brevo);
        TreasureData = new TreasureDataEmulator(_treasureData);
    }

    /// <summary>The Brevo side: address, key, state, faults.</summary>
    public BrevoEmulator Brevo { get; }

    /// <summary>The Treasure Data side: address, key, state, faults.</summary>
    public TreasureDataEmulator TreasureData { get; }

    /// <summary>Starts both services and returns when both accept requests.</summary>
    /// <param name="options">What to start; <see langword="null"/> takes every default. The options are copied: later changes have no effect.</param>
    /// <param name="cancellationToken">Gives up starting; whatever was started is stopped again.</param>
    /// <exception cref="ArgumentException">An option has a value that cannot work; the message says which and what to do.</exception>
    /// <exception cref="IOException">A port is in use, or the folder cannot be read or written or is in use by another emulator.</exception>
    public static async Task<ConnectorEmulator> StartAsync(
        ConnectorEmulatorOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var copy = (options ?? new ConnectorEmulatorOptions()).ToValidatedCopy();
        var emulator = new ConnectorEmulator(copy);
        try
        {
            await Task.WhenAll(emulator._brevo.StartAsync(cancellationToken), emulator._treasureData.StartAsync(cancellationToken))
                .ConfigureAwait(false);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stops both services. Requests in flight are cut off after a short grace; what the services had answered before is stored if a folder
    /// was given.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_brevo.DisposeAsync().AsTask(), _treasureData.DisposeAsync().AsTask()).ConfigureAwait(false);
    }
}
