namespace BrevoTd.Connector.Mapping;

/// <summary>Reads a text from a record and applies steps to it.</summary>
internal abstract class TextPipe<T>
{
    /// <param name="record">The record.</param>
    /// <param name="context">What the encoder's rules share.</param>
    /// <param name="value">The text. It holds until the next rule.</param>
    public abstract ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value);
}

/// <summary>Reads a value from a record and applies steps to it; see the generic one.</summary>
internal abstract class ValuePipe<T>;

/// <summary>Reads a value from a record and applies steps to it.</summary>
internal abstract class ValuePipe<T, TValue> : ValuePipe<T>
    where TValue : struct
{
    public abstract ValueState Read(in T record, EncodeContext context, out TValue value);
}

/// <summary>A column that the rows do not have.</summary>
internal sealed class AbsentText<T> : TextPipe<T>
{
    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        value = default;
        return ValueState.Absent;
    }
}

/// <summary>A column that the rows do not have.</summary>
internal sealed class AbsentValue<T, TValue> : ValuePipe<T, TValue>
    where TValue : struct
{
    public override ValueState Read(in T record, EncodeContext context, out TValue value)
    {
        value = default;
        return ValueState.Absent;
    }
}

/// <summary>Steps over a text, in the order written.</summary>
internal sealed class TextSteps<T>(TextPipe<T> source, TextStep[] steps) : TextPipe<T>
{
    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        var state = source.Read(in record, context, out value);
        foreach (var step in steps)
        {
            state = state switch
            {
                ValueState.Present => step.Apply(ref value, context),
                ValueState.Failed => step.Recover(ref value, context),
                _ => step.Fill(state, ref value),
            };
            if (state == ValueState.Present && value.IsEmpty)
            {
                state = ValueState.Empty;
            }
        }

        return state;
    }
}

/// <summary>Steps over a value, in the order written.</summary>
internal sealed class ValueSteps<T, TValue>(ValuePipe<T, TValue> source, ValueStep<TValue>[] steps) : ValuePipe<T, TValue>
    where TValue : struct
{
    public override ValueState Read(in T record, EncodeContext context, out TValue value)
    {
        var state = source.Read(in record, context, out value);
        foreach (var step in steps)
        {
            state = state switch
            {
                ValueState.Present => step.Apply(ref value, context),
                ValueState.Failed => step.Recover(ref value, context),
                _ => step.Fill(state, ref value),
            };
        }

        return state;
    }
}
