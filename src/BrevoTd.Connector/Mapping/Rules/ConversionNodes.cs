namespace BrevoTd.Connector.Mapping;

internal sealed class TextToValueNode<T, TValue>(FieldKind kind, TextNode<T> source, TextToValueStep<TValue> step)
    : ValueNode<T, TValue>(kind)
    where TValue : struct
{
    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => source.Columns;

    public override IEnumerable<StepTrace> Trace => [.. source.Trace, new(step.Name, step.Inverse), .. base.Trace];

    public override IEnumerable<StepValue> KnownValues() => KnownValues(step);

    protected override ValuePipe<T, TValue> BindSource(BindContext<T> bind) => new TextToValue<T, TValue>(source.Bind(bind), step);
}

internal sealed class ValueToTextNode<T, TValue>(ValueNode<T, TValue> source, ValueToTextStep<TValue> step) : TextNode<T>
    where TValue : struct
{
    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => source.Columns;

    public override IEnumerable<StepTrace> Trace => [.. source.Trace, new(step.Name, step.Inverse), .. base.Trace];

    public override IEnumerable<StepValue> KnownValues() => KnownValues(step);

    protected override TextPipe<T> BindSource(BindContext<T> bind) => new ValueToText<T, TValue>(source.Bind(bind), step);
}

internal sealed class ValueToValueNode<T, TFrom, TTo>(FieldKind kind, ValueNode<T, TFrom> source, ValueToValueStep<TFrom, TTo> step)
    : ValueNode<T, TTo>(kind)
    where TFrom : struct
    where TTo : struct
{
    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => source.Columns;

    public override IEnumerable<StepTrace> Trace => [.. source.Trace, new(step.Name, step.Inverse), .. base.Trace];

    public override IEnumerable<StepValue> KnownValues() => KnownValues(step);

    protected override ValuePipe<T, TTo> BindSource(BindContext<T> bind) => new ValueToValue<T, TFrom, TTo>(source.Bind(bind), step);
}

/// <summary>Whole numbers as the text of their digits, for identifiers that are numbers on one side only.</summary>
internal sealed class Int64TextNode<T>(ValueNode<T, long> source) : TextNode<T>
{
    private static readonly DigitsStep s_step = new();

    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => source.Columns;

    public override IEnumerable<StepTrace> Trace => [.. source.Trace, new(s_step.Name, s_step.Inverse), .. base.Trace];

    protected override TextPipe<T> BindSource(BindContext<T> bind) => new ValueToText<T, long>(source.Bind(bind), s_step);
}

/// <summary>Unix seconds as a point in time that is written as Unix seconds.</summary>
internal sealed class UnixTimeNode<T>(ValueNode<T, long> source) : ValueNode<T, DateTimeOffset>(FieldKind.UnixTime)
{
    private static readonly FromUnixStep<long> s_step = new(milliseconds: false, name: "");

    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => source.Columns;

    public override IEnumerable<StepTrace> Trace => [.. source.Trace, new(s_step.Name, s_step.Inverse), .. base.Trace];

    protected override ValuePipe<T, DateTimeOffset> BindSource(BindContext<T> bind) =>
        new ValueToValue<T, long, DateTimeOffset>(source.Bind(bind), s_step);
}

internal sealed class RegionPhoneNode<T>(TextNode<T> source, Func<T, string?> region) : TextNode<T>
{
    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => source.Columns;

    public override IEnumerable<StepTrace> Trace => [.. source.Trace, new("ToE164", StepInverse.Keep), .. base.Trace];

    protected override TextPipe<T> BindSource(BindContext<T> bind) => new RegionPhone<T>(source.Bind(bind), region);
}

/// <summary>Several texts as one.</summary>
internal sealed class JoinNode<T>(TextNode<T> source, string separator, TextNode<T>[] others) : TextNode<T>
{
    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => [.. source.Columns, .. others.SelectMany(static other => other.Columns)];

    public override IEnumerable<StepTrace> Trace =>
        [
            .. source.Trace,
            new(
                $"Join({string.Join(", ", others.SelectMany(static other => other.Columns).Select(static column => column.Name))})",
                Inverse: null
            ),
            .. base.Trace,
        ];

    protected override TextPipe<T> BindSource(BindContext<T> bind) =>
        new JoinText<T>([source.Bind(bind), .. others.Select(other => other.Bind(bind with { Trace = null }))], separator);
}

/// <summary>Text from another source where the first one has none.</summary>
internal sealed class CoalesceTextNode<T>(TextNode<T> source, TextNode<T> other) : TextNode<T>
{
    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => [.. source.Columns, .. other.Columns];

    public override IEnumerable<StepTrace> Trace => [.. source.Trace, CoalesceStep.Of(other), .. base.Trace];

    protected override TextPipe<T> BindSource(BindContext<T> bind) =>
        new CoalesceText<T>(source.Bind(bind), other.Bind(bind with { Trace = null }));
}

/// <summary>Values from another source where the first one has none.</summary>
internal sealed class CoalesceValueNode<T, TValue>(ValueNode<T, TValue> source, ValueNode<T, TValue> other)
    : ValueNode<T, TValue>(source.Kind)
    where TValue : struct
{
    public override RuleNode<T> Root => source.Root;

    public override IEnumerable<ColumnUse> Columns => [.. source.Columns, .. other.Columns];

    public override IEnumerable<StepTrace> Trace => [.. source.Trace, CoalesceStep.Of(other), .. base.Trace];

    protected override ValuePipe<T, TValue> BindSource(BindContext<T> bind) =>
        new CoalesceValue<T, TValue>(source.Bind(bind), other.Bind(bind with { Trace = null }));
}

internal static class CoalesceStep
{
    public static StepTrace Of<T>(RuleNode<T> other) =>
        new(other.Column is { } column ? $"Coalesce({column.Name}{column.Path})" : "Coalesce", StepInverse.Keep)
        {
            // The first source's steps would work on what came from the other one.
            InverseBehind = null,
        };
}
