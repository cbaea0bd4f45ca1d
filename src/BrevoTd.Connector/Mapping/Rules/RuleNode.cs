namespace BrevoTd.Connector.Mapping;

/// <summary>A rule's source and steps as written. It knows no schema; a plan binds it to one.</summary>
internal abstract class RuleNode<T>(FieldKind kind)
{
    public FieldKind Kind { get; } = kind;

    /// <summary>The column at the beginning of the rule, or <see langword="null"/> for a function.</summary>
    public abstract ColumnUse? Column { get; }

    /// <summary>Names of the steps in the order written.</summary>
    public abstract IEnumerable<string> StepNames { get; }

    /// <summary>The steps behind the last change of type.</summary>
    public virtual IReadOnlyList<IRuleStep> LastSteps => [];

    /// <summary>Values that the steps bring in and that are known when the map is written, followed through the steps behind.</summary>
    public virtual IEnumerable<StepValue> KnownValues() => [];

    public abstract PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field);
}

/// <summary>A column as a rule reads it.</summary>
internal sealed record ColumnUse(string Name, FieldKind Kind);

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

    public override IEnumerable<string> StepNames => _steps.Select(static step => step.Name);

    public override IReadOnlyList<IRuleStep> LastSteps => _steps;

    public void Add(TextStep step) => _steps.Add(step);

    public override IEnumerable<StepValue> KnownValues() => StepValue.Of(_steps);

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

    public override IEnumerable<string> StepNames => _steps.Select(static step => step.Name);

    public override IReadOnlyList<IRuleStep> LastSteps => _steps;

    public void Add(ValueStep<TValue> step) => _steps.Add(step);

    public override IEnumerable<StepValue> KnownValues() => StepValue.Of(_steps);

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

internal sealed class TextColumnNode<T>(string column) : TextNode<T>
{
    public override ColumnUse? Column { get; } = new(column, FieldKind.Text);

    protected override TextPipe<T> BindSource(BindContext<T> bind) => bind.Columns.Text(bind.Schema, column);
}

internal sealed class TextFunctionNode<T>(Func<T, string?> function) : TextNode<T>
{
    public override ColumnUse? Column => null;

    protected override TextPipe<T> BindSource(BindContext<T> bind) => new TextFunction<T>(function);
}

internal sealed class Int64TextNode<T>(ValueNode<T, long> source) : TextNode<T>
{
    public override ColumnUse? Column => source.Column;

    public override IEnumerable<string> StepNames => source.StepNames.Concat(base.StepNames);

    protected override TextPipe<T> BindSource(BindContext<T> bind) => new Int64ToText<T>(source.Bind(bind));
}

internal sealed class RegionPhoneNode<T>(TextNode<T> source, Func<T, string?> region) : TextNode<T>
{
    public override ColumnUse? Column => source.Column;

    public override IEnumerable<string> StepNames => [.. source.StepNames, "ToE164", .. base.StepNames];

    protected override TextPipe<T> BindSource(BindContext<T> bind) => new RegionPhone<T>(source.Bind(bind), region);
}

internal sealed class ValueFunctionNode<T, TValue>(FieldKind kind, Func<T, TValue?> function) : ValueNode<T, TValue>(kind)
    where TValue : struct
{
    public override ColumnUse? Column => null;

    protected override ValuePipe<T, TValue> BindSource(BindContext<T> bind) => new ValueFunction<T, TValue>(function);
}

internal sealed class ValueColumnNode<T, TValue>(FieldKind kind, string column, ColumnSource<T, TValue> source) : ValueNode<T, TValue>(kind)
    where TValue : struct
{
    public override ColumnUse? Column { get; } = new(column, kind == FieldKind.UnixTime ? FieldKind.Timestamp : kind);

    protected override ValuePipe<T, TValue> BindSource(BindContext<T> bind) => source(bind.Columns, bind.Schema, column);
}

/// <summary>Which of the binder's methods reads the column.</summary>
internal delegate ValuePipe<T, TValue> ColumnSource<T, TValue>(ColumnBinder<T> binder, TreasureData.TdSchema schema, string column)
    where TValue : struct;

internal sealed class TextToValueNode<T, TValue>(FieldKind kind, TextNode<T> source, Func<string, TValue?> function)
    : ValueNode<T, TValue>(kind)
    where TValue : struct
{
    public override ColumnUse? Column => source.Column;

    public override IEnumerable<string> StepNames => [.. source.StepNames, "Convert", .. base.StepNames];

    protected override ValuePipe<T, TValue> BindSource(BindContext<T> bind) => new TextToValue<T, TValue>(source.Bind(bind), function);
}

/// <summary>A point in time that is written as Unix seconds: the same values, another kind of field.</summary>
internal sealed class UnixTimeNode<T>(ValueNode<T, long> source) : ValueNode<T, DateTimeOffset>(FieldKind.UnixTime)
{
    public override ColumnUse? Column => source.Column;

    public override IEnumerable<string> StepNames => source.StepNames.Concat(base.StepNames);

    protected override ValuePipe<T, DateTimeOffset> BindSource(BindContext<T> bind) => new UnixSecondsToTime<T>(source.Bind(bind));
}
