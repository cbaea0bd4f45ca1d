namespace BrevoTd.Connector.Mapping;

/// <summary>A step as it was written, and what undoes it; <see langword="null"/> if nothing does.</summary>
internal readonly record struct StepTrace(string Name, StepInverse? Inverse)
{
    /// <summary>What undoes the step where other steps stand before it.</summary>
    public StepInverse? InverseBehind { get; init; } = Inverse;
}

/// <summary>Undoes a step when a map is reversed.</summary>
internal abstract class StepInverse
{
    /// <summary>For steps that only normalise: what comes back is normal already.</summary>
    public static StepInverse Keep { get; } = new KeepInverse();

    /// <summary>Continues a rule that reads what the step wrote, so that it ends with what the step read.</summary>
    public abstract RuleNode<TSource> Apply<TSource>(RuleNode<TSource> node);

    private sealed class KeepInverse : StepInverse
    {
        public override RuleNode<TSource> Apply<TSource>(RuleNode<TSource> node) => node;
    }
}

/// <summary>Undoes a step over text with another one.</summary>
internal sealed class TextInverse(TextStep step) : StepInverse
{
    public override RuleNode<TSource> Apply<TSource>(RuleNode<TSource> node)
    {
        ((TextNode<TSource>)node).Add(step);
        return node;
    }
}

/// <summary>Undoes a step over values with another one.</summary>
internal sealed class ValueInverse<TValue>(ValueStep<TValue> step) : StepInverse
    where TValue : struct
{
    public override RuleNode<TSource> Apply<TSource>(RuleNode<TSource> node)
    {
        ((ValueNode<TSource, TValue>)node).Add(step);
        return node;
    }
}

/// <summary>Undoes a step that made a value of a text.</summary>
internal sealed class ToTextInverse<TValue>(ValueToTextStep<TValue> step) : StepInverse
    where TValue : struct
{
    public override RuleNode<TSource> Apply<TSource>(RuleNode<TSource> node) =>
        new ValueToTextNode<TSource, TValue>((ValueNode<TSource, TValue>)node, step);
}

/// <summary>Undoes a step that made a text of a value.</summary>
internal sealed class ToValueInverse<TValue>(FieldKind kind, TextToValueStep<TValue> step) : StepInverse
    where TValue : struct
{
    public override RuleNode<TSource> Apply<TSource>(RuleNode<TSource> node) =>
        new TextToValueNode<TSource, TValue>(kind, (TextNode<TSource>)node, step);
}

/// <summary>Undoes a step from one type of values to another.</summary>
internal sealed class BetweenInverse<TFrom, TTo>(FieldKind kind, ValueToValueStep<TFrom, TTo> step) : StepInverse
    where TFrom : struct
    where TTo : struct
{
    public override RuleNode<TSource> Apply<TSource>(RuleNode<TSource> node) =>
        new ValueToValueNode<TSource, TFrom, TTo>(kind, (ValueNode<TSource, TFrom>)node, step);
}
