using System.Buffers;
using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>What a service asks of a text.</summary>
internal abstract class TextLimit
{
    public abstract ValueState Check(ReadOnlySpan<byte> value, EncodeContext context);
}

/// <summary>A text of no more than so many characters.</summary>
internal sealed class MaxCharacters(int max, string message) : TextLimit
{
    public override ValueState Check(ReadOnlySpan<byte> value, EncodeContext context) =>
        value.Length <= max || Encoding.UTF8.GetCharCount(value) <= max
            ? ValueState.Present
            : context.Fail(MappingFailureCode.TooLarge, message, value);
}

/// <summary>A name of letters, digits, <c>_</c> and <c>-</c>.</summary>
internal sealed class PlainName(int max, string message) : TextLimit
{
    private static readonly SearchValues<byte> s_allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8
    );

    public static bool IsPlain(ReadOnlySpan<byte> name, int max) => name.Length <= max && !name.ContainsAnyExcept(s_allowed);

    public override ValueState Check(ReadOnlySpan<byte> value, EncodeContext context) =>
        IsPlain(value, max) ? ValueState.Present : context.Fail(MappingFailureCode.InvalidName, message, value);
}

/// <summary>A text that is checked behind all steps.</summary>
internal sealed class LimitedText<T>(TextPipe<T> source, TextLimit limit) : TextPipe<T>
{
    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        var state = source.Read(in record, context, out value);
        return state == ValueState.Present ? limit.Check(value, context) : state;
    }
}
