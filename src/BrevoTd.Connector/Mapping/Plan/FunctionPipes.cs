using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace BrevoTd.Connector.Mapping;

/// <summary>A text that the user's function takes from the record.</summary>
internal sealed class TextFunction<T>(Func<T, string?> function) : TextPipe<T>
{
    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        value = default;
        string? text;
        try
        {
            text = function(record);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction("The rule's function", exception, "record");
        }

        if (string.IsNullOrEmpty(text))
        {
            return text is null ? ValueState.Null : ValueState.Empty;
        }

        value = TextBytes.Encode(text, context);
        return ValueState.Present;
    }
}

/// <summary>A value that the user's function takes from the record.</summary>
internal sealed class ValueFunction<T, TValue>(Func<T, TValue?> function) : ValuePipe<T, TValue>
    where TValue : struct
{
    public override ValueState Read(in T record, EncodeContext context, out TValue value)
    {
        TValue? result;
        try
        {
            result = function(record);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            value = default;
            return context.FailFunction("The rule's function", exception, "record");
        }

        value = result.GetValueOrDefault();
        return result.HasValue ? ValueState.Present : ValueState.Null;
    }
}

/// <summary>The user's function from one type to another.</summary>
internal sealed class TextToValue<T, TValue>(TextPipe<T> source, Func<string, TValue?> function) : ValuePipe<T, TValue>
    where TValue : struct
{
    public override ValueState Read(in T record, EncodeContext context, out TValue value)
    {
        value = default;
        var state = source.Read(in record, context, out var text);
        if (state != ValueState.Present)
        {
            return state;
        }

        TValue? result;
        try
        {
            result = function(Encoding.UTF8.GetString(text));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction("The function of Convert", exception, "text");
        }

        value = result.GetValueOrDefault();
        return result.HasValue ? ValueState.Present : ValueState.Null;
    }
}

/// <summary>Whole numbers as the text of their digits, for identifiers that are numbers on one side only.</summary>
internal sealed class Int64ToText<T>(ValuePipe<T, long> source) : TextPipe<T>
{
    private const int MaxDigits = 20;

    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        var state = source.Read(in record, context, out var number);
        value = default;
        if (state == ValueState.Present)
        {
            var scratch = context.NextScratch();
            _ = number.TryFormat(scratch.Reserve(MaxDigits), out var written, default, CultureInfo.InvariantCulture);
            scratch.Count = written;
            value = scratch.Written;
        }

        return state;
    }
}

/// <summary>Unix seconds as a point in time. Milliseconds would end up tens of thousands of years ahead, and are refused.</summary>
internal sealed class UnixSecondsToTime<T>(ValuePipe<T, long> source) : ValuePipe<T, DateTimeOffset>
{
    private const long MinSeconds = -62_135_596_800;
    private const long MaxSeconds = 253_402_300_799;

    public override ValueState Read(in T record, EncodeContext context, out DateTimeOffset value)
    {
        value = default;
        var state = source.Read(in record, context, out var seconds);
        if (state != ValueState.Present)
        {
            return state;
        }

        if (seconds is < MinSeconds or > MaxSeconds)
        {
            return context.Fail(
                MappingFailureCode.WrongType,
                "The number is no time in Unix seconds between the years 1 and 9999. Divide milliseconds by 1,000.",
                ValueKinds.Name(FieldKind.Int64),
                seconds
            );
        }

        value = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return ValueState.Present;
    }
}

internal static class TextBytes
{
    private const int MaxBytesPerChar = 3;

    /// <summary>The text as UTF-8 in a scratch buffer; unpaired surrogates become U+FFFD.</summary>
    public static ReadOnlySpan<byte> Encode(string text, EncodeContext context)
    {
        var scratch = context.NextScratch();
        _ = Utf8.FromUtf16(text, scratch.Reserve(checked(text.Length * MaxBytesPerChar)), out _, out var written);
        scratch.Count = written;
        return scratch.Written;
    }
}
