namespace BrevoTd.Connector.Mapping;

/// <summary>
/// More records failed than the map allows (<c>MaxFailures</c>, <c>MaxFailureRatio</c>): the mistake is in the source or in the map, not in single records. The encoder takes
/// no more records; what a writer has accepted before is still sent and settled.
/// </summary>
public sealed class TooManyMappingFailuresException : Exception
{
    internal TooManyMappingFailuresException(
        string mapName,
        string limit,
        MappingStatistics statistics,
        IReadOnlyList<MappingFailure> failures
    )
        : base(Describe(mapName, limit, statistics, failures))
    {
        Statistics = statistics;
        Failures = failures;
    }

    /// <summary>What the encoder had done when the limit was passed, with the failures by code; the last record is counted in it.</summary>
    public MappingStatistics Statistics { get; }

    /// <summary>Every rule that failed on the record that passed the limit.</summary>
    public IReadOnlyList<MappingFailure> Failures { get; }

    private static string Describe(string mapName, string limit, MappingStatistics statistics, IReadOnlyList<MappingFailure> failures)
    {
        var codes = string.Join(
            ", ",
            statistics.FailuresByCode.OrderByDescending(static pair => pair.Value).Select(static pair => $"{pair.Key} {pair.Value}")
        );
        var last = failures.Count > 0 ? $" The last one: {failures[0]}" : "";
        return $"The map {mapName} has ended the run: {limit} Failures by code: {codes}.{last}";
    }
}
