using System.Globalization;

namespace BrevoTd.Connector.Mapping;

public sealed partial class TextRule<T>
{
    /// <summary>Turns the text into another one; <see langword="null"/> means that there is no value any more. A function that throws fails the rule. Allocates the strings.</summary>
    /// <param name="convert">The function.</param>
    public TextRule<T> Convert(Func<string, string?> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return Add(new TextConvertStep(convert));
    }

    /// <summary>Turns the text into a whole number; see <see cref="Convert(Func{string, string})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over numbers.</returns>
    public NumberRule<T, long> Convert(Func<string, long?> convert) => new(To(FieldKind.Int64, convert));

    /// <summary>Turns the text into a number; see <see cref="Convert(Func{string, string})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over numbers.</returns>
    public NumberRule<T, double> Convert(Func<string, double?> convert) => new(To(FieldKind.Double, convert));

    /// <summary>Turns the text into a decimal number; see <see cref="Convert(Func{string, string})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over numbers.</returns>
    public NumberRule<T, decimal> Convert(Func<string, decimal?> convert) => new(To(FieldKind.Decimal, convert));

    /// <summary>Turns the text into a truth value; see <see cref="Convert(Func{string, string})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over truth values.</returns>
    public BooleanRule<T> Convert(Func<string, bool?> convert) => new(To(FieldKind.Boolean, convert));

    /// <summary>Turns the text into a date; see <see cref="Convert(Func{string, string})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over dates.</returns>
    public DateRule<T> Convert(Func<string, DateOnly?> convert) => new(To(FieldKind.Date, convert));

    /// <summary>Turns the text into a point in time; see <see cref="Convert(Func{string, string})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over points in time.</returns>
    public TimestampRule<T> Convert(Func<string, DateTimeOffset?> convert) => new(To(FieldKind.Timestamp, convert));

    /// <summary>Reads the text as a date in a format of .NET, such as <c>dd.MM.yyyy</c>. Text of another form fails with code <c>wrong_type</c>. Allocates nothing.</summary>
    /// <param name="format">The format.</param>
    /// <param name="culture">Whose names of months and days; the default is the invariant culture.</param>
    /// <returns>The rule, from here on over dates.</returns>
    public DateRule<T> ParseDate(string format, CultureInfo? culture = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(format);
        culture ??= CultureInfo.InvariantCulture;
        Definition.CheckFormat(DateOnly.MinValue, format, culture);
        return new(To(FieldKind.Date, new ParseDateStep(format, culture)));
    }

    /// <summary>
    /// Reads the text as a point in time in a format of .NET, such as <c>dd/MM/yyyy HH:mm:ss</c>. Without a zone in the format it is UTC. Text of another form fails with code
    /// <c>wrong_type</c>. Allocates nothing.
    /// </summary>
    /// <param name="format">The format.</param>
    /// <param name="culture">Whose names of months and days; the default is the invariant culture.</param>
    /// <returns>The rule, from here on over points in time.</returns>
    public TimestampRule<T> ParseTimestamp(string format, CultureInfo? culture = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(format);
        culture ??= CultureInfo.InvariantCulture;
        Definition.CheckFormat(DateTimeOffset.UnixEpoch, format, culture);
        return new(To(FieldKind.Timestamp, new ParseTimestampStep(format, culture)));
    }

    /// <summary>Reads the text as a whole number, with sign and the culture's separators of thousands. Other text fails with code <c>wrong_type</c>. Allocates nothing.</summary>
    /// <param name="culture">Whose separators; the default is the invariant culture.</param>
    /// <returns>The rule, from here on over numbers.</returns>
    public NumberRule<T, long> ParseInt64(CultureInfo? culture = null) =>
        new(To(FieldKind.Int64, Number<long>("ParseInt64", NumberStyles.Integer | NumberStyles.AllowThousands, culture)));

    /// <summary>Reads the text as a number; see <see cref="ParseInt64"/>.</summary>
    /// <param name="culture">Whose separators; the default is the invariant culture.</param>
    /// <returns>The rule, from here on over numbers.</returns>
    public NumberRule<T, double> ParseDouble(CultureInfo? culture = null) =>
        new(To(FieldKind.Double, Number<double>("ParseDouble", NumberStyles.Float | NumberStyles.AllowThousands, culture)));

    /// <summary>Reads the text as a decimal number, with all its digits; see <see cref="ParseInt64"/>.</summary>
    /// <param name="culture">Whose separators; the default is the invariant culture.</param>
    /// <returns>The rule, from here on over decimal numbers.</returns>
    public NumberRule<T, decimal> ParseDecimal(CultureInfo? culture = null) =>
        new(To(FieldKind.Decimal, Number<decimal>("ParseDecimal", NumberStyles.Float | NumberStyles.AllowThousands, culture)));

    /// <summary>Looks the text up, with regard to case, for a whole number such as the number of a category attribute's option. Allocates nothing.</summary>
    /// <param name="values">Numbers by key; copied.</param>
    /// <param name="unknown">What becomes of other texts: <see cref="UnknownKey.Fail"/> (the default), <see cref="UnknownKey.Omit"/>, or a number that takes the place.</param>
    /// <returns>The rule, from here on over numbers.</returns>
    public NumberRule<T, long> Map(IReadOnlyDictionary<string, long> values, UnknownKey<long> unknown = default) =>
        new(To(FieldKind.Int64, LookUp(values, unknown)));

    /// <summary>Looks the text up, with regard to case, for a truth value. Allocates nothing.</summary>
    /// <param name="values">Truth values by key; copied.</param>
    /// <param name="unknown">What becomes of other texts: <see cref="UnknownKey.Fail"/> (the default), <see cref="UnknownKey.Omit"/>, or a value that takes the place.</param>
    /// <returns>The rule, from here on over truth values.</returns>
    public BooleanRule<T> Map(IReadOnlyDictionary<string, bool> values, UnknownKey<bool> unknown = default) =>
        new(To(FieldKind.Boolean, LookUp(values, unknown)));

    private static ParseNumberStep<TNumber> Number<TNumber>(string name, NumberStyles styles, CultureInfo? culture)
        where TNumber : struct, System.Numerics.INumber<TNumber> => new(name, styles, culture ?? CultureInfo.InvariantCulture);

    private MapTextTo<TValue> LookUp<TValue>(IReadOnlyDictionary<string, TValue> values, UnknownKey<TValue> unknown)
        where TValue : struct
    {
        ArgumentNullException.ThrowIfNull(values);
        Definition.CheckUnknownKey(unknown);
        Definition.CheckLookUp(values.Count, unknown);
        return new(new Dictionary<string, TValue>(values, StringComparer.Ordinal), unknown);
    }

    private RuleDefinition<T> To<TValue>(FieldKind kind, Func<string, TValue?> convert)
        where TValue : struct
    {
        ArgumentNullException.ThrowIfNull(convert);
        return To(kind, new ConvertTextTo<TValue>(convert));
    }

    private RuleDefinition<T> To<TValue>(FieldKind kind, TextToValueStep<TValue> step)
        where TValue : struct
    {
        Definition.Replace(new TextToValueNode<T, TValue>(kind, Definition.Tail<TextNode<T>>(), step));
        return Definition;
    }
}
