namespace BrevoTd.Connector.Mapping;

/// <summary>A step over values of one type.</summary>
internal abstract class ValueStep<TValue> : IRuleStep
    where TValue : struct
{
    /// <summary>Name as written in the map.</summary>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual bool FillsGaps => false;

    /// <inheritdoc/>
    public virtual bool Recovers => false;

    /// <inheritdoc/>
    public virtual bool CallsUser => false;

    /// <inheritdoc/>
    public virtual IReadOnlyCollection<string> KnownValues => [];

    /// <inheritdoc cref="TextStep.Inverse"/>
    public virtual StepInverse? Inverse => null;

    /// <summary>What undoes the step where other steps stand before it, which would work on what it put in.</summary>
    public virtual StepInverse? InverseBehind => Inverse;

    public virtual ValueState Apply(ref TValue value, EncodeContext context) => ValueState.Present;

    /// <inheritdoc cref="TextStep.Fill"/>
    public virtual ValueState Fill(ValueState state, ref TValue value) => state;

    /// <inheritdoc cref="TextStep.Recover"/>
    public virtual ValueState Recover(ref TValue value, EncodeContext context) => ValueState.Failed;
}
