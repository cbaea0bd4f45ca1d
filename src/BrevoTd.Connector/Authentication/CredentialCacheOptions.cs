namespace BrevoTd.Connector.Authentication;

/// <summary>How long <see cref="CachedCredentialSource"/> keeps what a source gave, and how it treats a source that fails.</summary>
public sealed class CredentialCacheOptions
{
    /// <summary>How old a credential may become before the source is asked again: a rotated key is in use at the latest after this time.</summary>
    /// <value>Default: 5 minutes. Longer than zero, at most 7 days.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long before the end of <see cref="Lifetime"/> a call makes the source being asked already, while the present credential goes on being used:
    /// no call waits as long as calls come regularly. Never more than half the lifetime.
    /// </summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan RefreshAhead { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a credential is used beyond its <see cref="Lifetime"/> when the source fails. One that the service rejected is not.</summary>
    /// <value>Default: 10 minutes. Zero means: not at all.</value>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the source may take. Callers that give up earlier do not end a fetch: others wait for it too.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the source is left alone after it failed, or after it gave a credential again that the service rejects.</summary>
    /// <value>Default: 5 seconds. Zero means: not at all.</value>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(5);

    internal CredentialCacheOptions Checked()
    {
        Check(Lifetime, nameof(Lifetime), allowZero: false);
        Check(RefreshAhead, nameof(RefreshAhead), allowZero: true);
        Check(Grace, nameof(Grace), allowZero: true);
        Check(FetchTimeout, nameof(FetchTimeout), allowZero: false);
        Check(RetryPause, nameof(RetryPause), allowZero: true);
        var copy = (CredentialCacheOptions)MemberwiseClone();
        copy.RefreshAhead = RefreshAhead < Lifetime / 2 ? RefreshAhead : Lifetime / 2;
        return copy;
    }

    private static void Check(TimeSpan time, string name, bool allowZero)
    {
        if (time < TimeSpan.Zero || time == TimeSpan.Zero && !allowZero || time > TimeSpan.FromDays(7))
        {
            throw new ArgumentOutOfRangeException(
                name,
                time,
                $"{name} must be {(allowZero ? "zero or more" : "more than zero")} and at most 7 days."
            );
        }
    }
}
