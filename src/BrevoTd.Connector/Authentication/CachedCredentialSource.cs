using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Keeps the credentials of another source, such as a vault, for a while: the source is asked once however many calls need an answer, again before the
/// lifetime is over, and at once when the service rejects a credential, so that a rotated key is used without a restart.
/// </summary>
/// <remarks>
/// A fetch runs detached from the calls that wait for it, under its own time-out. When the source fails, the credential it gave before is used until
/// its lifetime and <see cref="CredentialCacheOptions.Grace"/> are over; each failure is logged. Clients of different names are kept apart. Thread-safe.
/// </remarks>
public sealed class CachedCredentialSource : ICredentialSource, IDisposable, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Service, string ClientName), CachedCredential> _credentials = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ICredentialSource _source;
    private readonly CredentialCacheOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <summary>Puts a cache in front of a source.</summary>
    /// <param name="source">The source. It is disposed together with the cache.</param>
    /// <param name="options">Lifetime and the like; <see langword="null"/> means the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> means the system's.</param>
    /// <param name="logger">Takes what goes wrong; <see langword="null"/> means nobody.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time of the options is out of its range.</exception>
    public CachedCredentialSource(
        ICredentialSource source,
        CredentialCacheOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<CachedCredentialSource>? logger = null
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _options = (options ?? new()).Checked();
        _clock = timeProvider ?? TimeProvider.System;
        _logger = (ILogger?)logger ?? NullLogger.Instance;
    }

    /// <summary>Puts a cache in front of a function.</summary>
    /// <param name="fetch">Fetches the credential that is current now. Never called twice at a time for one client.</param>
    /// <param name="options">Lifetime and the like; <see langword="null"/> means the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> means the system's.</param>
    /// <param name="logger">Takes what goes wrong; <see langword="null"/> means nobody.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time of the options is out of its range.</exception>
    public CachedCredentialSource(
        Func<CredentialRequest, CancellationToken, ValueTask<Credential>> fetch,
        CredentialCacheOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<CachedCredentialSource>? logger = null
    )
        : this(new DelegateCredentialSource(fetch ?? throw new ArgumentNullException(nameof(fetch))), options, timeProvider, logger) { }

    /// <inheritdoc/>
    public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(request).GetAsync(cancellationToken);
    }

    /// <summary>Forgets the credential if it is the rejected one, and asks the source anew.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="rejected">The credential that the service does not accept.</param>
    /// <param name="cancellationToken">Ends the waiting; a fetch that others wait for goes on.</param>
    /// <returns>
    /// <see langword="true"/> when another credential is current now. <see langword="false"/> when the source gave the rejected one again, or did so within
    /// the last <see cref="CredentialCacheOptions.RetryPause"/>. Throws what the source threw.
    /// </returns>
    public ValueTask<bool> RenewAsync(CredentialRequest request, Credential rejected, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(request).RenewAsync(rejected, cancellationToken);
    }

    /// <summary>Ends a fetch under way, and disposes the source.</summary>
    /// <exception cref="InvalidOperationException">The source can be disposed asynchronously only.</exception>
    public void Dispose()
    {
        Stop();
        switch (_source)
        {
            case IDisposable disposable:
                disposable.Dispose();
                break;
            case IAsyncDisposable:
                throw new InvalidOperationException(
                    $"{_source.GetType().Name} can be disposed asynchronously only: dispose its container or this cache by DisposeAsync."
                );
            default:
                break;
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        Stop();
        if (_source is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (_source as IDisposable)?.Dispose();
        }
    }

    private CachedCredential Of(CredentialRequest request) =>
        _credentials.GetOrAdd(
            (request.Service, request.ClientName),
            static (_, state) =>
                new CachedCredential(
                    state.Self._source,
                    state.Request,
                    state.Self._options,
                    state.Self._clock,
                    state.Self._logger,
                    state.Self._stop.Token
                ),
            (Self: this, Request: request)
        );

    // Not disposed: a fetch that is just ending may still look at its token.
    private void Stop() => _stop.Cancel();
}
