namespace BrevoTd.Connector.Mapping;

/// <summary>A rule's source and steps as written. It knows no schema; a plan binds it to one.</summary>
internal abstract class RuleNode<T>(FieldKind kind)
{
    public FieldKind Kind { get; } = kind;

    /// <summary>The column at the beginning of the rule, or <see langword="null"/> for a function.</summary>
    public virtual ColumnUse? Column => Root == this ? null : Root.Column;

    /// <summary>The text at the beginning of the rule, where it is the same for every record.</summary>
    public virtual string? Constant => Root == this ? null : Root.Constant;

    /// <summary>All columns that the rule reads, those of Coalesce included.</summary>
    public virtual IEnumerable<ColumnUse> Columns => Column is { } column ? [column] : [];

    /// <summary>The node at the beginning of the rule, which reads the record.</summary>
    public virtual RuleNode<T> Root => this;

    /// <summary>The steps in the order written, with what undoes them.</summary>
    public virtual IEnumerable<StepTrace> Trace => [];

    /// <summary>Names of the steps in the order written. What a rule's source does by itself has no name.</summary>
    public virtual IEnumerable<string> StepNames => Trace.Where(static step => step.Name.Length > 0).Select(static step => step.Name);

    /// <summary>What writes the property that the rule's function reads, if the rule was given one.</summary>
    public virtual PropertySetter<T>? Setter => null;

    /// <summary>The steps behind the last change of type.</summary>
    public virtual IReadOnlyList<IRuleStep> LastSteps => [];

    /// <summary>Values that the steps bring in and that are known when the map is written, followed through the steps behind.</summary>
    public virtual IEnumerable<StepValue> KnownValues() => [];

    /// <summary>The fields of a group of columns, for a query with these columns; empty for a rule of one field.</summary>
    public virtual IEnumerable<GroupField> Expand(TreasureData.TdSchema schema) => [];

    public abstract PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field);
}

/// <summary>A column as a rule reads it.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Kind">As what it is read.</param>
/// <param name="Path">Way to the value inside the column; empty for the column itself.</param>
internal sealed record ColumnUse(string Name, FieldKind Kind, ColumnPath Path)
{
    public ColumnUse(string name, FieldKind kind)
        : this(name, kind, ColumnPath.Empty) { }
}

/// <summary>What a plan is bound to.</summary>
internal readonly record struct BindContext<T>(ColumnBinder<T>? Binder, TreasureData.TdSchema Schema)
{
    /// <summary>Writes down what the rules do; <see langword="null"/> unless a record is to be explained.</summary>
    public PlanTrace? Plan { get; init; }

    /// <summary>Watches the rule that is being bound; <see langword="null"/> unless a record is to be explained.</summary>
    public RuleTrace? Trace { get; init; }

    public ColumnBinder<T> Columns => Binder ?? throw new InvalidOperationException("Records of this type have no columns.");
}

internal abstract class TextNode<T>() : RuleNode<T>(FieldKind.Text)
{
    private readonly List<TextStep> _steps = [];

    public override IEnumerable<StepTrace> Trace =>
        _steps.Select(static step => new StepTrace(step.Name, step.Inverse) { InverseBehind = step.InverseBehind });

    public override IReadOnlyList<IRuleStep> LastSteps => _steps;

    public void Add(TextStep step) => _steps.Add(step);

    public override IEnumerable<StepValue> KnownValues() => StepValue.Of(_steps);

    protected IEnumerable<StepValue> KnownValues(IRuleStep change) => StepValue.Of(_steps, change);

    public TextPipe<T> Bind(BindContext<T> bind)
    {
        var source = BindSource(bind);
        return bind.Trace is { } trace ? trace.Trace(source, this, _steps)
            : _steps.Count == 0 ? source
            : new TextSteps<T>(source, [.. _steps]);
    }

    public override PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field) => factory.Text(Bind(bind), field);

    protected abstract TextPipe<T> BindSource(BindContext<T> bind);
}

internal abstract class ValueNode<T, TValue>(FieldKind kind) : RuleNode<T>(kind)
    where TValue : struct
{
    private readonly List<ValueStep<TValue>> _steps = [];

    public override IEnumerable<StepTrace> Trace =>
        _steps.Select(static step => new StepTrace(step.Name, step.Inverse) { InverseBehind = step.InverseBehind });

    public override IReadOnlyList<IRuleStep> LastSteps => _steps;

    public void Add(ValueStep<TValue> step) => _steps.Add(step);

    public override IEnumerable<StepValue> KnownValues() => StepValue.Of(_steps);

    protected IEnumerable<StepValue> KnownValues(IRuleStep change) => StepValue.Of(_steps, change);

    public ValuePipe<T, TValue> Bind(BindContext<T> bind)
    {
        var source = BindSource(bind);
        return bind.Trace is { } trace ? trace.Trace(source, this, _steps)
            : _steps.Count == 0 ? source
            : new ValueSteps<T, TValue>(source, [.. _steps]);
    }

    public override PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field) =>
        factory.Value(Kind, Bind(bind), field);

    protected abstract ValuePipe<T, TValue> BindSource(BindContext<T> bind);
}
