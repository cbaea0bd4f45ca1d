namespace BrevoTd.Connector.Mapping;

/// <summary>What holds for a map as a whole, whatever its records are. It does not change any more once it is closed.</summary>
internal abstract class MapDefinition(string name)
{
    private readonly HashSet<object> _included = new(ReferenceEqualityComparer.Instance);
    private NullPolicy? _nullPolicy;
    private EmptyPolicy? _emptyPolicy;
    private bool _closed;

    public string Name { get; } = name;

    /// <summary>Every rule in the order written, those of list items included. A rule stands at its <see cref="IRuleDefinition.Index"/>.</summary>
    public List<IRuleDefinition> AllRules { get; } = [];

    public List<MappingProblem> Problems { get; } = [];

    public NullPolicy NullPolicy
    {
        get => _nullPolicy ?? default;
        set => _nullPolicy = value;
    }

    public EmptyPolicy EmptyPolicy
    {
        get => _emptyPolicy ?? default;
        set => _emptyPolicy = value;
    }

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

    /// <summary>Takes over the rules of another map. Its policies for nulls and empty texts hold for its own rules; how it treats failures is not taken over.</summary>
    public void Include(object map, string mapName, Action write)
    {
        EnsureOpen();
        if (!_included.Add(map))
        {
            Problems.Add(
                new MappingProblem(
                    MappingProblemCode.Contradiction,
                    Target: null,
                    Source: null,
                    $"The map {mapName} is included twice, or includes itself. Remove an Include."
                )
            );
            return;
        }

        var outer = (_nullPolicy, _emptyPolicy, OnFailure, IncludeValues, FailureLimit);
        (_nullPolicy, _emptyPolicy) = (null, null);
        var first = AllRules.Count;
        write();
        foreach (var rule in AllRules.Skip(first))
        {
            rule.Inherit(_nullPolicy, _emptyPolicy);
        }

        (_nullPolicy, _emptyPolicy, OnFailure, IncludeValues, FailureLimit) = outer;
    }

    public void Close()
    {
        foreach (var rule in AllRules)
        {
            rule.Close();
        }

        _included.Clear();
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

    /// <summary>Notes a problem if no rule writes the target.</summary>
    public void RequireTarget(string target, string message)
    {
        if (!Rules.Exists(rule => rule.Target == target))
        {
            Set.Problem(target, MappingProblemCode.TargetMissing, message);
        }
    }

    /// <summary>Notes a problem if no rule writes anything inside the object or list.</summary>
    public void RequireMember(string path, string message)
    {
        if (!Rules.Exists(rule => rule.Parent.IsWithin(path)))
        {
            Set.Problem(path, MappingProblemCode.TargetMissing, message);
        }
    }
}
