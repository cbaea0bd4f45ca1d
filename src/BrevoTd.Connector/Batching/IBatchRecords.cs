namespace BrevoTd.Connector.Batching;

/// <summary>Records that are about to get their outcome, whether they have been sent or not.</summary>
internal interface IBatchRecords
{
    int Count { get; }

    string? ProcessId { get; }

    long GetRecordNumber(int index);

    string? GetKey(int index);

    /// <summary>The record's bytes, where they are still at hand.</summary>
    byte[]? CopyBody(int index);
}
