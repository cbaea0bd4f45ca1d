using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>Words for what a rule has in hand: kind and size, never the value, unless it is asked for.</summary>
internal static class TraceText
{
    public static string State(ValueState state) =>
        state switch
        {
            ValueState.Present => "a value",
            ValueState.Null => "null",
            ValueState.Empty => "empty text",
            ValueState.Failed => "failed",
            _ => "absent",
        };

    public static string Masked(ReadOnlySpan<byte> utf8)
    {
        var runes = 0;
        foreach (var value in utf8)
        {
            // Every byte that does not continue a character begins one.
            runes += (value & 0xC0) == 0x80 ? 0 : 1;
        }

        return string.Create(CultureInfo.InvariantCulture, $"text, {runes} {(runes == 1 ? "character" : "characters")}");
    }

    /// <summary>How many digits a number has is told as the length of a text is; days, hours and truth values are not told at all.</summary>
    public static string Masked<TValue>(TValue value, FieldKind kind)
        where TValue : struct
    {
        var digits = value switch
        {
            long number => number.ToString(CultureInfo.InvariantCulture).TrimStart('-').Length,
            decimal number => decimal.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture).Length,
            _ => 0,
        };
        var name = ValueKinds.Name(kind);
        return digits == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}, {digits} {(digits == 1 ? "digit" : "digits")}");
    }

    public static string Shown(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    public static string Shown<TValue>(TValue value)
        where TValue : struct =>
        value switch
        {
            bool truth => truth ? "true" : "false",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
