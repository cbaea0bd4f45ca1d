namespace BrevoTd.Connector.Mapping;

/// <summary>A rule that was turned round: it reads what the rule wrote and ends as what the rule read.</summary>
internal sealed record ReversedRule<TSource, T>(RuleDefinition<T> Rule, RuleNode<TSource> Node);

/// <summary>Turns rules round, step by step from the last to the first, and names every rule where that cannot be done.</summary>
internal sealed class MapReverser<TSource, T>(
    MapDefinition<T> definition,
    Func<RuleDefinition<T>, RuleNode<TSource>?> written,
    ReverseOptions options,
    bool intoObjects
)
{
    private readonly List<MappingProblem> _problems = [];
    private readonly HashSet<string> _except = new(options.Except, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="MapDefinitionException">A rule has no way back; the message names all of them.</exception>
    public List<ReversedRule<TSource, T>> Reverse()
    {
        definition.ThrowIfWrong();
        var reversed = new List<ReversedRule<TSource, T>>();
        var columns = new Dictionary<string, RuleDefinition<T>>(StringComparer.Ordinal);
        if (intoObjects && typeof(T).IsValueType)
        {
            Problem(target: null, $"{typeof(T).Name} is a value type, so what is set would be set in a copy. Use a class.");
        }

        foreach (var rule in definition.Rules.Where(rule => !IsLeftOut(rule)))
        {
            if (TryReverse(rule) is { } node && IsFirst(rule, columns))
            {
                reversed.Add(new ReversedRule<TSource, T>(rule, node));
            }
        }

        foreach (var name in options.Except.Where(name => !definition.Rules.Exists(rule => IsCalled(rule, name))))
        {
            Problem(name, "Except names it, but no rule writes it. Correct the name, or remove it.");
        }

        return _problems.Count == 0 ? reversed : throw new MapDefinitionException($"{definition.Name}.Reverse", _problems);
    }

    private static bool IsCalled(RuleDefinition<T> rule, string name) =>
        string.Equals(rule.Target, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(rule.WireName, name, StringComparison.OrdinalIgnoreCase);

    private bool IsLeftOut(RuleDefinition<T> rule) =>
        _except.Contains(rule.Target)
        || _except.Contains(rule.WireName)
        // Most rows get the time of their import, which belongs to no property.
        || (rule.Kind == FieldKind.UnixTime && rule.Node.Root is { Setter: null, Column: null });

    private RuleNode<TSource>? TryReverse(RuleDefinition<T> rule)
    {
        var root = rule.Node.Root;
        if (root.Kind == FieldKind.Group)
        {
            return Refuse(rule, "it writes whatever columns there are, so what it wrote cannot be told from other fields");
        }

        if (rule.Parent.Path.Length > 0)
        {
            return Refuse(rule, "it writes a list or part of an object");
        }

        if (intoObjects ? root.Setter is null : root.Column is null)
        {
            return Refuse(
                rule,
                root.Column is not null ? "it reads a column, and columns are written by Reverse()"
                    : root.Setter is not null ? "it reads a property, and properties are written by ReverseInto()"
                    : "it computes its value with a function; give it as map.From(getter, setter)"
            );
        }

        if (root.Column is { Path.IsEmpty: false })
        {
            return Refuse(rule, "it reads a value inside a column");
        }

        if (written(rule) is not { } node)
        {
            return Refuse(rule, "what it writes cannot be read back");
        }

        var steps = rule.Node.Trace.ToList();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if ((i == 0 ? steps[i].Inverse : steps[i].InverseBehind) is not { } inverse)
            {
                return Refuse(rule, $"its step {steps[i].Name} cannot be undone{(steps[i].Inverse is null ? "" : " behind other steps")}");
            }

            node = inverse.Apply(node);
        }

        return node;
    }

    private bool IsFirst(RuleDefinition<T> rule, Dictionary<string, RuleDefinition<T>> columns)
    {
        if (rule.Node.Root.Column is not { } column || columns.TryAdd(column.Name, rule))
        {
            return true;
        }

        Problem(rule.Target, $"Column '{column.Name}' is also read by {columns[column.Name].Target}. Leave one of them out with Except.");
        return false;
    }

    private RuleNode<TSource>? Refuse(RuleDefinition<T> rule, string reason)
    {
        Problem(rule.Target, $"The rule has no way back: {reason}. Leave it out with Except, or write it otherwise.");
        return null;
    }

    private void Problem(string? target, string message) =>
        _problems.Add(new MappingProblem(MappingProblemCode.NotReversible, target, Source: null, message));
}
