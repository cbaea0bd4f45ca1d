using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>A map does not fit its source or its target. Thrown before anything is sent, with every problem that was found.</summary>
public sealed class BatchCheckException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="sinkName">Name of the sink.</param>
    /// <param name="problems">What is wrong and what to change.</param>
    public BatchCheckException(string sinkName, IReadOnlyList<MappingProblem> problems)
        : base(Describe(sinkName, problems))
    {
        SinkName = sinkName;
        Problems = problems;
    }

    /// <summary>Name of the sink.</summary>
    public string SinkName { get; }

    /// <summary>What is wrong and what to change.</summary>
    public IReadOnlyList<MappingProblem> Problems { get; }

    private static string Describe(string sinkName, IReadOnlyList<MappingProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return $"Nothing was sent to '{sinkName}', because {problems.Count} {(problems.Count == 1 ? "problem was" : "problems were")} found before the first record:"
            + string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}"));
    }
}
