namespace BrevoTd.Connector.Mapping;

/// <summary>A step over text, bytes to bytes.</summary>
internal abstract class TextStep : IRuleStep
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

    /// <summary>What undoes the step in a reversed map, or <see langword="null"/> if nothing does.</summary>
    public virtual StepInverse? Inverse => null;

    /// <summary>What undoes the step where other steps stand before it, which would work on what it put in.</summary>
    public virtual StepInverse? InverseBehind => Inverse;

    /// <summary>Works on a text, which is never empty. An empty result means that there is no value any more.</summary>
    public virtual ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context) => ValueState.Present;

    /// <summary>Works where there is no value. Most steps leave it so.</summary>
    public virtual ValueState Fill(ValueState state, ref ReadOnlySpan<byte> value) => state;

    /// <summary>Works where a step before has failed. Most steps leave it so.</summary>
    public virtual ValueState Recover(ref ReadOnlySpan<byte> value, EncodeContext context) => ValueState.Failed;
}
