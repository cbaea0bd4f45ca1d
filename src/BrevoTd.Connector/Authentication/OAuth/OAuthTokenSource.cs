using System.Diagnostics;
using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Hands out the access token that is current now. A renewal runs once for all callers, under its own time-out and away from any caller's cancellation: ahead of expiry while calls go on
/// with the old token, after expiry and after a 401 while they wait.
/// </summary>
internal sealed class OAuthTokenSource : ICredentialSource, IDisposable, IAsyncDisposable
{
    private const int MaxJoins = 3;

    // A token rejected so soon after it was issued is not the reason for the 401; without a rest every call would cost a token.
    private static readonly TimeSpan s_restAfterRenewal = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly string _clientName;
    private readonly Func<BrevoOAuthOptions> _options;
    private readonly TokenRenewal _renewal;
    private readonly RenewalRest _rest = new();
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    private volatile HeldToken? _held;
    private Task<TokenRenewalOutcome>? _running;

    /// <param name="clientName">Name of the client, for logs.</param>
    /// <param name="options">Reads the options as they are now; throws when a reload made them invalid.</param>
    /// <param name="renewal">Gets new tokens.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The log.</param>
    public OAuthTokenSource(string clientName, Func<BrevoOAuthOptions> options, TokenRenewal renewal, TimeProvider clock, ILogger logger)
    {
        _clientName = clientName;
        _options = options;
        _renewal = renewal;
        _clock = clock;
        _logger = logger;

        // What is wrong with them is said when the client is created, not by its first call.
        _ = options();
    }

    public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default)
    {
        var options = _options();
        var now = _clock.GetUtcNow();
        if (Current(options) is { } held && held.IsUsable(now))
        {
            if (now >= held.RenewAt)
            {
                StartAhead(options);
            }

            return new(held.Credential);
        }

        return new(WaitAsync(cancellationToken));
    }

    public async ValueTask<bool> RenewAsync(CredentialRequest request, Credential rejected, CancellationToken cancellationToken = default)
    {
        var options = _options();
        for (var join = 1; join <= MaxJoins; join++)
        {
            Task<TokenRenewalOutcome> renewal;
            lock (_gate)
            {
                var held = Current(options);
                if (held is not null && held.Credential != rejected && held.IsUsable(_clock.GetUtcNow()))
                {
                    return true;
                }

                if (held is not null && held.Credential == rejected && !MayRenewRejected(held))
                {
                    return false;
                }

                renewal = Join(options, "rejected");
            }

            var outcome = await renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (outcome.Failure is not null)
            {
                throw outcome.ForCaller();
            }
        }

        return false;
    }

    public void Dispose()
    {
        // A renewal under way ends by itself, after it has saved what it got.
    }

    /// <summary>Waits for a renewal under way and saves what is not saved yet: cut off, it would lose a rotated refresh token.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<TokenRenewalOutcome>? running;
        lock (_gate)
        {
            running = _running;
        }

        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }

        await _renewal.SaveAtTheEndAsync().ConfigureAwait(false);
    }

    private async Task<Credential> WaitAsync(CancellationToken cancellationToken)
    {
        for (var join = 1; ; join++)
        {
            var options = _options();
            Task<TokenRenewalOutcome> renewal;
            lock (_gate)
            {
                if (Current(options) is { } current && current.IsUsable(_clock.GetUtcNow()))
                {
                    return current.Credential;
                }

                renewal = Join(
                    options,
                    _held is null ? "first"
                        : _held.IsRejected ? "rejected"
                        : "expired"
                );
            }

            var outcome = await renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (outcome.Failure is not null)
            {
                // What another process saved may be good for a while, although it could not be renewed ahead.
                return Current(options) is { } held && held.IsUsable(_clock.GetUtcNow()) ? held.Credential : throw outcome.ForCaller();
            }

            // Tokens of a renewal for options that have changed meanwhile, or with hardly any lifetime, are worth another look; not for ever.
            if (outcome.Held!.For(options) is { } fresh && fresh.IsUsable(_clock.GetUtcNow()) || join == MaxJoins)
            {
                return outcome.Held.Credential;
            }
        }
    }

    private HeldToken? Current(BrevoOAuthOptions options)
    {
        var held = _held;
        if (held is null || ReferenceEquals(held.Options, options))
        {
            return held;
        }

        lock (_gate)
        {
            held = _held?.For(options);
            if (held is not null)
            {
                _held = held;
            }

            return held;
        }
    }

    private bool MayRenewRejected(HeldToken held)
    {
        var age = _clock.GetUtcNow() - held.Tokens.ObtainedAt;
        if (_running is null && !held.IsRejected && age >= TimeSpan.Zero && age < s_restAfterRenewal)
        {
            AuthenticationLog.FreshTokenRejected(_logger, "Brevo", _clientName, age.TotalSeconds);
            return false;
        }

        _held = held.Rejected();
        return true;
    }

    private void StartAhead(BrevoOAuthOptions options)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            if (_running is null && _held is { } held && now >= held.RenewAt && !_rest.IsAheadResting(now))
            {
                _ = Join(options, "ahead");
            }
        }
    }

    /// <summary>The renewal under way, or a new one. Called under the gate.</summary>
    private Task<TokenRenewalOutcome> Join(BrevoOAuthOptions options, string reason)
    {
        if (_running is { } running)
        {
            return running;
        }

        if (_rest.FailureOf(options, _clock.GetUtcNow()) is { } failure)
        {
            return Task.FromResult(new TokenRenewalOutcome(_held, failure));
        }

        var held = _held?.For(options);
        var trigger = Activity.Current?.Context;

        // Nothing of the caller that happens to start it may end it, or be seen in it.
        var isFlowing = !ExecutionContext.IsFlowSuppressed();
        var flow = isFlowing ? ExecutionContext.SuppressFlow() : default;
        try
        {
            return _running = Task.Run(() => RunAsync(options, held, reason, trigger));
        }
        finally
        {
            if (isFlowing)
            {
                flow.Undo();
            }
        }
    }

    private async Task<TokenRenewalOutcome> RunAsync(BrevoOAuthOptions options, HeldToken? held, string reason, ActivityContext? trigger)
    {
        var started = _clock.GetTimestamp();
        using var activity = TokenTelemetry.Start(options.Grant, reason, trigger);
        var rejected = held is { IsRejected: true } ? held.Tokens.AccessToken : null;
        var result = "failed";
        var isKnown = false;
        TokenRenewalOutcome outcome;
        try
        {
            var renewed = await _renewal.RunAsync(options, held?.Tokens, rejected, Adopt).ConfigureAwait(false);
            result = renewed.Result;
            outcome = new TokenRenewalOutcome(HeldToken.From(renewed.Tokens, options), Failure: null);
        }
        catch (Exception e)
        {
            outcome = new TokenRenewalOutcome(Held: null, e);
        }

        lock (_gate)
        {
            _held = outcome.Held ?? _held;
            isKnown = outcome.Failure is not null && _rest.IsKnown(outcome.Failure);
            _rest.Note(options, outcome.Failure, _clock.GetUtcNow());
            _running = null;
        }

        if (!isKnown)
        {
            var report = new TokenRenewalReport(_clientName, options.Grant, reason, result, _clock.GetElapsedTime(started));
            TokenTelemetry.Report(_logger, activity, report, outcome, _clock);
        }

        return outcome;

        void Adopt(TokenSet tokens)
        {
            var adopted = HeldToken.From(tokens, options);
            lock (_gate)
            {
                _held = tokens.AccessToken == rejected ? adopted.Rejected() : adopted;
            }
        }
    }
}

/// <summary>How a renewal ended: with tokens to use, or with the reason why there are none.</summary>
internal sealed record TokenRenewalOutcome(HeldToken? Held, Exception? Failure)
{
    /// <summary>The failure for one of the callers that share it.</summary>
    public Exception ForCaller() => Failure is CredentialException credential ? credential.ForCaller() : Failure!;

    public override string ToString() => Failure is null ? "renewed" : "failed";
}
