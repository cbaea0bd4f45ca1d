using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>Sets one property of an object.</summary>
internal abstract class ReverseEntry<TSource, T>(string target)
{
    public string Target { get; } = target;

    public abstract void Set(in TSource record, T result, EncodeContext context);

    protected void Run<TValue>(Action<T, TValue> set, T result, TValue value, EncodeContext context)
    {
        try
        {
            set(result, value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(context.FailFunction("The rule's setter", exception, "record"), context);
        }
    }

    protected void Failed(ValueState state, EncodeContext context)
    {
        if (state == ValueState.Failed)
        {
            context.AddPendingFailure(Target, source: null);
        }
    }
}

internal sealed class ReverseText<TSource, T>(TextPipe<TSource> pipe, Action<T, string> set, string target)
    : ReverseEntry<TSource, T>(target)
{
    public override void Set(in TSource record, T result, EncodeContext context)
    {
        var state = pipe.Read(in record, context, out var value);
        if (state == ValueState.Present)
        {
            Run(set, result, Encoding.UTF8.GetString(value), context);
        }
        else
        {
            Failed(state, context);
        }
    }
}

internal sealed class ReverseValue<TSource, T, TValue>(ValuePipe<TSource, TValue> pipe, Action<T, TValue> set, string target)
    : ReverseEntry<TSource, T>(target)
    where TValue : struct
{
    public override void Set(in TSource record, T result, EncodeContext context)
    {
        var state = pipe.Read(in record, context, out var value);
        if (state == ValueState.Present)
        {
            Run(set, result, value, context);
        }
        else
        {
            Failed(state, context);
        }
    }
}
