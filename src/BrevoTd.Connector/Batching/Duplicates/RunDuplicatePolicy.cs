namespace BrevoTd.Connector.Batching;

/// <summary>What happens to records of one run of a writer that have the same identifier. Records without an identifier are never duplicates.</summary>
public enum RunDuplicatePolicy
{
    /// <summary>Every one is sent, unless they meet in one batch: there <see cref="BatchWriterOptions.DuplicateKeys"/> decides.</summary>
    Allow,

    /// <summary>
    /// The record written first is sent; later ones are dead-lettered as <see cref="OutcomeCause.DuplicateKeyInRun"/>. The identifiers' hashes are kept in memory: at most 32 bytes for each, and 32 KB.
    /// </summary>
    FirstWins,

    /// <summary>
    /// As <see cref="FirstWins"/>, with the hashes in a file of <see cref="BatchWriterOptions.RunKeysDirectory"/>: about 1.3 bytes of memory and 22 bytes of disk for each of
    /// <see cref="BatchWriterOptions.MaxRunKeys"/>.
    /// </summary>
    FirstWinsOnDisk,
}
