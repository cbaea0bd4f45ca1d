using System.Text;
using System.Text.Unicode;

namespace BrevoTd.Connector.Mapping;

/// <summary>A text that the user's function takes from the record.</summary>
internal sealed class TextFunction<T>(Func<T, string?> function) : TextPipe<T>
{
    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        var state = Take(in record, context, out var text);
        value = state == ValueState.Present ? TextBytes.Encode(text, context) : default;
        return state;
    }

    /// <summary>Takes the text, for those who write it as it is.</summary>
    public ValueState Take(in T record, EncodeContext context, out string text)
    {
        string? result;
        try
        {
            result = function(record);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            text = "";
            return context.FailFunction("The rule's function", exception, "record");
        }

        text = result ?? "";
        return text.Length > 0 ? ValueState.Present
            : result is null ? ValueState.Null
            : ValueState.Empty;
    }
}

/// <summary>The same text for every record.</summary>
internal sealed class TextConstant<T>(string text) : TextPipe<T>
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        value = _utf8;
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

internal static class TextBytes
{
    public const int MaxBytesPerChar = 3;

    /// <summary>The text as UTF-8 in a scratch buffer; unpaired surrogates become U+FFFD.</summary>
    public static ReadOnlySpan<byte> Encode(string text, EncodeContext context)
    {
        var scratch = context.NextScratch();
        _ = Utf8.FromUtf16(text, scratch.Reserve(checked(text.Length * MaxBytesPerChar)), out _, out var written);
        scratch.Count = written;
        return scratch.Written;
    }
}
