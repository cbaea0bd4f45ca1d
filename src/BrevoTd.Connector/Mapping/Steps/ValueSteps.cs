namespace BrevoTd.Connector.Mapping;

/// <summary>Puts a value where there is none; behind OrDrop also where a step has failed.</summary>
internal sealed class ValueDefaultStep<TValue>(TValue defaultValue, int? dropIndex) : ValueStep<TValue>
    where TValue : struct
{
    public override string Name => $"Default({TraceText.Shown(defaultValue)})";

    public override bool FillsGaps => true;

    public override IReadOnlyCollection<string> KnownValues => [TraceText.Shown(defaultValue)];

    public override bool Recovers => dropIndex is not null;

    public override StepInverse? Inverse => StepInverse.Keep;

    public override StepInverse? InverseBehind => new ValueInverse<TValue>(new LeaveOutStep<TValue>(defaultValue));

    public override ValueState Fill(ValueState state, ref TValue value)
    {
        value = defaultValue;
        return ValueState.Present;
    }

    public override ValueState Recover(ref TValue value, EncodeContext context)
    {
        if (dropIndex is not { } index)
        {
            return ValueState.Failed;
        }

        context.Dropped(index);
        value = defaultValue;
        return ValueState.Present;
    }
}

/// <summary>Takes a default away again, which other steps would not leave as it is.</summary>
internal sealed class LeaveOutStep<TValue>(TValue left) : ValueStep<TValue>
    where TValue : struct
{
    public override string Name => "Default";

    public override ValueState Apply(ref TValue value, EncodeContext context) =>
        EqualityComparer<TValue>.Default.Equals(value, left) ? ValueState.Absent : ValueState.Present;
}

internal sealed class ValueMustStep<TValue>(Func<TValue, bool> condition, string message, FieldKind kind) : ValueStep<TValue>
    where TValue : struct
{
    public override string Name => "Must";

    public override bool CallsUser => true;

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref TValue value, EncodeContext context)
    {
        bool holds;
        try
        {
            holds = condition(value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction("The condition of Must", exception, ValueKinds.Name(kind));
        }

        return holds ? ValueState.Present : context.Fail(MappingFailureCode.Must, message, ValueKinds.Name(kind), value);
    }
}

internal sealed class ValueConvertStep<TValue>(Func<TValue, TValue?> function, FieldKind kind) : ValueStep<TValue>
    where TValue : struct
{
    public override string Name => "Convert";

    public override bool CallsUser => true;

    public override ValueState Apply(ref TValue value, EncodeContext context)
    {
        TValue? result;
        try
        {
            result = function(value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction("The function of Convert", exception, ValueKinds.Name(kind));
        }

        value = result.GetValueOrDefault();
        return result.HasValue ? ValueState.Present : ValueState.Null;
    }
}

/// <summary>A step that the user brings.</summary>
internal sealed class CustomValueStep<TValue>(string name, Func<TValue, StepResult<TValue>> step, bool normalizes, FieldKind kind)
    : ValueStep<TValue>
    where TValue : struct
{
    public override string Name => name;

    public override StepInverse? Inverse => normalizes ? StepInverse.Keep : null;

    public override ValueState Apply(ref TValue value, EncodeContext context)
    {
        StepResult<TValue> result;
        try
        {
            result = step(value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction($"The step {name}", exception, ValueKinds.Name(kind));
        }

        if (result.Message is { } message)
        {
            return context.Fail(MappingFailureCode.Must, message, ValueKinds.Name(kind), value);
        }

        value = result.Value.GetValueOrDefault();
        return result.Value.HasValue ? ValueState.Present : ValueState.Null;
    }
}
