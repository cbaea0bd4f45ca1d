namespace BrevoTd.Connector.Sync;

public sealed partial class SyncPush<T>
{
    /// <summary>
    /// Lets the records take people off blocklists: a map whose <c>EmailBlocklisted</c> or <c>SmsBlocklisted</c> says <see langword="false"/> then means it. Without this, such a value is left out of the request, and
    /// whoever is blocklisted stays so. Imports never take anybody off a blocklist, with or without it: only requests for single contacts can.
    /// </summary>
    /// <returns>The same step.</returns>
    public SyncPush<T> AllowUnblocklisting()
    {
        _step.Consent.AllowsUnblocklisting = true;
        return this;
    }

    /// <summary>Lets the records put people back on lists from which a <c>ToUnsubscribe</c> step of this account took them. Without this, their records are left out by pushes to such a list.</summary>
    /// <returns>The same step.</returns>
    public SyncPush<T> AllowResubscribing()
    {
        _step.Consent.AllowsResubscribing = true;
        return this;
    }

    /// <summary>
    /// Finds out at the beginning of each run who unsubscribed from single lists in Brevo itself, and leaves their records out of pushes to such a list. For accounts that have unsubscription per list: what Brevo does when a contact
    /// is put on a list that it unsubscribed from is not documented. One call for each 1,000 contacts of the account (<c>GET /contacts</c>).
    /// </summary>
    /// <returns>The same step.</returns>
    public SyncPush<T> LeaveOutUnsubscribed()
    {
        _step.Consent.LooksForUnsubscribed = true;
        return this;
    }
}
