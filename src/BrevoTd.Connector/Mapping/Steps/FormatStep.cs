using System.Globalization;

namespace BrevoTd.Connector.Mapping;

/// <summary>A value as text in a format of the user's, straight into bytes.</summary>
internal sealed class FormatStep<TValue>(string? format, CultureInfo culture, FieldKind kind) : ValueToTextStep<TValue>
    where TValue : struct, IUtf8SpanFormattable
{
    private const int UsualLength = 64;
    private const int MaxLength = 64 * 1024;

    public override string Name => format is null ? "Format" : $"Format({format})";

    public override StepInverse? Inverse =>
        format is null ? null
        : kind == FieldKind.Date ? new ToValueInverse<DateOnly>(kind, new ParseDateStep(format, culture))
        : kind == FieldKind.Timestamp ? new ToValueInverse<DateTimeOffset>(kind, new ParseTimestampStep(format, culture))
        : null;

    public override ValueState Apply(TValue value, EncodeContext context, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (value is double number && !double.IsFinite(number))
        {
            return context.Fail(
                MappingFailureCode.WrongType,
                "The value is NaN or infinite, which has no text. Replace it in the SQL, or with Convert.",
                "number"
            );
        }

        var scratch = context.NextScratch();
        for (var length = UsualLength; length <= MaxLength; length *= 4)
        {
            if (value.TryFormat(scratch.Reserve(length), out var written, format, culture))
            {
                scratch.Count = written;
                text = scratch.Written;
                return text.IsEmpty ? ValueState.Empty : ValueState.Present;
            }
        }

        return context.Fail(MappingFailureCode.WrongType, "The formatted text is longer than 64 kB.", ValueKinds.Name(kind));
    }
}

/// <summary>A whole number as the text of its digits.</summary>
internal sealed class DigitsStep : ValueToTextStep<long>
{
    private const int MaxDigits = 20;

    public override string Name => "";

    public override StepInverse? Inverse =>
        new ToValueInverse<long>(
            FieldKind.Int64,
            new ParseNumberStep<long>("", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        );

    public override ValueState Apply(long value, EncodeContext context, out ReadOnlySpan<byte> text)
    {
        var scratch = context.NextScratch();
        _ = value.TryFormat(scratch.Reserve(MaxDigits), out var written, default, CultureInfo.InvariantCulture);
        scratch.Count = written;
        text = scratch.Written;
        return ValueState.Present;
    }
}

/// <summary>Formats that were given by the user.</summary>
internal static class Formats
{
    /// <summary>Whether values can be written in the format.</summary>
    public static bool IsFormat<TValue>(TValue sample, string format, CultureInfo culture)
        where TValue : struct, IFormattable
    {
        try
        {
            return sample.ToString(format, culture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
