using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Authentication;

/// <summary>The cached credential of one client: at most one fetch at a time, shared by all who need its result.</summary>
internal sealed class CachedCredential(
    ICredentialSource source,
    CredentialRequest request,
    CredentialCacheOptions options,
    TimeProvider clock,
    ILogger logger,
    CancellationToken stop
)
{
    private readonly object _gate = new();
    private Credential _current;
    private long _fetchedAt;
    private Task<Credential>? _fetch;
    private long _fetches;
    private bool _running;
    private bool _failing;
    private bool _paused;
    private long _pausedAt;

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        Task<Credential> fetch;
        lock (_gate)
        {
            if (!_current.IsEmpty)
            {
                var age = clock.GetElapsedTime(_fetchedAt);
                var isUsable = age < options.Lifetime;

                // Once the source is known to fail, nobody waits for it while the old credential may still do.
                if (isUsable || _failing && age < options.Lifetime + options.Grace)
                {
                    if (age >= options.Lifetime - options.RefreshAhead && MayFetch())
                    {
                        Start(rejected: default);
                    }

                    return new(_current);
                }
            }

            fetch = MayFetch() ? Start(rejected: default) : _fetch!;
        }

        return new(WaitAsync(fetch, cancellationToken));
    }

    public async ValueTask<bool> RenewAsync(Credential rejected, CancellationToken cancellationToken)
    {
        long? known = null;
        while (true)
        {
            Task<Credential> fetch;
            long number;
            lock (_gate)
            {
                known ??= _fetches;
                if (!_current.IsEmpty && _current != rejected)
                {
                    return true;
                }

                if (MayFetch())
                {
                    _current = default;
                    fetch = Start(rejected);
                }
                else if (_running)
                {
                    _current = default;
                    fetch = _fetch!;
                }
                else if (_failing)
                {
                    // Says again why the source failed, without asking it again.
                    fetch = _fetch!;
                }
                else
                {
                    return false;
                }

                number = _fetches;
            }

            var fetched = await fetch.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (fetched.IsEmpty)
            {
                return false;
            }

            if (fetched != rejected)
            {
                return true;
            }

            // A fetch that was under way before the rejection may have read the key just before it was rotated.
            if (number > known)
            {
                return false;
            }
        }
    }

    private async Task<Credential> WaitAsync(Task<Credential> fetch, CancellationToken cancellationToken)
    {
        Credential old;
        try
        {
            var fetched = await fetch.WaitAsync(cancellationToken).ConfigureAwait(false);
            return fetched.IsEmpty && IsInGrace(out old) ? old : fetched;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested && IsInGrace(out old))
        {
            return old;
        }
    }

    private bool IsInGrace(out Credential old)
    {
        lock (_gate)
        {
            old = _current;
            return !old.IsEmpty && clock.GetElapsedTime(_fetchedAt) < options.Lifetime + options.Grace;
        }
    }

    private bool MayFetch() => !_running && (!_paused || clock.GetElapsedTime(_pausedAt) >= options.RetryPause);

    private Task<Credential> Start(Credential rejected)
    {
        _running = true;
        _fetches++;

        // Detached in every respect: what belongs to the first caller (its trace, its request's context) is not the others'.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _fetch = Task.Run(() => FetchAsync(rejected), CancellationToken.None);
        }

        Observe(_fetch);
        return _fetch;
    }

    private async Task<Credential> FetchAsync(Credential rejected)
    {
        using var time = new CancellationTokenSource(options.FetchTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stop);
        try
        {
            var asked = AskAsync(rejected, both.Token);
            Observe(asked);

            // A source that ignores its token must not hold up everybody for ever.
            var fetched = await asked.WaitAsync(both.Token).ConfigureAwait(false);
            Settle(fetched, rejected, failure: null);
            return fetched;
        }
        catch (OperationCanceledException e) when (time.IsCancellationRequested)
        {
            var failure = new TimeoutException(
                $"The credential source did not answer within {options.FetchTimeout.TotalSeconds:0.###} s.",
                e
            );
            Settle(default, rejected, failure);
            throw failure;
        }
        catch (Exception e)
        {
            Settle(default, rejected, e);
            throw;
        }
    }

    private async Task<Credential> AskAsync(Credential rejected, CancellationToken cancellationToken)
    {
        if (!rejected.IsEmpty)
        {
            // For a source with a cache of its own; what it gives afterwards is what counts.
            await source.RenewAsync(request, rejected, cancellationToken).ConfigureAwait(false);
        }

        return await source.GetCredentialAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private void Settle(Credential fetched, Credential rejected, Exception? failure)
    {
        bool hasChanged;
        bool isOldUsed;
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _running = false;
            _failing = fetched.IsEmpty;
            _paused = fetched.IsEmpty || fetched == rejected;
            _pausedAt = now;
            hasChanged = !fetched.IsEmpty && (rejected.IsEmpty ? !_current.IsEmpty && fetched != _current : fetched != rejected);
            isOldUsed = fetched.IsEmpty && !_current.IsEmpty && clock.GetElapsedTime(_fetchedAt, now) < options.Lifetime + options.Grace;
            if (!fetched.IsEmpty)
            {
                _current = fetched;
                _fetchedAt = now;
            }
        }

        Report(fetched, rejected, hasChanged, isOldUsed, failure);
    }

    private void Report(Credential fetched, Credential rejected, bool hasChanged, bool isOldUsed, Exception? failure)
    {
        CredentialInstruments.Record(
            request.Service,
            fetched.IsEmpty ? "failed"
                : hasChanged ? "changed"
                : "fetched"
        );
        if (fetched.IsEmpty)
        {
            // The type alone: what a vault writes into its exceptions is not ours to vouch for.
            var error = failure?.GetType().Name ?? "no credential";
            if (isOldUsed)
            {
                CredentialLog.FetchFailedOldUsed(logger, request.Service, request.ClientName, error);
            }
            else
            {
                CredentialLog.FetchFailed(logger, request.Service, request.ClientName, error);
            }
        }
        else if (hasChanged)
        {
            CredentialLog.Changed(logger, request.Service, request.ClientName);
        }
        else if (fetched == rejected)
        {
            CredentialLog.RejectedAgain(logger, request.Service, request.ClientName);
        }
        else
        {
            CredentialLog.Fetched(logger, request.Service, request.ClientName);
        }
    }

    // Whoever waits sees the failure; a fetch that nobody waits for must not surface as an unobserved exception.
    private static void Observe(Task task) =>
        task.ContinueWith(
            static t => _ = t.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
}
