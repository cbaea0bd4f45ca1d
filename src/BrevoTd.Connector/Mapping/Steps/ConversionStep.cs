namespace BrevoTd.Connector.Mapping;

/// <summary>A step that makes a value of a text.</summary>
internal abstract class TextToValueStep<TValue> : IRuleStep
    where TValue : struct
{
    /// <inheritdoc cref="TextStep.Name"/>
    public virtual string Name => "Convert";

    /// <inheritdoc cref="TextStep.Inverse"/>
    public virtual StepInverse? Inverse => null;

    /// <inheritdoc/>
    public virtual IReadOnlyCollection<string> KnownValues => [];

    public abstract ValueState Apply(ReadOnlySpan<byte> text, EncodeContext context, out TValue value);
}

/// <summary>A step that makes a text of a value.</summary>
internal abstract class ValueToTextStep<TValue> : IRuleStep
    where TValue : struct
{
    /// <inheritdoc cref="TextStep.Name"/>
    public virtual string Name => "Convert";

    /// <inheritdoc cref="TextStep.Inverse"/>
    public virtual StepInverse? Inverse => null;

    /// <inheritdoc/>
    public virtual IReadOnlyCollection<string> KnownValues => [];

    public abstract ValueState Apply(TValue value, EncodeContext context, out ReadOnlySpan<byte> text);
}

/// <summary>A step from one type of values to another.</summary>
internal abstract class ValueToValueStep<TFrom, TTo> : IRuleStep
    where TFrom : struct
    where TTo : struct
{
    /// <inheritdoc cref="TextStep.Name"/>
    public virtual string Name => "Convert";

    /// <inheritdoc cref="TextStep.Inverse"/>
    public virtual StepInverse? Inverse => null;

    /// <inheritdoc/>
    public virtual IReadOnlyCollection<string> KnownValues => [];

    public abstract ValueState Apply(TFrom value, EncodeContext context, out TTo result);
}
