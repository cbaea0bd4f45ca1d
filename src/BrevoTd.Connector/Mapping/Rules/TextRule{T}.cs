namespace BrevoTd.Connector.Mapping;

/// <summary>
/// A rule over text. Its steps work on UTF-8 bytes and do not allocate; <see cref="Must"/> and the <c>Convert</c> methods make a string per record, and
/// <see cref="ToE164(string)"/> costs what the phone library costs. Text that is empty, also after a step, counts as absent.
/// </summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class TextRule<T> : MapRule<T, TextRule<T>>
{
    internal TextRule(RuleDefinition<T> definition)
        : base(definition) { }

    /// <summary>Removes white space of any script at both ends, as <see cref="string.Trim()"/> does.</summary>
    public TextRule<T> Trim() => Add(new TrimStep());

    /// <summary>Turns letters of any script into small ones, regardless of culture.</summary>
    public TextRule<T> ToLower() => Add(new ToLowerStep());

    /// <summary>Turns letters of any script into capitals, regardless of culture.</summary>
    public TextRule<T> ToUpper() => Add(new ToUpperStep());

    /// <summary>Puts a text where there is none.</summary>
    /// <param name="text">The text, not empty.</param>
    public TextRule<T> Default(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _ = Add(new TextDefaultStep(text, Definition.DropIndex));
        Definition.SetDefault();
        return this;
    }

    /// <summary>The rule fails where the condition does not hold. Allocates the string it is given.</summary>
    /// <param name="condition">The condition, over the text as it is after the steps before.</param>
    /// <param name="message">What is wrong and what to change; it must not contain the text.</param>
    public TextRule<T> Must(Func<string, bool> condition, string message)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentException.ThrowIfNullOrEmpty(message);
        return Add(new TextMustStep(condition, message));
    }

    /// <summary>
    /// The rule fails with code <c>invalid_email</c> where the text has not the form <c>name@domain.tld</c>. Cheap and lenient: one <c>@</c>, a dot in the domain, no
    /// empty part between dots, no blanks, control characters or <c>"(),:;&lt;&gt;[\]</c>, at most 254 bytes. Without it the service alone decides.
    /// </summary>
    public TextRule<T> MustBeEmail() => Add(new EmailStep());

    /// <summary>
    /// Turns a phone number as people write it into E.164, such as <c>+33612345678</c>. Numbers that cannot exist fail with code <c>invalid_phone</c>.
    /// </summary>
    /// <param name="region">Region of numbers without a country's code, as two capital letters of ISO 3166 (<c>FR</c>); <see langword="null"/> accepts only numbers that begin with <c>+</c>.</param>
    public TextRule<T> ToE164(string? region = null)
    {
        if (region is not null && !ToE164Step.IsRegion(region))
        {
            Definition.Problem(
                MappingProblemCode.UnknownRegion,
                $"ToE164 does not know the region '{region}'. Use two capital letters of ISO 3166, such as FR."
            );
        }

        return Add(new ToE164Step(region));
    }

    /// <summary>
    /// Turns a phone number as people write it into E.164, with the region that the record itself tells. Numbers that cannot exist fail with code <c>invalid_phone</c>.
    /// </summary>
    /// <param name="region">
    /// Takes the region of numbers without a country's code from the record, as two letters of ISO 3166. Where it returns <see langword="null"/> or an unknown region, only numbers
    /// that begin with <c>+</c> are accepted.
    /// </param>
    public TextRule<T> ToE164(Func<T, string?> region)
    {
        ArgumentNullException.ThrowIfNull(region);
        Definition.Replace(new RegionPhoneNode<T>(Definition.Tail<TextNode<T>>(), region));
        return this;
    }

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

    /// <summary>Adds a step of your own over UTF-8. Give it a name and a home as an extension method of <see cref="TextRule{T}"/>.</summary>
    /// <param name="name">Name of the step, for messages.</param>
    /// <param name="step">The step. It is called by one encoder at a time, but by several encoders at once.</param>
    public TextRule<T> Step(string name, Utf8Step step)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(step);
        return Add(new CustomTextStep(name, step));
    }

    private TextRule<T> Add(TextStep step)
    {
        Definition.Tail<TextNode<T>>().Add(step);
        return this;
    }

    private RuleDefinition<T> To<TValue>(FieldKind kind, Func<string, TValue?> convert)
        where TValue : struct
    {
        ArgumentNullException.ThrowIfNull(convert);
        Definition.Replace(new TextToValueNode<T, TValue>(kind, Definition.Tail<TextNode<T>>(), convert));
        return Definition;
    }
}
