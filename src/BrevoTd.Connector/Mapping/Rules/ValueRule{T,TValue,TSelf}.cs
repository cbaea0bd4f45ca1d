namespace BrevoTd.Connector.Mapping;

/// <summary>What rules over numbers, truth values and times offer. None of these steps allocates by itself.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
/// <typeparam name="TValue">Type of the values.</typeparam>
/// <typeparam name="TSelf">The rule's own type, so that steps can be chained.</typeparam>
public abstract partial class ValueRule<T, TValue, TSelf> : MapRule<T, TSelf>
    where TValue : struct
    where TSelf : ValueRule<T, TValue, TSelf>
{
    private protected ValueRule(RuleDefinition<T> definition)
        : base(definition) { }

    /// <summary>Puts a value where there is none.</summary>
    /// <param name="value">The value.</param>
    public TSelf Default(TValue value)
    {
        _ = Add(new ValueDefaultStep<TValue>(value, Definition.DropIndex));
        Definition.SetDefault();
        return Self;
    }

    /// <summary>The rule fails where the condition does not hold.</summary>
    /// <param name="condition">The condition, over the value as it is after the steps before.</param>
    /// <param name="message">What is wrong and what to change; it must not contain the value.</param>
    public TSelf Must(Func<TValue, bool> condition, string message)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentException.ThrowIfNullOrEmpty(message);
        return Add(new ValueMustStep<TValue>(condition, message, Node.Kind));
    }

    /// <summary>A value from another column where there is none up to here; a failure stays a failure. Steps written before apply to the first source alone, steps behind to both.</summary>
    /// <param name="other">The other column.</param>
    public TSelf Coalesce(Column<TValue> other) => Coalesce(RuleNodes.Column<T, TValue>(other));

    /// <inheritdoc cref="Coalesce(Column{TValue})"/>
    /// <param name="other">Function over the record.</param>
    public TSelf Coalesce(Func<T, TValue?> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Coalesce(new ValueFunctionNode<T, TValue>(Node.Kind, other));
    }

    /// <summary>Adds a step of your own. Give it a name and a home as an extension method of the rule.</summary>
    /// <param name="name">Name of the step, for messages.</param>
    /// <param name="step">Makes a new value (<c>value => value * 2</c>), <see cref="StepResult{TValue}.None"/>, or a failure with <see cref="StepResult{TValue}.Fail"/>.</param>
    /// <param name="normalizes">Whether the step only brings values to one form, so that what it wrote passes through it unchanged. Then a map that has it can be reversed.</param>
    public TSelf Step(string name, Func<TValue, StepResult<TValue>> step, bool normalizes = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(step);
        return Add(new CustomValueStep<TValue>(name, step, normalizes, Node.Kind));
    }

    private protected ValueNode<T, TValue> Node => Definition.Tail<ValueNode<T, TValue>>();

    private protected TSelf Add(ValueStep<TValue> step)
    {
        Node.Add(step);
        return Self;
    }

    private protected RuleDefinition<T> ToText(ValueToTextStep<TValue> step)
    {
        Definition.Replace(new ValueToTextNode<T, TValue>(Node, step));
        return Definition;
    }

    private protected RuleDefinition<T> To<TOther>(ValueToValueStep<TValue, TOther> step)
        where TOther : struct
    {
        Definition.Replace(new ValueToValueNode<T, TValue, TOther>(ValueKinds.Of<TOther>(), Node, step));
        return Definition;
    }

    private TSelf Coalesce(ValueNode<T, TValue> other)
    {
        Definition.CheckColumns(other);
        Definition.Replace(new CoalesceValueNode<T, TValue>(Node, other));
        return Self;
    }
}
