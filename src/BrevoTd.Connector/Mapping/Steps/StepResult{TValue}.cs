namespace BrevoTd.Connector.Mapping;

/// <summary>What a step of your own made of a value. A value converts to it: <c>return value * 2;</c></summary>
/// <typeparam name="TValue">Type of the value.</typeparam>
public readonly struct StepResult<TValue>
    where TValue : struct
{
    private StepResult(TValue? value, string? message)
    {
        Value = value;
        Message = message;
    }

    /// <summary>There is no value any more; it counts as null.</summary>
    public static StepResult<TValue> None => default;

    internal TValue? Value { get; }

    internal string? Message { get; }

    /// <summary>The new value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator StepResult<TValue>(TValue value) => new(value, message: null);

    /// <summary>The value cannot be used: the rule fails with code <c>must</c>.</summary>
    /// <param name="message">What is wrong and what to change. It must not contain the value: it gets into logs and dead letters.</param>
    public static StepResult<TValue> Fail(string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        return new(value: null, message);
    }
}
