namespace BrevoTd.Connector.Batching;

/// <summary>Records that are about to get their outcome, whether they have been sent or not.</summary>
internal interface IBatchRecords
{
    int Count { get; }

    string? ProcessId { get; }

    /// <summary>By which the outcome journal knows the batch; 0 for one that it does not know.</summary>
    long JournalId { get; }

    long GetRecordNumber(int index);

    string? GetKey(int index);

    /// <summary>Bits that stand for the record's identifier; 0 for a record without one.</summary>
    UInt128 HashKey(int index, KeyHasher hasher);

    /// <summary>The record's bytes, where they are still at hand.</summary>
    byte[]? CopyBody(int index);
}
