namespace BrevoTd.Connector.Mapping;

/// <summary>What rules over numbers, truth values and times offer. None of these steps allocates by itself.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
/// <typeparam name="TValue">Type of the values.</typeparam>
/// <typeparam name="TSelf">The rule's own type, so that steps can be chained.</typeparam>
public abstract class ValueRule<T, TValue, TSelf> : MapRule<T, TSelf>
    where TValue : struct
    where TSelf : ValueRule<T, TValue, TSelf>
{
    private protected ValueRule(RuleDefinition<T> definition)
        : base(definition) { }

    /// <summary>Puts a value where there is none.</summary>
    /// <param name="value">The value.</param>
    public TSelf Default(TValue value)
    {
        Node.Add(new ValueDefaultStep<TValue>(value, Definition.DropIndex));
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
        Node.Add(new ValueMustStep<TValue>(condition, message, Node.Kind));
        return Self;
    }

    /// <summary>Turns the value into another one; <see langword="null"/> means that there is no value any more. A function that throws fails the rule.</summary>
    /// <param name="convert">The function.</param>
    public TSelf Convert(Func<TValue, TValue?> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        Node.Add(new ValueConvertStep<TValue>(convert, Node.Kind));
        return Self;
    }

    private ValueNode<T, TValue> Node => Definition.Tail<ValueNode<T, TValue>>();
}
