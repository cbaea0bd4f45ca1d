using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>What a pull did.</summary>
public sealed record PullResult
{
    /// <summary>Name of the pull.</summary>
    public required string Pull { get; init; }

    /// <summary>Records that Brevo listed: written + duplicates + rejected + skipped.</summary>
    public long Read { get; init; }

    /// <summary>Records whose rows Treasure Data has acknowledged.</summary>
    public long Written { get; init; }

    /// <summary>Records that were written before, unchanged, and read again because sweeps overlap.</summary>
    public long Duplicates { get; init; }

    /// <summary>Records that a map could not make rows of; <see cref="Failures"/> says why.</summary>
    public long Rejected { get; init; }

    /// <summary>Records that a map left out.</summary>
    public long Skipped { get; init; }

    /// <summary>Rows that Treasure Data has acknowledged. A record may have one in each of several tables.</summary>
    public long Rows { get; init; }

    /// <summary>Rows among them that an earlier, interrupted run may have sent already and that were sent again with the same id, by which Treasure Data knows them.</summary>
    public long RepeatedRows { get; init; }

    /// <summary>
    /// The most records that stand twice in the table because the page that an earlier run was interrupted at has changed since. The queries of <see cref="TableLayout.LatestSql"/> show each once.
    /// </summary>
    public long PossiblyDoubled { get; init; }

    /// <summary>Calls to Brevo, without the repeats of failed ones.</summary>
    public long Calls { get; init; }

    /// <summary>When the sweep began, by Brevo's clock.</summary>
    public DateTimeOffset? SweptAt { get; init; }

    /// <summary>Whether the sweep read everything there is.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Why records were rejected, the first 100.</summary>
    public IReadOnlyList<MappingFailure> Failures { get; init; } = [];

    /// <summary>The counts in one line.</summary>
    public override string ToString() =>
        $"{Pull}: read {Read}, written {Written}, duplicates {Duplicates}, rejected {Rejected}, skipped {Skipped}, {Rows} rows, {Calls} calls";
}
