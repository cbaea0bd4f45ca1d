using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>A step that sends records to Brevo: which of them, under which name, and when it is to stop by itself.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed partial class SyncPush<T>
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

    /// <summary>
    /// What becomes of records that were on their way when a run was cut short, where Brevo has no key by which it knows a repeat: events, messages, SMS and campaigns. A ledger in the store is written before each request.
    /// </summary>
    /// <param name="policy">Default: <see cref="OutboxPolicy.AtLeastOnce"/> for events, <see cref="OutboxPolicy.AtMostOnce"/> for everything that people receive.</param>
    /// <returns>The same step.</returns>
    public SyncPush<T> WhenInDoubt(OutboxPolicy policy)
    {
        _step.Policy = policy;
        return this;
    }

    /// <summary>
    /// Lists the events of the time that a run was about (<c>GET /events</c>, 10,000 with a call) when some of them may have been stored twice, and reports the exact number
    /// (<see cref="SyncStepReport.Doubled"/>). Events are compared by name and second, so the map has to write their time.
    /// </summary>
    /// <remarks>Brevo stores events with a delay and lists those of the last six months. Events of the same name and second from elsewhere count too.</remarks>
    /// <returns>The same step.</returns>
    public SyncPush<T> ReconcileEvents()
    {
        _step.ReconcilesEvents = true;
        return this;
    }

    /// <summary>What the step may do with contacts.</summary>
    /// <param name="mode">Default: <see cref="SyncMode.Upsert"/>.</param>
    /// <returns>The same step.</returns>
    public SyncPush<T> Mode(SyncMode mode)
    {
        _step.Mode = mode;
        return this;
    }

    /// <summary>
    /// Lets members of a list that the source does not have any more leave the list. They stay in the account. The list is read when everything else is done, and only when the source was read to its end: not in a sample,
    /// and nobody leaves as long as records cannot be mapped, because they may stand for a member. Records that the map leaves out do not keep their member on the list.
    /// </summary>
    /// <param name="listId">Id of the list.</param>
    /// <returns>The same step.</returns>
    public SyncPush<T> Mirror(ContactListId listId)
    {
        _step.MirroredList = listId;
        return this;
    }

    /// <summary>
    /// Stops the run before the first removal when more than a share of the members would leave the list (<see cref="Mirror"/>), or all of them because the source is empty. Looked at from 10 members on.
    /// </summary>
    /// <param name="maxShare">The share, above 0 up to 1. Default: 0.3. 1 never stops, not even for an empty source.</param>
    /// <returns>The same step.</returns>
    public SyncPush<T> StopWhenRemoving(double maxShare)
    {
        SyncGuard.Require(maxShare, nameof(maxShare));
        _step.MaxRemovedShare = maxShare;
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
