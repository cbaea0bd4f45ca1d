namespace BrevoTd.Connector.Batching;

internal static class RunKeys
{
    public static IRunKeys? Create(BatchWriterOptions options) =>
        options.RunDuplicates switch
        {
            RunDuplicatePolicy.FirstWins => new MemoryRunKeys(options.MaxRunKeys),
            RunDuplicatePolicy.FirstWinsOnDisk => new DiskRunKeys(options.MaxRunKeys, options.RunKeysDirectory),
            _ => null,
        };

    public static InvalidOperationException TooMany(long maxKeys) =>
        new(
            $"The run has {maxKeys} different identifiers, as many as {nameof(BatchWriterOptions.MaxRunKeys)} allows, so it cannot be told whether another record is a duplicate; that record was "
                + $"not accepted. Raise {nameof(BatchWriterOptions.MaxRunKeys)}, keep the identifiers on disk ({nameof(RunDuplicatePolicy)}.{nameof(RunDuplicatePolicy.FirstWinsOnDisk)}), or "
                + $"send duplicates ({nameof(RunDuplicatePolicy)}.{nameof(RunDuplicatePolicy.Allow)})."
        );
}
