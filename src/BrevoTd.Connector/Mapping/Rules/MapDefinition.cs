namespace BrevoTd.Connector.Mapping;

/// <summary>A map as it was configured: its rules and what holds for all of them. It does not change any more once it is closed.</summary>
internal sealed class MapDefinition<T>(string name)
{
    private readonly Dictionary<string, RuleDefinition<T>> _byTarget = new(StringComparer.OrdinalIgnoreCase);
    private bool _closed;

    public string Name { get; } = name;

    public List<RuleDefinition<T>> Rules { get; } = [];

    public List<(Func<T, bool> Condition, string Reason)> SkipRules { get; } = [];

    public List<MappingProblem> Problems { get; } = [];

    public NullPolicy NullPolicy { get; set; }

    public FailurePolicy OnFailure { get; set; }

    public bool IncludeValues { get; set; }

    public RuleDefinition<T> Add(
        string target,
        string wireName,
        RuleNode<T> node,
        FieldRole role = FieldRole.None,
        bool failsWhenNull = false
    )
    {
        EnsureOpen();
        var rule = new RuleDefinition<T>(this, Rules.Count, target, wireName, node) { Role = role, FailsWhenNull = failsWhenNull };
        Rules.Add(rule);
        if (string.IsNullOrWhiteSpace(wireName))
        {
            rule.Problem(MappingProblemCode.InvalidName, "The name of the target is empty.");
        }
        else if (!_byTarget.TryAdd(target, rule))
        {
            rule.Problem(
                MappingProblemCode.DuplicateTarget,
                $"Rules {_byTarget[target].Index + 1} and {Rules.Count} write the same target. Remove one, or merge them into one rule with When or a function."
            );
        }

        if (node.Column is { } column)
        {
            CheckColumn(rule, column);
        }

        return rule;
    }

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
        foreach (var rule in Rules.Where(static rule => rule.IsRequired && rule.IsDropped))
        {
            rule.Problem(
                MappingProblemCode.Contradiction,
                "The rule is both Required and OrDrop: a failure cannot fail the record and be dropped. Remove one."
            );
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

    private static void CheckColumn(RuleDefinition<T> rule, ColumnUse column)
    {
        if (string.IsNullOrWhiteSpace(column.Name))
        {
            rule.Problem(MappingProblemCode.InvalidName, "The name of the column is empty.");
        }

        if (ColumnBinder<T>.Instance is null)
        {
            rule.Problem(
                MappingProblemCode.ColumnOnObject,
                $"The rule reads column '{column.Name}', but {typeof(T).Name} has no columns. Read a property with a function: record => record.Property."
            );
        }
    }
}
