namespace BrevoTd.Connector.Mapping;

/// <summary>What a map's <c>Check</c> found: every problem at once, before the first record.</summary>
public sealed class MappingCheck
{
    private readonly string _mapName;

    internal MappingCheck(string mapName, IReadOnlyList<MappingProblem> problems)
    {
        _mapName = mapName;
        Problems = problems;
    }

    /// <summary>Everything that is wrong, in the order of the rules; empty if nothing is.</summary>
    public IReadOnlyList<MappingProblem> Problems { get; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool Passed => Problems.Count == 0;

    /// <summary>Throws if something is wrong.</summary>
    /// <exception cref="MapDefinitionException">There are problems; the message lists them all.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new MapDefinitionException(_mapName, Problems);
        }
    }

    /// <summary>One line per problem.</summary>
    public override string ToString() =>
        Passed ? $"{_mapName}: no problems." : string.Join(Environment.NewLine, Problems.Select(problem => $"{_mapName}: {problem}"));
}
