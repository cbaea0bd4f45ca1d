namespace BrevoTd.Connector.Mapping;

/// <summary>What a map's <c>Check</c> found: every problem at once, before the first record.</summary>
public sealed class MappingCheck
{
    private static readonly string[] s_head = ["code", "target", "source", "what is wrong and what to change"];
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

    /// <summary>A table with a line per problem, below the map's name.</summary>
    public override string ToString()
    {
        if (Passed)
        {
            return $"{_mapName}: no problems.";
        }

        var table = TextTable.Aligned(
            s_head,
            [
                .. Problems.Select(static problem =>
                    (IReadOnlyList<string>)[problem.Code.Value, problem.Target ?? "", problem.Source ?? "", problem.Message]
                ),
            ]
        );
        return $"{_mapName}: {Problems.Count} {(Problems.Count == 1 ? "problem" : "problems")}, explained in {MappingProblemCode.Page}\n{table}";
    }
}
