namespace BrevoTd.Connector.Mapping;

/// <summary>A step over values of one type.</summary>
internal abstract class ValueStep<TValue>
    where TValue : struct
{
    /// <summary>Name as written in the map.</summary>
    public abstract string Name { get; }

    public virtual ValueState Apply(ref TValue value, EncodeContext context) => ValueState.Present;

    /// <inheritdoc cref="TextStep.Fill"/>
    public virtual ValueState Fill(ValueState state, ref TValue value) => state;

    /// <inheritdoc cref="TextStep.Recover"/>
    public virtual ValueState Recover(ref TValue value, EncodeContext context) => ValueState.Failed;
}
