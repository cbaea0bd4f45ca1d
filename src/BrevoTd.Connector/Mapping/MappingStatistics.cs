namespace BrevoTd.Connector.Mapping;

/// <summary>What an encoder has done so far: <see cref="Read"/> = <see cref="Encoded"/> + <see cref="Skipped"/> + <see cref="Failed"/>.</summary>
public sealed record MappingStatistics
{
    private static readonly IReadOnlyDictionary<string, long> s_none = new Dictionary<string, long>();

    /// <summary>Statistics of an encoder that has seen no record, or keeps none.</summary>
    public static MappingStatistics Empty { get; } = new();

    /// <summary>Records given to the encoder.</summary>
    public long Read => Encoded + Skipped + Failed;

    /// <summary>Records that were written.</summary>
    public long Encoded { get; init; }

    /// <summary>Records left out by <c>SkipWhen</c>.</summary>
    public long Skipped { get; init; }

    /// <summary>Records with at least one failing rule.</summary>
    public long Failed { get; init; }

    /// <summary>Skipped records by the reason given to <c>SkipWhen</c>.</summary>
    public IReadOnlyDictionary<string, long> SkippedByReason { get; init; } = s_none;

    /// <summary>Values left out by <c>OrDrop</c>, by target. Their records may be encoded all the same.</summary>
    public IReadOnlyDictionary<string, long> DroppedByTarget { get; init; } = s_none;

    /// <summary>Failures by <see cref="MappingFailure.Code"/>; a record may have several.</summary>
    public IReadOnlyDictionary<string, long> FailuresByCode { get; init; } = s_none;
}
