namespace BrevoTd.Connector.Sync;

/// <summary>Where and how a <see cref="FileSyncStore"/> keeps what syncs remember.</summary>
public sealed class FileSyncStoreOptions
{
    /// <summary>The folder, on a disk of the machine that runs the jobs; it is created when something is kept. One folder may serve any number of jobs and processes.</summary>
    /// <value>No default: must be set.</value>
    public string? Folder { get; set; }

    /// <summary>
    /// Whether every write waits until the disk has it, so that it survives a power cut too. Without it, a write survives the end of the process, not of the machine.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool FlushToDisk { get; set; } = true;

    /// <summary>How long a call waits for another process that is writing the same file, before it throws.</summary>
    /// <value>Default: 30 seconds. Writes take milliseconds.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A log of marks is rewritten without what has been superseded when it has this many superseded marks, and at least half as many as it has of current ones. A mark takes 37 bytes.
    /// </summary>
    /// <value>Default: 16,384; at least 1.</value>
    public int CompactAfterMarks { get; set; } = 16_384;

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Folder))
        {
            yield return $"{nameof(Folder)} must name the folder that keeps what the syncs remember";
        }

        if (LockTimeout <= TimeSpan.Zero || LockTimeout > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(LockTimeout)} is {LockTimeout}; it must be positive and at most an hour";
        }

        if (CompactAfterMarks < 1)
        {
            yield return $"{nameof(CompactAfterMarks)} is {CompactAfterMarks}; it must be at least 1";
        }
    }
}
