namespace BrevoTd.Connector.Mapping;

/// <summary>A step from text to values.</summary>
internal sealed class TextToValue<T, TValue>(TextPipe<T> source, TextToValueStep<TValue> step) : ValuePipe<T, TValue>
    where TValue : struct
{
    public override ValueState Read(in T record, EncodeContext context, out TValue value)
    {
        value = default;
        var state = source.Read(in record, context, out var text);
        return state == ValueState.Present ? step.Apply(text, context, out value) : state;
    }
}

/// <summary>A step from values to text.</summary>
internal sealed class ValueToText<T, TValue>(ValuePipe<T, TValue> source, ValueToTextStep<TValue> step) : TextPipe<T>
    where TValue : struct
{
    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        value = default;
        var state = source.Read(in record, context, out var from);
        return state == ValueState.Present ? step.Apply(from, context, out value) : state;
    }
}

/// <summary>A step from one type of values to another.</summary>
internal sealed class ValueToValue<T, TFrom, TTo>(ValuePipe<T, TFrom> source, ValueToValueStep<TFrom, TTo> step) : ValuePipe<T, TTo>
    where TFrom : struct
    where TTo : struct
{
    public override ValueState Read(in T record, EncodeContext context, out TTo value)
    {
        value = default;
        var state = source.Read(in record, context, out var from);
        return state == ValueState.Present ? step.Apply(from, context, out value) : state;
    }
}

/// <summary>Several texts as one; what has no value is left out.</summary>
internal sealed class JoinText<T>(TextPipe<T>[] sources, string separator) : TextPipe<T>
{
    private readonly byte[] _separator = System.Text.Encoding.UTF8.GetBytes(separator);

    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        value = default;
        // The sources use the scratch buffers, so what is joined gathers behind the record's bytes, where the field is going to be written over it.
        var buffer = context.Buffer;
        var start = buffer.Count;
        var first = ValueState.Absent;
        for (var i = 0; i < sources.Length; i++)
        {
            var state = sources[i].Read(in record, context, out var text);
            if (state == ValueState.Failed)
            {
                buffer.Count = start;
                return state;
            }

            if (i == 0)
            {
                first = state;
            }

            if (state == ValueState.Present)
            {
                if (buffer.Count > start)
                {
                    buffer.Write(_separator);
                }

                buffer.Write(text);
            }
        }

        if (buffer.Count == start)
        {
            return first;
        }

        var scratch = context.NextScratch();
        scratch.Write(buffer.Written[start..]);
        buffer.Count = start;
        value = scratch.Written;
        return ValueState.Present;
    }
}

/// <summary>Another source where the first one has no value. A failure of the first one stays a failure.</summary>
internal sealed class CoalesceText<T>(TextPipe<T> source, TextPipe<T> other) : TextPipe<T>
{
    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        var state = source.Read(in record, context, out value);
        if (state is ValueState.Present or ValueState.Failed)
        {
            return state;
        }

        var second = other.Read(in record, context, out value);
        return second == ValueState.Absent ? state : second;
    }
}

/// <summary>Another source where the first one has no value. A failure of the first one stays a failure.</summary>
internal sealed class CoalesceValue<T, TValue>(ValuePipe<T, TValue> source, ValuePipe<T, TValue> other) : ValuePipe<T, TValue>
    where TValue : struct
{
    public override ValueState Read(in T record, EncodeContext context, out TValue value)
    {
        var state = source.Read(in record, context, out value);
        if (state is ValueState.Present or ValueState.Failed)
        {
            return state;
        }

        var second = other.Read(in record, context, out value);
        return second == ValueState.Absent ? state : second;
    }
}
