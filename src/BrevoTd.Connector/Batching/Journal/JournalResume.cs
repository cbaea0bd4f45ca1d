namespace BrevoTd.Connector.Batching;

/// <summary>What opening a journal does with what an earlier run has left in it. Records are known again by their identifier; those without one are always sent.</summary>
public enum JournalResume
{
    /// <summary>A journal that has records is refused, so that nobody continues one by accident.</summary>
    StartNew,

    /// <summary>New records are appended, and every record is sent again.</summary>
    SendAll,

    /// <summary>Records whose identifier was delivered before are skipped. Right where sending a record a second time is harmless, as an upsert of a contact is.</summary>
    SkipDelivered,

    /// <summary>
    /// Records whose identifier was delivered before, or was sent without its outcome being known (in flight, unverified), are skipped. Right where sending a record twice does harm, as with events and
    /// messages; what was in flight must then be looked up at the service.
    /// </summary>
    SkipSent,
}
