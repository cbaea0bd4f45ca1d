using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>What became of the records of a source that was written as parts or files.</summary>
public record TdPartsResult
{
    /// <summary>Rows in the parts.</summary>
    public long Rows { get; init; }

    /// <summary>Records that the map left out.</summary>
    public long Skipped { get; init; }

    /// <summary>Records that could not become rows.</summary>
    public long Failed { get; init; }

    /// <summary>The failures of the first records that failed, a hundred at most.</summary>
    public IReadOnlyList<MappingFailure> Failures { get; init; } = [];

    /// <summary>Names of the parts, or paths of the files, in order.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Parts that the session had already, with the same rows; they were not sent again.</summary>
    public int ReusedParts { get; init; }

    /// <summary>Parts of an earlier run that are not among <see cref="Parts"/>; they were deleted.</summary>
    public int RemovedParts { get; init; }

    /// <summary>Compressed bytes of the parts.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// Whether the source was not read, because the session had been frozen: an earlier run had written all parts, and only their completion is left.
    /// </summary>
    public bool WasWrittenBefore { get; init; }

    /// <summary>Counts only.</summary>
    public override string ToString() =>
        $"{nameof(TdPartsResult)} {{ Rows = {Rows}, Skipped = {Skipped}, Failed = {Failed}, Parts = {Parts.Count}, Bytes = {Bytes} }}";
}

/// <summary>How far the writing of parts has come.</summary>
/// <param name="Rows">Rows in the parts that are uploaded, or written as files.</param>
/// <param name="Parts">Number of those parts.</param>
/// <param name="Bytes">Their compressed bytes.</param>
public readonly record struct TdPartsProgress(long Rows, int Parts, long Bytes);
