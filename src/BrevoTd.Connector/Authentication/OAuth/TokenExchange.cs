using BrevoTd.Connector.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Repeats token requests that failed for a passing reason, as far as a repeat is harmless: <c>client_credentials</c> always; a refresh whose answer may have been lost once more with
/// the same token, which most services allow; an authorisation code never.
/// </summary>
internal sealed class TokenExchange(TokenEndpoint endpoint, TimeProvider clock, ILogger logger)
{
    private const int MaxAttempts = 4;
    private const int MaxLostRefreshes = 2;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Between 0 and 1, for jitter.</summary>
    public Func<double> NextRandom { get; init; } = Random.Shared.NextDouble;

    /// <exception cref="TokenRequestException">There is no token.</exception>
    public async Task<TokenAnswer> RunAsync(TokenRequest request, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        using var time = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        TokenRequestException? last = null;
        var lost = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await endpoint.SendAsync(request, both.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                request.AnswerLost = true;
                throw TokenFailures.OutOfTime(limit, last);
            }
            catch (TokenRequestException e)
            {
                if (e.MayHaveBeenProcessed)
                {
                    request.AnswerLost = true;
                    lost++;
                }

                var pause = Pause(attempt, e);
                var mayRepeat =
                    e.IsTransient && attempt < MaxAttempts && !request.IsSingleUse && !(request.MayRotate && lost >= MaxLostRefreshes);
                if (!mayRepeat || clock.GetElapsedTime(started) + pause >= limit)
                {
                    throw;
                }

                last = e;
                AuthenticationLog.TokenRequestRetrying(logger, "Brevo", request.Grant, attempt, pause.TotalSeconds, e.Message);
                await PauseAsync(pause, limit, last, time.Token, both.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync(
        TimeSpan pause,
        TimeSpan limit,
        TokenRequestException last,
        CancellationToken time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            throw TokenFailures.OutOfTime(limit, last);
        }
    }

    // Full jitter above a floor: processes that lost the endpoint together do not come back together.
    private TimeSpan Pause(int attempt, TokenRequestException failure)
    {
        var pause = s_firstPause * Math.Pow(2, attempt - 1) * (0.5 + NextRandom() / 2);
        return failure.RetryAfter is { } asked && asked > pause ? asked : pause;
    }
}
