namespace BrevoTd.Connector.Mapping;

/// <summary>A map is written wrongly and cannot be used. Thrown before the first record; the message lists every problem with the rule's target.</summary>
public sealed class MapDefinitionException : Exception
{
    internal MapDefinitionException(string mapName, IReadOnlyList<MappingProblem> problems)
        : base(Describe(mapName, problems)) => Problems = problems;

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<MappingProblem> Problems { get; }

    private static string Describe(string mapName, IReadOnlyList<MappingProblem> problems) =>
        $"The map {mapName} cannot be used: {string.Join(" ", problems)}";
}
