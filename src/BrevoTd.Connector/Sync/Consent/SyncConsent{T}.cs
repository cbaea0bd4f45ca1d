namespace BrevoTd.Connector.Sync;

/// <summary>A step that blocklists, unsubscribes or erases people: under which name, and when it is to stop by itself.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class SyncConsent<T>
{
    private readonly ConsentStep<T> _step;

    internal SyncConsent(ConsentStep<T> step) => _step = step;

    /// <summary>Names the step, in reports and in the store.</summary>
    /// <param name="name">The name: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 50 characters. Default: <c>blocklist</c>, <c>unsubscribe</c> or <c>erasure</c>.</param>
    /// <returns>The same step.</returns>
    /// <exception cref="ArgumentException">The name has other characters or is too long.</exception>
    public SyncConsent<T> Named(string name)
    {
        _step.Rename(JobNames.Require(name, nameof(name)));
        return this;
    }

    /// <summary>
    /// Stops the run before anything is done when the people to be dealt with are more than a share: of the account's contacts, or of the list's members for an unsubscription. Default: 30 %, and 5 % for an erasure; looked at from 100
    /// contacts or members on.
    /// </summary>
    /// <param name="maxShare">The share, above 0 up to 1; 1 never stops.</param>
    /// <returns>The same step.</returns>
    public SyncConsent<T> StopWhenAbove(double maxShare)
    {
        SyncGuard.Require(maxShare, nameof(maxShare));
        _step.MaxShare = maxShare;
        return this;
    }

    /// <summary>
    /// Deals with everybody that the source names in each run. By default each person is dealt with once, so that somebody who gives their consent anew in Brevo is not overruled by an old row.
    /// </summary>
    /// <returns>The same step.</returns>
    public SyncConsent<T> InEveryRun()
    {
        _step.IsRepeated = true;
        return this;
    }
}
