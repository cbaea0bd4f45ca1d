using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// What became of every record of a load: <see cref="Read"/> = <see cref="Skipped"/> + <see cref="Delivered"/> + <see cref="Rejected"/> + <see cref="DeadLettered"/> + <see cref="Unverified"/>.
/// </summary>
public sealed record TdLoadResult
{
    /// <summary>The way that the rows took, and why.</summary>
    public TdWritePlan Plan { get; init; } = new(TdWritePath.StreamingImport, "");

    /// <summary>Records that were read from the source. 0 if an earlier run of the same session had written all of them (<see cref="WasWrittenBefore"/>).</summary>
    public long Read { get; init; }

    /// <summary>Records that the map left out on purpose.</summary>
    public long Skipped { get; init; }

    /// <summary>Rows that the service stored.</summary>
    public long Delivered { get; init; }

    /// <summary>Rows that the service refused.</summary>
    public long Rejected { get; init; }

    /// <summary>Records that are known not to be stored: they could not become rows, or stood in a request that was refused or never sent.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Rows that were sent and whose result was not learned: after a lost answer, or in a part that the service could not read and the options let pass.</summary>
    public long Unverified { get; init; }

    /// <summary>The failures of the first records that could not become rows, a hundred at most.</summary>
    public IReadOnlyList<MappingFailure> Failures { get; init; } = [];

    /// <summary>Why no further request was sent before the source had ended, such as credentials that the service rejects; <see langword="null"/> otherwise. Records behind that point were not read.</summary>
    public string? StopReason { get; init; }

    /// <summary>Name of the bulk import session, if there was one.</summary>
    public string? SessionName { get; init; }

    /// <summary>Whether the session had all parts from an earlier run, so that only its completion was left. <see cref="Delivered"/> and <see cref="Rejected"/> are the session's numbers then.</summary>
    public bool WasWrittenBefore { get; init; }

    /// <summary>The bulk import's own account, if there was one.</summary>
    public TdBulkImportResult? BulkImport { get; init; }

    /// <summary>The writer's own account, if the rows went by single requests.</summary>
    public BatchWriteReport? Report { get; init; }

    /// <summary>Whether every record was stored or left out on purpose.</summary>
    public bool IsComplete => Rejected == 0 && DeadLettered == 0 && Unverified == 0 && StopReason is null;

    /// <summary>The way and counts only: a name may tell of people.</summary>
    public override string ToString() =>
        $"{Plan.Path}: read {Read}, skipped {Skipped}, delivered {Delivered}, rejected {Rejected}, dead-lettered {DeadLettered}, unverified {Unverified}";
}
