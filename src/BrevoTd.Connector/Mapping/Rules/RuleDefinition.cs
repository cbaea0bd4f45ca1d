namespace BrevoTd.Connector.Mapping;

/// <summary>A rule as the user writes it: what it writes, what it reads, and what else was said of it. Changes only while its map is configured.</summary>
internal sealed class RuleDefinition<T>(MapDefinition map, int index, string target, string wireName, RuleNode<T> node) : IRuleDefinition
{
    private RuleNode<T> _node = node;
    private readonly List<Func<T, bool>> _conditions = [];
    private NullPolicy? _inheritedNullPolicy;
    private EmptyPolicy? _inheritedEmptyPolicy;

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

    /// <summary>Whether null and absent fail unless the rule says otherwise.</summary>
    public bool FailsWhenNull { get; init; }

    public bool IsRequired { get; private set; }

    public bool IsDropped { get; private set; }

    public bool HasDefault { get; private set; }

    public NullPolicy? NullPolicy { get; private set; }

    /// <summary>The rule's own empty policy, or <see langword="null"/> for the map's.</summary>
    public EmptyPolicy? EmptyPolicy { get; private set; }

    /// <summary>The kind that the rule must end as, if its target takes no other.</summary>
    public FieldKind? FixedKind { get; set; }

    public RuleNode<T> Node => _node;

    public string? Source => _node.Column?.Name;

    public ColumnUse? Column => _node.Column;

    public FieldKind Kind => _node.Kind;

    public IEnumerable<ColumnUse> Columns => _node.Columns;

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
        if (policy == Mapping.NullPolicy.Clear && !CanClear)
        {
            Problem(
                MappingProblemCode.Contradiction,
                Role is FieldRole.Email or FieldRole.ExternalId
                    ? "An identifier cannot be cleared. Use NullPolicy.Omit or NullPolicy.Fail."
                    : "The service has nothing here that could be cleared. Use NullPolicy.Omit or NullPolicy.Fail."
            );
        }

        NullPolicy = policy;
    }

    public void SetEmptyPolicy(EmptyPolicy policy)
    {
        map.EnsureOpen();
        if (policy == Mapping.EmptyPolicy.Keep && IsIdentifier)
        {
            Problem(MappingProblemCode.Contradiction, "An identifier cannot be empty. Use EmptyPolicy.Absent or EmptyPolicy.Fail.");
        }

        EmptyPolicy = policy;
    }

    public void Inherit(NullPolicy? nullPolicy, EmptyPolicy? emptyPolicy)
    {
        _inheritedNullPolicy ??= nullPolicy;
        _inheritedEmptyPolicy ??= emptyPolicy;
    }

    public void AddCondition(Func<T, bool> condition)
    {
        map.EnsureOpen();
        _conditions.Add(condition);
    }

    public void Problem(MappingProblemCode code, string message) => map.Problems.Add(new MappingProblem(code, Target, Source, message));

    /// <summary>Makes a list of what the rule has so far: the field's items are the source's elements.</summary>
    public void ReplaceByList(ListSource<T, ListElement> source)
    {
        map.EnsureOpen();
        var root = new MapObject(parent: null, WireName, $"{Target}[]", rank: 0, position: 0) { IsList = true };
        var items = new RuleSet<ListElement>(map, root);
        _node = new ListNode<T, ListElement>(source, items, isSpread: false) { Rule = this };
        _ = items.Add(root, root.Path, WireName, new ElementNode(FieldKind.Text));
    }

    /// <summary>Looks at the columns of a further source.</summary>
    public void CheckColumns(RuleNode<T> node)
    {
        foreach (var column in node.Columns)
        {
            RuleSet<T>.CheckColumn(this, column);
        }
    }

    /// <summary>Notes a problem if values cannot be written in the format.</summary>
    public void CheckFormat<TValue>(TValue sample, string format, System.Globalization.CultureInfo culture)
        where TValue : struct, IFormattable
    {
        if (!Formats.IsFormat(sample, format, culture))
        {
            Problem(
                MappingProblemCode.InvalidArgument,
                $"'{format}' is no format for values of type {typeof(TValue).Name}. Use a format of .NET, such as yyyy-MM-dd or 0.00."
            );
        }
    }

    /// <summary>Notes a problem if a look-up has nothing to find, as when its dictionary is filled only later. Keeping every value may be meant.</summary>
    public void CheckLookUp<TValue>(int count, UnknownKey<TValue> unknown)
    {
        if (count == 0 && !unknown.Keeps)
        {
            Problem(
                MappingProblemCode.InvalidArgument,
                "The dictionary of Map is empty, so that every value is unknown to it. Fill it before the map is first used: it is copied then."
            );
        }
    }

    /// <summary>Notes a problem if a look-up that changes the type is to keep unknown keys.</summary>
    public void CheckUnknownKey<TValue>(UnknownKey<TValue> unknown)
    {
        if (unknown.Keeps)
        {
            Problem(
                MappingProblemCode.Contradiction,
                "The look-up changes the type, so an unknown key cannot be kept. Use UnknownKey.Fail, UnknownKey.Omit or a value."
            );
        }
    }

    public void Close()
    {
        // OrDrop of a list drops items, not the list.
        if (IsRequired && IsDropped && Kind != FieldKind.List)
        {
            Problem(
                MappingProblemCode.Contradiction,
                "The rule is both Required and OrDrop: a failure cannot fail the record and be dropped. Remove one."
            );
        }

        if (EmptyPolicy == Mapping.EmptyPolicy.Keep && Kind != FieldKind.Text)
        {
            Problem(
                MappingProblemCode.Contradiction,
                $"EmptyPolicy.Keep writes empty text, and the rule ends as {ValueKinds.Name(Kind)}. Use another policy, or convert to text."
            );
        }

        if (FixedKind is { } wanted && Kind != wanted)
        {
            Problem(
                MappingProblemCode.Contradiction,
                $"The field is {ValueKinds.Name(wanted)}, and the rule ends as {ValueKinds.Name(Kind)}. Remove the step that converts it."
            );
        }
    }

    /// <summary>What the rule does without a value: its own policy or the map's.</summary>
    public NullPolicy NullPolicyInForce => IsConsent ? Mapping.NullPolicy.Fail : EffectiveNullPolicy();

    /// <summary>What the rule makes of an empty text: its own policy or the map's.</summary>
    public EmptyPolicy EmptyPolicyInForce
    {
        get
        {
            var policy = EmptyPolicy ?? _inheritedEmptyPolicy ?? map.EmptyPolicy;
            return policy == Mapping.EmptyPolicy.Keep && IsIdentifier ? Mapping.EmptyPolicy.Absent : policy;
        }
    }

    public string? Constant => _node.Constant;

    public IEnumerable<GroupField> Expand(TreasureData.TdSchema schema) => _node.Expand(schema);

    public int ConditionCount => _conditions.Count;

    private bool IsConsent => FailsWhenNull && NullPolicy is null && !HasDefault;

    private bool IsIdentifier =>
        Role is FieldRole.Email or FieldRole.ExternalId or FieldRole.Sms or FieldRole.WhatsApp or FieldRole.Landline;

    public PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, string? wireName = null)
    {
        var name = Parent.IsList ? factory.Nameless : factory.EncodeName(wireName ?? WireName);
        var field = new Field(Index, Target, Source, name)
        {
            Role = Role,
            Limit = Limit,
            NullPolicy = NullPolicyInForce,
            EmptyPolicy = EmptyPolicyInForce,
            Required = IsRequired,
            OrDrop = IsDropped && !IsRequired,
            MissingMessage = MissingMessage(IsConsent),
        };
        var trace = bind.Plan;
        var entry = _node.Compile(factory, trace is null ? bind : bind with { Trace = new RuleTrace(trace) }, field);
        if ((Role is FieldRole.Id or FieldRole.ContactId) && Kind == FieldKind.Int64)
        {
            entry = new NumberIdEntry<T>(entry);
        }

        entry = _conditions.Count == 0 ? entry : new ConditionalEntry<T>(entry, [.. _conditions]);
        return trace is null ? entry : new TracedEntry<T>(entry, trace, Kind == FieldKind.List);
    }

    private NullPolicy EffectiveNullPolicy()
    {
        var policy = NullPolicy ?? _inheritedNullPolicy ?? map.NullPolicy;
        return policy == Mapping.NullPolicy.Clear && !CanClear ? Mapping.NullPolicy.Omit : policy;
    }

    private bool CanClear => Parent.CanClear && Role is not (FieldRole.Email or FieldRole.ExternalId or FieldRole.Partition);

    private string MissingMessage(bool consent)
    {
        var what = Source is null ? "The rule's function gives no value" : $"Column '{Source}' has no value";
        return IsRequired
                ? $"{what}, and the rule is Required. Fill it at the source, add Default, or leave such records out with SkipWhen."
            : consent ? $"{what}, and a truth value is never guessed. Use Column.BooleanOrNull, or add Default or WhenNull."
            : $"{what}, and its null policy is Fail. Fill it at the source, add Default, or choose another policy with WhenNull.";
    }
}
