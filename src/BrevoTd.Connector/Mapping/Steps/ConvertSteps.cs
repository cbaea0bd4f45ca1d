using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>The user's function from text to values.</summary>
internal sealed class ConvertTextTo<TValue>(Func<string, TValue?> function) : TextToValueStep<TValue>
    where TValue : struct
{
    public override ValueState Apply(ReadOnlySpan<byte> text, EncodeContext context, out TValue value)
    {
        TValue? result;
        try
        {
            result = function(Encoding.UTF8.GetString(text));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            value = default;
            return context.FailFunction("The function of Convert", exception, "text");
        }

        value = result.GetValueOrDefault();
        return result.HasValue ? ValueState.Present : ValueState.Null;
    }
}

/// <summary>The user's function from values to text.</summary>
internal sealed class ConvertToText<TValue>(Func<TValue, string?> function, FieldKind kind) : ValueToTextStep<TValue>
    where TValue : struct
{
    public override ValueState Apply(TValue value, EncodeContext context, out ReadOnlySpan<byte> text)
    {
        text = default;
        string? result;
        try
        {
            result = function(value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction("The function of Convert", exception, ValueKinds.Name(kind));
        }

        if (string.IsNullOrEmpty(result))
        {
            return result is null ? ValueState.Null : ValueState.Empty;
        }

        text = TextBytes.Encode(result, context);
        return ValueState.Present;
    }
}

/// <summary>The user's function from one type of values to another.</summary>
internal sealed class ConvertBetween<TFrom, TTo>(Func<TFrom, TTo?> function, FieldKind kind) : ValueToValueStep<TFrom, TTo>
    where TFrom : struct
    where TTo : struct
{
    public override ValueState Apply(TFrom value, EncodeContext context, out TTo result)
    {
        TTo? converted;
        try
        {
            converted = function(value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            result = default;
            return context.FailFunction("The function of Convert", exception, ValueKinds.Name(kind));
        }

        result = converted.GetValueOrDefault();
        return converted.HasValue ? ValueState.Present : ValueState.Null;
    }
}
