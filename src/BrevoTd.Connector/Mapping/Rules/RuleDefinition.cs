namespace BrevoTd.Connector.Mapping;

/// <summary>A rule as the user writes it: what it writes, what it reads, and what else was said of it. Changes only while its map is configured.</summary>
internal sealed class RuleDefinition<T>(MapDefinition map, int index, string target, string wireName, RuleNode<T> node) : IRuleDefinition
{
    private RuleNode<T> _node = node;
    private readonly List<Func<T, bool>> _conditions = [];

    public int Index { get; } = index;

    public string Target { get; } = target;

    /// <summary>Name of the field where it is written.</summary>
    public string WireName { get; } = wireName;

    public required MapObject Parent { get; init; }

    /// <summary>Place among its parent's members, in the order written.</summary>
    public int Position { get; init; }

    public FieldRole Role { get; init; }

    /// <summary>What the service asks of a text, checked behind all steps.</summary>
    public TextLimit? Limit { get; set; }

    /// <summary>Whether the field is text by nature, so that its rule must end as text.</summary>
    public bool IsTextOnly { get; set; }

    /// <summary>Whether null and absent fail unless the rule says otherwise.</summary>
    public bool FailsWhenNull { get; init; }

    public bool IsRequired { get; private set; }

    public bool IsDropped { get; private set; }

    public bool HasDefault { get; private set; }

    public NullPolicy? NullPolicy { get; private set; }

    public RuleNode<T> Node => _node;

    public string? Source => _node.Column?.Name;

    public ColumnUse? Column => _node.Column;

    public FieldKind Kind => _node.Kind;

    public IEnumerable<string> StepNames => _node.StepNames;

    public bool HasConditions => _conditions.Count > 0;

    public bool ReadsQueryColumn => _node.Column is not null && ColumnBinder<T>.Instance is { HasQueryColumns: true };

    public IReadOnlyList<IRuleStep> LastSteps => _node.LastSteps;

    public IEnumerable<StepValue> KnownValues() => _node.KnownValues();

    /// <summary>What a Default behind OrDrop counts when it takes the place of a failed value.</summary>
    public int? DropIndex => IsDropped ? Index : null;

    public TNode Tail<TNode>()
        where TNode : RuleNode<T>
    {
        map.EnsureOpen();
        return _node as TNode
            ?? throw new InvalidOperationException(
                $"The rule {Target} was converted to another type. Continue with the rule that Convert returned."
            );
    }

    public void Replace(RuleNode<T> node)
    {
        map.EnsureOpen();
        _node = node;
    }

    public void Require()
    {
        map.EnsureOpen();
        IsRequired = true;
    }

    public void Drop()
    {
        map.EnsureOpen();
        IsDropped = true;
    }

    public void SetDefault()
    {
        map.EnsureOpen();
        HasDefault = true;
    }

    public void SetNullPolicy(NullPolicy policy)
    {
        map.EnsureOpen();
        if (policy == Mapping.NullPolicy.Clear && Role is FieldRole.Email or FieldRole.ExternalId)
        {
            Problem(MappingProblemCode.Contradiction, "An identifier cannot be cleared. Use NullPolicy.Omit or NullPolicy.Fail.");
        }

        NullPolicy = policy;
    }

    public void AddCondition(Func<T, bool> condition)
    {
        map.EnsureOpen();
        _conditions.Add(condition);
    }

    public void Problem(MappingProblemCode code, string message) => map.Problems.Add(new MappingProblem(code, Target, Source, message));

    public void Close()
    {
        if (IsRequired && IsDropped)
        {
            Problem(
                MappingProblemCode.Contradiction,
                "The rule is both Required and OrDrop: a failure cannot fail the record and be dropped. Remove one."
            );
        }

        if (IsTextOnly && Kind != FieldKind.Text)
        {
            Problem(
                MappingProblemCode.Contradiction,
                $"The field is text, and the rule ends as {ValueKinds.Name(Kind)}. Convert it to text."
            );
        }
    }

    /// <summary>What the rule does without a value: its own policy or the map's.</summary>
    public NullPolicy NullPolicyInForce => IsConsent ? Mapping.NullPolicy.Fail : EffectiveNullPolicy();

    public int ConditionCount => _conditions.Count;

    private bool IsConsent => FailsWhenNull && NullPolicy is null && !HasDefault;

    public PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, string? wireName = null)
    {
        var name = Parent.IsList ? factory.Nameless : factory.EncodeName(wireName ?? WireName);
        var field = new Field(Index, Target, Source, name)
        {
            Role = Role,
            Limit = Limit,
            NullPolicy = NullPolicyInForce,
            Required = IsRequired,
            OrDrop = IsDropped,
            MissingMessage = MissingMessage(IsConsent),
        };
        var trace = bind.Plan;
        var entry = _node.Compile(factory, trace is null ? bind : bind with { Trace = new RuleTrace(trace) }, field);
        entry = _conditions.Count == 0 ? entry : new ConditionalEntry<T>(entry, [.. _conditions]);
        return trace is null ? entry : new TracedEntry<T>(entry, trace);
    }

    private NullPolicy EffectiveNullPolicy()
    {
        var policy = NullPolicy ?? map.NullPolicy;
        var clearsIdentifier = policy == Mapping.NullPolicy.Clear && Role is FieldRole.Email or FieldRole.ExternalId;
        return clearsIdentifier ? Mapping.NullPolicy.Omit : policy;
    }

    private string MissingMessage(bool consent)
    {
        var what = Source is null ? "The rule's function gives no value" : $"Column '{Source}' has no value";
        return IsRequired
                ? $"{what}, and the rule is Required. Fill it at the source, add Default, or leave such records out with SkipWhen."
            : consent ? $"{what}, and a truth value is never guessed. Use Column.BooleanOrNull, or add Default or WhenNull."
            : $"{what}, and its null policy is Fail. Fill it at the source, add Default, or choose another policy with WhenNull.";
    }
}
