namespace BrevoTd.Connector.Batching;

/// <summary>Options of a <see cref="BatchJournal"/>. Read once, when the journal is opened.</summary>
public sealed class BatchJournalOptions
{
    /// <summary>What opening does with what an earlier run has left in the file.</summary>
    /// <value>Default: <see cref="JournalResume.StartNew"/>.</value>
    public JournalResume Resume { get; set; } = JournalResume.StartNew;

    /// <summary>Whether identifiers stand in the journal as text, which may name people, beside their hash.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool KeepKeys { get; set; }

    /// <summary>Whether every group of entries is forced onto the disk, so that a power cut loses none either. It costs some milliseconds for each batch.</summary>
    /// <value>Default: <see langword="false"/>: entries are handed to the operating system, which the end of the process does not undo.</value>
    public bool FlushToDisk { get; set; }

    /// <summary>Throws for a value out of its range.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal void Validate()
    {
        if (!Enum.IsDefined(Resume))
        {
            throw new ArgumentException($"{nameof(Resume)} must be one of the values of {nameof(JournalResume)}.", nameof(Resume));
        }
    }
}
