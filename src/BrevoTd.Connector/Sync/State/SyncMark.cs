namespace BrevoTd.Connector.Sync;

/// <summary>What a sync remembers of one record: two hashes, which name nobody.</summary>
/// <param name="Key">Hash of the record's identifier.</param>
/// <param name="Content">Hash of what was delivered, or another number that the set is about; <see langword="null"/> takes the key out of the set.</param>
public readonly record struct SyncMark(UInt128 Key, UInt128? Content);
