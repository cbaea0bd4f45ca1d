namespace BrevoTd.Connector.Mapping;

/// <summary>What holds for a map as a whole, whatever its records are. It does not change any more once it is closed.</summary>
internal abstract class MapDefinition(string name)
{
    private bool _closed;

    public string Name { get; } = name;

    /// <summary>Every rule in the order written, those of list items included. A rule stands at its <see cref="IRuleDefinition.Index"/>.</summary>
    public List<IRuleDefinition> AllRules { get; } = [];

    public List<MappingProblem> Problems { get; } = [];

    public NullPolicy NullPolicy { get; set; }

    public EmptyPolicy EmptyPolicy { get; set; }

    public FailurePolicy OnFailure { get; set; }

    public bool IncludeValues { get; set; }

    public FailureLimit FailureLimit { get; set; }

    public void EnsureOpen()
    {
        if (_closed)
        {
            throw new InvalidOperationException(
                $"The map {Name} is in use and cannot be changed. Write all rules and steps inside Configure."
            );
        }
    }

    public void Close()
    {
        foreach (var rule in AllRules)
        {
            rule.Close();
        }

        _closed = true;
    }

    public void ThrowIfWrong()
    {
        if (Problems.Count > 0)
        {
            throw new MapDefinitionException(Name, [.. Problems]);
        }
    }
}

/// <summary>A map as it was configured: its rules and what holds for all of them.</summary>
internal sealed class MapDefinition<T> : MapDefinition
{
    public MapDefinition(string name)
        : base(name) => Set = new RuleSet<T>(this);

    /// <summary>The rules over the record itself, with the objects they are in.</summary>
    public RuleSet<T> Set { get; }

    /// <summary>The rules over the record itself. A list is one of them; the rules of its items are only in <see cref="MapDefinition.AllRules"/>.</summary>
    public List<RuleDefinition<T>> Rules => Set.Rules;

    public List<(Func<T, bool> Condition, string Reason)> SkipRules { get; } = [];

    public RuleDefinition<T> Add(
        string target,
        string wireName,
        RuleNode<T> node,
        FieldRole role = FieldRole.None,
        bool failsWhenNull = false
    ) => Set.Add(Set.Root, target, wireName, node, role, failsWhenNull);
}
