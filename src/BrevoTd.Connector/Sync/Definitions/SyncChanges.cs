namespace BrevoTd.Connector.Sync;

/// <summary>Which records of a source a step sends.</summary>
public enum SyncChanges
{
    /// <summary>Every record, in every run. A run that was cut short goes on with those it had not delivered.</summary>
    All,

    /// <summary>Records whose watermark column lies beyond what earlier runs have finished. Cheap for the source and blind to records that changed without a new watermark.</summary>
    Watermark,

    /// <summary>
    /// Records whose mapped content differs from what was delivered last. The whole source is read in each run; the store keeps two hashes for each record.
    /// </summary>
    Fingerprint,
}
