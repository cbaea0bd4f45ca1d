using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>Where and how a <see cref="TdTableSyncStore"/> keeps what syncs remember. All hosts that share the tables need the same values.</summary>
public sealed class TdTableSyncStoreOptions
{
    /// <summary>The database, which must exist; the tables are created when they are first used.</summary>
    /// <value>No default: must be set.</value>
    public string? Database { get; set; }

    /// <summary>Beginning of the tables' names: <c>…_leases</c>, <c>…_documents</c> and <c>…_marks</c>.</summary>
    /// <value>Default: <c>brevo_sync</c>.</value>
    public string TablePrefix { get; set; } = "brevo_sync";

    /// <summary>Name of the client that the store uses, as it was registered; <see langword="null"/> for the unnamed one. Only read when the container creates the store.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? ClientName { get; set; }

    /// <summary>
    /// How long a run that claims a lease waits until it reads the table again, to see who else claims it. It must be longer than the difference of the hosts' clocks. A claim whose job took longer than this to be written is
    /// taken back, because others may have decided without it: a run then starts later, never twice.
    /// </summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan SettleDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long rows of a streaming import take at most until queries see them. A run on another host begins no earlier than this after the one before has ended. Within a process, rows that were just
    /// written are remembered for as long.
    /// </summary>
    /// <value>Default: 5 minutes. Treasure Data states no limit.</value>
    public TimeSpan VisibilityDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Up to so many marks at a time are written by an <c>INSERT</c> job, which takes seconds and is seen by the next query; more by a streaming import, which takes less than a second and is seen later.</summary>
    /// <value>Default: 500; at most 5,000.</value>
    public int InsertMarksUpTo { get; set; } = 500;

    /// <summary>How long a job of the store may take before the call fails with a <see cref="TimeoutException"/>.</summary>
    /// <value>Default: 10 minutes.</value>
    public TimeSpan JobTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Pause before the first look at a job of the store; later pauses grow up to 10 seconds.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan PollDelay { get; set; } = TimeSpan.FromSeconds(1);

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Database) || !IsName(() => TdNames.Database(Database)))
        {
            yield return $"{nameof(Database)} must name an existing database: 3 to 128 characters out of a-z, 0-9 and _";
        }

        if (string.IsNullOrWhiteSpace(TablePrefix) || !IsName(() => TdNames.Table(TablePrefix + "_documents")))
        {
            yield return $"{nameof(TablePrefix)} must have 1 to 118 characters out of a-z, 0-9 and _";
        }

        foreach (
            var (name, value, most) in new[]
            {
                (nameof(SettleDelay), SettleDelay, TimeSpan.FromHours(1)),
                (nameof(VisibilityDelay), VisibilityDelay, TimeSpan.FromHours(6)),
                (nameof(JobTimeout), JobTimeout, TimeSpan.FromHours(6)),
                (nameof(PollDelay), PollDelay, TimeSpan.FromSeconds(10)),
            }
        )
        {
            if (value <= TimeSpan.Zero || value > most)
            {
                yield return $"{name} is {value}; it must be positive and at most {most}";
            }
        }

        if (InsertMarksUpTo is < 0 or > 5000)
        {
            yield return $"{nameof(InsertMarksUpTo)} is {InsertMarksUpTo}; it must be between 0 and 5,000";
        }
    }

    private static bool IsName(Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
