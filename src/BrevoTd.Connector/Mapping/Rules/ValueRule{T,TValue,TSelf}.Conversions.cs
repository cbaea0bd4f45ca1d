namespace BrevoTd.Connector.Mapping;

public abstract partial class ValueRule<T, TValue, TSelf>
{
    /// <summary>Turns the value into another one; <see langword="null"/> means that there is no value any more. A function that throws fails the rule.</summary>
    /// <param name="convert">The function.</param>
    public TSelf Convert(Func<TValue, TValue?> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return Add(new ValueConvertStep<TValue>(convert, Node.Kind));
    }

    /// <summary>Turns the value into text; see <see cref="Convert(Func{TValue, TValue?})"/>. Allocates the text.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over text.</returns>
    public TextRule<T> Convert(Func<TValue, string?> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return new(ToText(new ConvertToText<TValue>(convert, Node.Kind)));
    }

    /// <summary>Turns the value into a whole number; see <see cref="Convert(Func{TValue, TValue?})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over whole numbers.</returns>
    public NumberRule<T, long> Convert(Func<TValue, long?> convert) => new(Between(convert));

    /// <summary>Turns the value into a number; see <see cref="Convert(Func{TValue, TValue?})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over numbers.</returns>
    public NumberRule<T, double> Convert(Func<TValue, double?> convert) => new(Between(convert));

    /// <summary>Turns the value into a decimal number; see <see cref="Convert(Func{TValue, TValue?})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over decimal numbers.</returns>
    public NumberRule<T, decimal> Convert(Func<TValue, decimal?> convert) => new(Between(convert));

    /// <summary>Turns the value into a truth value; see <see cref="Convert(Func{TValue, TValue?})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over truth values.</returns>
    public BooleanRule<T> Convert(Func<TValue, bool?> convert) => new(Between(convert));

    /// <summary>Turns the value into a date; see <see cref="Convert(Func{TValue, TValue?})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over dates.</returns>
    public DateRule<T> Convert(Func<TValue, DateOnly?> convert) => new(Between(convert));

    /// <summary>Turns the value into a point in time; see <see cref="Convert(Func{TValue, TValue?})"/>.</summary>
    /// <param name="convert">The function.</param>
    /// <returns>The rule, from here on over points in time.</returns>
    public TimestampRule<T> Convert(Func<TValue, DateTimeOffset?> convert) => new(Between(convert));

    private RuleDefinition<T> Between<TOther>(Func<TValue, TOther?> convert)
        where TOther : struct
    {
        ArgumentNullException.ThrowIfNull(convert);
        if (convert is Func<TValue, TValue?> same)
        {
            // The rule keeps its kind, as that of a row's time.
            _ = Add(new ValueConvertStep<TValue>(same, Node.Kind));
            return Definition;
        }

        return To(new ConvertBetween<TValue, TOther>(convert, Node.Kind));
    }
}
