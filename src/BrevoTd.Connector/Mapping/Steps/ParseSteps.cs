using System.Globalization;
using System.Numerics;
using System.Text.Unicode;

namespace BrevoTd.Connector.Mapping;

/// <summary>A date in a format of the user's.</summary>
internal sealed class ParseDateStep(string format, CultureInfo culture) : TextToValueStep<DateOnly>
{
    public override string Name => $"ParseDate({format})";

    public override StepInverse? Inverse => new ToTextInverse<DateOnly>(new FormatStep<DateOnly>(format, culture, FieldKind.Date));

    public override ValueState Apply(ReadOnlySpan<byte> text, EncodeContext context, out DateOnly value)
    {
        Span<char> chars = stackalloc char[ParsedText.MaxLength];
        value = default;
        return
            ParsedText.TryDecode(text, chars, out var length)
            && DateOnly.TryParseExact(chars[..length], format, culture, DateTimeStyles.None, out value)
            ? ValueState.Present
            : context.Fail(
                MappingFailureCode.WrongType,
                $"The text is no date of the format {format}. Correct it at the source, or drop it with OrDrop.",
                text
            );
    }
}

/// <summary>A point in time in a format of the user's; without a zone it is UTC.</summary>
internal sealed class ParseTimestampStep(string format, CultureInfo culture) : TextToValueStep<DateTimeOffset>
{
    public override string Name => $"ParseTimestamp({format})";

    public override StepInverse? Inverse =>
        new ToTextInverse<DateTimeOffset>(new FormatStep<DateTimeOffset>(format, culture, FieldKind.Timestamp));

    public override ValueState Apply(ReadOnlySpan<byte> text, EncodeContext context, out DateTimeOffset value)
    {
        Span<char> chars = stackalloc char[ParsedText.MaxLength];
        value = default;
        return
            ParsedText.TryDecode(text, chars, out var length)
            && DateTimeOffset.TryParseExact(chars[..length], format, culture, DateTimeStyles.AssumeUniversal, out value)
            ? ValueState.Present
            : context.Fail(
                MappingFailureCode.WrongType,
                $"The text is no point in time of the format {format}. Correct it at the source, or drop it with OrDrop.",
                text
            );
    }
}

/// <summary>A number as people of a culture write it.</summary>
internal sealed class ParseNumberStep<TNumber>(string name, NumberStyles styles, CultureInfo culture) : TextToValueStep<TNumber>
    where TNumber : struct, INumber<TNumber>
{
    public override string Name => name;

    public override StepInverse? Inverse =>
        new ToTextInverse<TNumber>(new FormatStep<TNumber>(format: null, culture, ValueKinds.Of<TNumber>()));

    public override ValueState Apply(ReadOnlySpan<byte> text, EncodeContext context, out TNumber value) =>
        TNumber.TryParse(text, styles, culture, out value)
            ? ValueState.Present
            : context.Fail(
                MappingFailureCode.WrongType,
                "The text is no number, or one that is too large. Correct it at the source, or drop it with OrDrop.",
                text
            );
}

internal static class ParsedText
{
    public const int MaxLength = 128;

    public static bool TryDecode(ReadOnlySpan<byte> text, Span<char> chars, out int length)
    {
        length = 0;
        return text.Length <= MaxLength
            && Utf8.ToUtf16(text, chars, out _, out length, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done;
    }
}
