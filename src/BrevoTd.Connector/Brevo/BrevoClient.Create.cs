using BrevoTd.Connector.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoClient : IDisposable, IAsyncDisposable
{
    private ServiceProvider? _own;

    /// <summary>Creates a client without a container, for scripts and small jobs; it has the same pipeline as one from a container.</summary>
    /// <param name="options">The options; they are copied.</param>
    /// <returns>A client that the caller keeps for as long as it is needed, and then disposes.</returns>
    /// <exception cref="OptionsValidationException">The options cannot be used; the message names everything that is wrong.</exception>
    public static BrevoClient Create(BrevoClientOptions options) => Create(options, static _ => { });

    /// <summary>Creates a client without a container of the application's own.</summary>
    /// <param name="options">The options; they are copied.</param>
    /// <param name="configureServices">Adds services that the client shall use, such as logging or a <see cref="TimeProvider"/>.</param>
    /// <returns>A client that the caller keeps for as long as it is needed, and then disposes.</returns>
    /// <exception cref="OptionsValidationException">The options cannot be used; the message names everything that is wrong.</exception>
    public static BrevoClient Create(BrevoClientOptions options, Action<IServiceCollection> configureServices)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configureServices);
        var own = OwnContainer.Build(options, configureServices, static services => BrevoClientServices.Add(services, Options.DefaultName));
        var client = own.GetRequiredService<BrevoClient>();
        client._own = own;
        return client;
    }

    /// <summary>
    /// Closes a client made by <see cref="Create(BrevoClientOptions)"/>. A client that a container made is closed with the container; for it, this does nothing.
    /// </summary>
    public virtual void Dispose()
    {
        // The own container disposes its client, so this call comes back: the field is empty by then.
        Interlocked.Exchange(ref _own, null)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    public virtual async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _own, null) is { } own)
        {
            await own.DisposeAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }
}
