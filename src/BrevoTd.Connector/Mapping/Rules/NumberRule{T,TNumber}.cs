using System.Globalization;
using System.Numerics;

namespace BrevoTd.Connector.Mapping;

/// <summary>A rule over numbers: <see cref="long"/>, <see cref="double"/> or <see cref="decimal"/>. Its steps allocate nothing.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
/// <typeparam name="TNumber">Type of the numbers.</typeparam>
public sealed class NumberRule<T, TNumber> : ValueRule<T, TNumber, NumberRule<T, TNumber>>
    where TNumber : struct, INumber<TNumber>
{
    private const int MaxDoubleDigits = 15;
    private const int MaxDecimalDigits = 28;

    internal NumberRule(RuleDefinition<T> definition)
        : base(definition) { }

    /// <summary>Rounds to a number of decimals. Whole numbers stay as they are.</summary>
    /// <param name="digits">Decimals that stay, from 0; up to 15 for <see cref="double"/>, 28 for <see cref="decimal"/>.</param>
    /// <param name="mode">What becomes of halves. Default: away from zero, as in shops; 2.5 becomes 3.</param>
    public NumberRule<T, TNumber> Round(int digits = 0, MidpointRounding mode = MidpointRounding.AwayFromZero)
    {
        var max = typeof(TNumber) == typeof(double) ? MaxDoubleDigits : MaxDecimalDigits;
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, max);
        return Add(
            typeof(TNumber) == typeof(double) ? (ValueStep<TNumber>)(object)new RoundDoubleStep(digits, mode)
            : typeof(TNumber) == typeof(decimal) ? (ValueStep<TNumber>)(object)new RoundDecimalStep(digits, mode)
            : new NoChangeStep<TNumber>($"Round({digits})")
        );
    }

    /// <summary>
    /// Multiplies, as from cents to euros: <c>Column.Decimal("cents")</c> with <c>.Scale(0.01m)</c>. A product that is too large for the type fails with code <c>wrong_type</c>.
    /// </summary>
    /// <param name="factor">The factor.</param>
    public NumberRule<T, TNumber> Scale(TNumber factor) => Add(new ScaleStep<TNumber>(factor));

    /// <summary>Numbers below the smallest become the smallest, those above the largest the largest.</summary>
    /// <param name="min">The smallest number.</param>
    /// <param name="max">The largest number.</param>
    public NumberRule<T, TNumber> Clamp(TNumber min, TNumber max)
    {
        if (min > max)
        {
            Definition.Problem(
                MappingProblemCode.InvalidArgument,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The smallest number of Clamp({min}, {max}) is above the largest. Exchange them."
                )
            );
            return this;
        }

        return Add(new ClampStep<TNumber>(min, max));
    }

    /// <summary>Looks the number up.</summary>
    /// <param name="values">Numbers by key; copied.</param>
    /// <param name="unknown">What becomes of other numbers: <see cref="UnknownKey.Fail"/> (the default), <see cref="UnknownKey.Keep"/>, <see cref="UnknownKey.Omit"/>, or a number that takes the place.</param>
    public NumberRule<T, TNumber> Map(IReadOnlyDictionary<TNumber, TNumber> values, UnknownKey<TNumber> unknown = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Definition.CheckLookUp(values.Count, unknown);
        return Add(new MapValueStep<TNumber>(new Dictionary<TNumber, TNumber>(values), unknown));
    }

    /// <summary>Looks the number up for a text.</summary>
    /// <param name="values">Texts by key; copied.</param>
    /// <param name="unknown">What becomes of other numbers: <see cref="UnknownKey.Fail"/> (the default), <see cref="UnknownKey.Omit"/>, or a text that takes the place.</param>
    /// <returns>The rule, from here on over text.</returns>
    public TextRule<T> Map(IReadOnlyDictionary<TNumber, string> values, UnknownKey<string> unknown = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Definition.CheckUnknownKey(unknown);
        Definition.CheckLookUp(values.Count, unknown);
        return new(ToText(new MapToText<TNumber>(new Dictionary<TNumber, string>(values), unknown)));
    }

    /// <summary>
    /// Reads the number as Unix seconds, decimals included. Numbers outside the years 1 to 9999, as milliseconds often are, fail with code <c>wrong_type</c>.
    /// </summary>
    /// <returns>The rule, from here on over points in time.</returns>
    public TimestampRule<T> FromUnixSeconds() => new(To(new FromUnixStep<TNumber>(milliseconds: false)));

    /// <summary>Reads the number as Unix milliseconds; see <see cref="FromUnixSeconds"/>.</summary>
    /// <returns>The rule, from here on over points in time.</returns>
    public TimestampRule<T> FromUnixMilliseconds() => new(To(new FromUnixStep<TNumber>(milliseconds: true)));

    /// <summary>Writes the number as text in a format of .NET, such as <c>0.00</c>. NaN and infinity fail.</summary>
    /// <param name="format">The format; <see langword="null"/> writes all digits.</param>
    /// <param name="culture">Whose separators; the default is the invariant culture.</param>
    /// <returns>The rule, from here on over text.</returns>
    public TextRule<T> Format(string? format = null, CultureInfo? culture = null)
    {
        culture ??= CultureInfo.InvariantCulture;
        if (format is not null)
        {
            Definition.CheckFormat(TNumber.One, format, culture);
        }

        return new(ToText(new FormatStep<TNumber>(format, culture, Node.Kind)));
    }
}
