namespace BrevoTd.Connector.Mapping;

/// <summary>As <see cref="UnknownKey"/>, or a value that takes the place. Both convert to it: <c>.Map(names, UnknownKey.Omit)</c>, <c>.Map(names, "other")</c>.</summary>
/// <typeparam name="TValue">Type of the dictionary's values.</typeparam>
public readonly struct UnknownKey<TValue>
{
    private readonly UnknownKey? _rule;

    private UnknownKey(UnknownKey? rule, TValue? value, bool hasValue)
    {
        _rule = rule;
        Value = value;
        HasValue = hasValue;
    }

    internal UnknownKey Rule => _rule ?? UnknownKey.Fail;

    internal bool HasValue { get; }

    internal TValue? Value { get; }

    internal bool Keeps => !HasValue && Rule == UnknownKey.Keep;

    /// <summary>One of the rules.</summary>
    /// <param name="rule">The rule.</param>
    public static implicit operator UnknownKey<TValue>(UnknownKey rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new(rule, default, hasValue: false);
    }

    /// <summary>A value for everything unknown.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator UnknownKey<TValue>(TValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(rule: null, value, hasValue: true);
    }
}
