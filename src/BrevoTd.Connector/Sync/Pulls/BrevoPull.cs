using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>Reads one kind of record from Brevo and adds it to its table. <see cref="BrevoPulls"/> has one for each kind. May be used again and by several runs at once, of different jobs.</summary>
public abstract class BrevoPull
{
    private protected BrevoPull(string name) => Name = name;

    /// <summary>Name of the pull, such as <c>contacts</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// Reads everything that is new since the last run, or what a run that was interrupted has left, and adds it to the tables. Tables that are missing are created, and columns that they lack are added.
    /// </summary>
    /// <remarks>The caller sees to it that only one run of a job is under way (<see cref="ISyncStore.TryAcquireLeaseAsync"/>).</remarks>
    /// <param name="brevo">Where the records are.</param>
    /// <param name="td">Where the tables are.</param>
    /// <param name="database">Name of the database, which must exist.</param>
    /// <param name="store">Remembers how far the job came.</param>
    /// <param name="job">Name of the job; together with <see cref="Name"/> it stands for the cursor. Letters, digits, <c>.</c>, <c>-</c> and <c>_</c>.</param>
    /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
    /// <param name="progress">Gets the counts after each page.</param>
    /// <param name="cancellationToken">Ends the run. The next one goes on where it was.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">An option or a name is not possible.</exception>
    /// <exception cref="TreasureDataSchemaException">A table has a column with another type. Nothing was read.</exception>
    /// <exception cref="Http.ConnectorException">A call failed. The next run goes on where this one was.</exception>
    public abstract Task<PullResult> LoadAsync(
        BrevoClient brevo,
        TreasureDataClient td,
        string database,
        ISyncStore store,
        string job,
        PullOptions? options = null,
        IProgress<PullResult>? progress = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>The tables that the pull fills. Asks Brevo where their columns depend on the account.</summary>
    /// <param name="brevo">Where the records are.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Http.ConnectorException">The call failed.</exception>
    public abstract Task<IReadOnlyList<TableLayout>> GetTablesAsync(BrevoClient brevo, CancellationToken cancellationToken = default);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
