namespace BrevoTd.Connector.Sync;

/// <summary>Where and how a <see cref="SqliteSyncStore"/> keeps what syncs remember.</summary>
public sealed class SqliteSyncStoreOptions
{
    /// <summary>Path of the database file, on a disk of the machine that runs the jobs; it is created if it is missing. Beside it stand <c>-wal</c> and <c>-shm</c> while it is in use.</summary>
    /// <value>No default: must be set.</value>
    public string? Path { get; set; }

    /// <summary>
    /// Whether every write waits until the disk has it (<c>synchronous=FULL</c>), so that it survives a power cut too. Without it (<c>NORMAL</c>), a write survives the end of the process, not of the machine.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool FlushToDisk { get; set; } = true;

    /// <summary>How long a call waits for another process that is writing, before it throws. Whole seconds count.</summary>
    /// <value>Default: 30 seconds; at least 1 second.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path))
        {
            yield return $"{nameof(Path)} must name the database file that keeps what the syncs remember";
        }

        if (BusyTimeout < TimeSpan.FromSeconds(1) || BusyTimeout > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(BusyTimeout)} is {BusyTimeout}; it must be between a second and an hour";
        }
    }
}
