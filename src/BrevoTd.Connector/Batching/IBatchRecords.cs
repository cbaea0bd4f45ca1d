namespace BrevoTd.Connector.Batching;

/// <summary>Records that are about to get their outcome, whether they have been sent or not.</summary>
internal interface IBatchRecords
{
    int Count { get; }

    string? ProcessId { get; }

    /// <summary>By which the outcome journal knows the batch; 0 for one that it does not know.</summary>
    long JournalId { get; }

    /// <summary>Number of the batch that the records stood in when they were first sent, at least; flushes wait by it.</summary>
    long Ticket { get; }

    /// <summary>The batch with the records' bytes, where they are still at hand.</summary>
    Batch? Bodies { get; }

    int Partition { get; }

    bool ClearsValues { get; }

    long GetRecordNumber(int index);

    string? GetKey(int index);

    /// <summary>Bits that stand for the record's identifier; 0 for a record without one.</summary>
    UInt128 HashKey(int index, KeyHasher hasher);

    /// <summary>The record's bytes, where they are still at hand.</summary>
    byte[]? CopyBody(int index);

    /// <summary>The record's past, when this is not the first time that it is sent.</summary>
    SentBefore? Before(int index);

    /// <summary>Requests that carried the record before this one.</summary>
    int RequestsBefore(int index);

    /// <summary>Hash by which the record's key is known to <see cref="SentKeys"/>; 0 for a record that is not known there.</summary>
    ulong KeyHash(int index);
}
