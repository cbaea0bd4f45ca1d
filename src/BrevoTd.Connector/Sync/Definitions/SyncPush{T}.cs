namespace BrevoTd.Connector.Sync;

/// <summary>A step that sends records to Brevo: which of them, under which name, and when it is to stop by itself.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class SyncPush<T>
{
    private readonly PushStep<T> _step;

    internal SyncPush(PushStep<T> step) => _step = step;

    /// <summary>Names the step, in reports and in the store.</summary>
    /// <param name="name">The name: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 50 characters. Default: that of the target, such as <c>contacts</c>.</param>
    /// <returns>The same step.</returns>
    /// <exception cref="ArgumentException">The name has other characters or is too long.</exception>
    public SyncPush<T> Named(string name)
    {
        _step.Rename(JobNames.Require(name, nameof(name)));
        return this;
    }

    /// <summary>Which records are sent. Default: <see cref="SyncChanges.All"/>.</summary>
    /// <param name="changes"><see cref="SyncChanges.All"/> or <see cref="SyncChanges.Fingerprint"/>; for a watermark, name its column with <see cref="Watermark(string, TimeSpan)"/>.</param>
    /// <returns>The same step.</returns>
    public SyncPush<T> Changes(SyncChanges changes)
    {
        _step.Changes = changes;
        return this;
    }

    /// <summary>Sends only rows whose column lies beyond what earlier runs have finished (<see cref="SyncChanges.Watermark"/>).</summary>
    /// <param name="column">Column of the source that only grows, in whole seconds since 1970 such as <c>time</c>.</param>
    /// <param name="delay">
    /// How long rows may need to become visible: the window of a run ends this long before now, and never takes in the second that is still running. Default: zero.
    /// </param>
    /// <returns>The same step.</returns>
    public SyncPush<T> Watermark(string column, TimeSpan delay = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        (_step.Changes, _step.WatermarkColumn, _step.WatermarkDelay) = (SyncChanges.Watermark, column, delay);
        return this;
    }

    /// <summary>
    /// Stops the run when more than a share of the records would be refused, by the map or by Brevo. Default: half of them, looked at from 100 records on.
    /// </summary>
    /// <param name="maxShare">The share, above 0 up to 1; 1 never stops.</param>
    /// <returns>The same step.</returns>
    public SyncPush<T> StopWhenRejected(double maxShare)
    {
        SyncGuard.Require(maxShare, nameof(maxShare));
        _step.MaxRejectedShare = maxShare;
        return this;
    }

    /// <summary>Sends records that Brevo refused in an earlier run again although nothing in them has changed. By default they wait for a change.</summary>
    /// <returns>The same step.</returns>
    public SyncPush<T> RetryRefused()
    {
        _step.RetriesRefused = true;
        return this;
    }
}
