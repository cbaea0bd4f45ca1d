namespace BrevoTd.Connector.Authentication;

/// <summary>
/// The pause after a renewal that failed, during which its failure is given to everybody instead of one request after another going to the token endpoint. Changed options end it.
/// Used under the source's gate.
/// </summary>
internal sealed class RenewalRest
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestAsked = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_ahead = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_lasting = TimeSpan.FromMinutes(1);

    private Exception? _failure;
    private BrevoOAuthOptions? _options;
    private DateTimeOffset _until;
    private DateTimeOffset _aheadUntil;
    private int _failures;

    /// <summary>Whether renewals ahead of expiry rest: they are nobody's wish, so they never follow each other without a pause.</summary>
    public bool IsAheadResting(DateTimeOffset now) => now < _aheadUntil;

    /// <summary>Whether a failure is the last one over again, which nobody has done anything about: there is nothing new to report.</summary>
    public bool IsKnown(Exception failure) =>
        failure is CredentialException { IsTransient: false }
        && failure.GetType() == _failure?.GetType()
        && failure.Message == _failure.Message;

    public Exception? FailureOf(BrevoOAuthOptions options, DateTimeOffset now) =>
        now < _until && ReferenceEquals(options, _options) ? _failure : null;

    public void Note(BrevoOAuthOptions options, Exception? failure, DateTimeOffset now)
    {
        if (failure is null)
        {
            (_failure, _failures, _until, _aheadUntil) = (null, 0, default, default);
            return;
        }

        _failures++;
        _failure = failure;
        _options = options;
        var pause = Pause(failure);
        _until = now + pause;
        _aheadUntil = now + (pause > s_ahead ? pause : s_ahead);
    }

    private TimeSpan Pause(Exception failure)
    {
        switch (failure)
        {
            // The store is looked at every time: it costs the service nothing, and a repaired store or a new authorisation helps at once.
            case TokenStoreException:
            case TokenRequestException { Error: TokenFailures.InvalidGrant }:
            case TokenRequestException { IsWithoutRequest: true }:
                return TimeSpan.Zero;
            case TokenRequestException { IsTransient: true } e:
                var pause = s_first * Math.Pow(2, Math.Min(_failures, 10) - 1);
                pause = pause < s_longest ? pause : s_longest;
                var asked = e.RetryAfter ?? TimeSpan.Zero;
                asked = asked < s_longestAsked ? asked : s_longestAsked;
                return asked > pause ? asked : pause;
            default:
                // A person has to do something at the service, which nothing here can see.
                return s_lasting;
        }
    }
}
