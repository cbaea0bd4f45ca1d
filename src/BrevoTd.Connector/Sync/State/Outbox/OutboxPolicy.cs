namespace BrevoTd.Connector.Sync;

/// <summary>
/// What becomes of records that were on their way when a process died, where the service has no key by which it would recognise a repeat (events, sends): nobody knows whether they arrived.
/// </summary>
public enum OutboxPolicy
{
    /// <summary>They are sent again: none is missing, and some may be there twice. The report counts them as the upper bound of doubled records.</summary>
    AtLeastOnce,

    /// <summary>They are never sent again: none is there twice, and some may be missing. The report counts them as unverified.</summary>
    AtMostOnce,
}
