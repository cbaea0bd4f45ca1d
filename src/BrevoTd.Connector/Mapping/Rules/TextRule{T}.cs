namespace BrevoTd.Connector.Mapping;

/// <summary>
/// A rule over text. Its steps work on UTF-8 bytes and do not allocate; <see cref="Must"/> and the <c>Convert</c> methods make a string per record, and
/// <see cref="ToE164(string)"/> costs what the phone library costs. Text that is empty, also after a step, counts as absent.
/// </summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed partial class TextRule<T> : MapRule<T, TextRule<T>>
{
    internal TextRule(RuleDefinition<T> definition)
        : base(definition) { }

    /// <summary>Removes white space of any script at both ends, as <see cref="string.Trim()"/> does.</summary>
    public TextRule<T> Trim() => Add(new TrimStep());

    /// <summary>Turns letters of any script into small ones, regardless of culture.</summary>
    public TextRule<T> ToLower() => Add(new ToLowerStep());

    /// <summary>Turns letters of any script into capitals, regardless of culture.</summary>
    public TextRule<T> ToUpper() => Add(new ToUpperStep());

    /// <summary>
    /// Shortens text to a number of characters (Unicode code points, as databases and services count them), never between parts of what people see as one character: an emoji with its
    /// skin tone, a letter with its accent. Where the first such character alone is longer, nothing is left. Allocates nothing.
    /// </summary>
    /// <param name="max">The number of characters, at least 1.</param>
    public TextRule<T> Truncate(int max)
    {
        if (max < 1)
        {
            Definition.Problem(
                MappingProblemCode.InvalidArgument,
                $"Truncate({max}) leaves nothing of any text. Say how many characters stay, at least 1, or remove the rule."
            );
            return this;
        }

        return Add(new TruncateStep(max));
    }

    /// <summary>Replaces every occurrence of a text, byte by byte and so with regard to case. Allocates nothing.</summary>
    /// <param name="old">What is replaced, not empty.</param>
    /// <param name="replacement">What takes its place; may be empty.</param>
    public TextRule<T> Replace(string old, string replacement)
    {
        ArgumentException.ThrowIfNullOrEmpty(old);
        ArgumentNullException.ThrowIfNull(replacement);
        return Add(new ReplaceStep(old, replacement));
    }

    /// <summary>
    /// Takes one part of a text that a separator divides: <c>.Part("-", 1)</c> makes <c>FR</c> of <c>EU-FR-75</c>. A part that is not there is absent, an empty one is empty. Allocates
    /// nothing.
    /// </summary>
    /// <param name="separator">What stands between the parts, not empty.</param>
    /// <param name="index">Position of the part, from 0; a negative number counts from the end, −1 being the last part.</param>
    public TextRule<T> Part(string separator, int index)
    {
        ArgumentException.ThrowIfNullOrEmpty(separator);
        return Add(new PartStep(separator, index));
    }

    /// <summary>
    /// Makes a list of a text, at every occurrence of a separator: for attributes of several choices, and lists in events. White space around the parts is removed, empty parts are left out.
    /// Allocates nothing. A column of a table takes no list.
    /// </summary>
    /// <param name="separator">What stands between the parts, not empty.</param>
    /// <returns>The rule, from here on over a list.</returns>
    public ListRule<T> Split(string separator)
    {
        ArgumentException.ThrowIfNullOrEmpty(separator);
        Definition.ReplaceByList(new SplitSource<T>(Definition.Tail<TextNode<T>>(), separator));
        return new ListRule<T>(Definition);
    }

    /// <summary>
    /// Joins the text with those of other columns, in the order written. What has no value is left out, with its separator; where nothing has a value, there is none. Allocates nothing by itself.
    /// </summary>
    /// <param name="separator">What comes between two texts; may be empty.</param>
    /// <param name="columns">Columns whose texts follow.</param>
    public TextRule<T> Join(string separator, params ReadOnlySpan<Column<string>> columns)
    {
        ArgumentNullException.ThrowIfNull(separator);
        var others = new TextNode<T>[columns.Length];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = RuleNodes.Text<T>(columns[i]);
            Definition.CheckColumns(others[i]);
        }

        Definition.Replace(new JoinNode<T>(Definition.Tail<TextNode<T>>(), separator, others));
        return this;
    }

    /// <summary>
    /// Brings an e-mail address to one form: without white space at both ends, in small letters on both sides of the <c>@</c>, the domain in ASCII (<c>müller.de</c> becomes
    /// <c>xn--mller-kva.de</c>). Dots and <c>+tags</c> before the <c>@</c> stay, because only the mailbox's host knows what they mean. It refuses nothing; <see cref="MustBeEmail"/> does. Allocates
    /// only for domains beyond ASCII.
    /// </summary>
    public TextRule<T> NormalizeEmail() => Add(new NormalizeEmailStep());

    /// <summary>
    /// Replaces the text by its SHA-256, as 64 small hexadecimal digits over its UTF-8 bytes as they are after the steps before: normalise first, as in <c>.NormalizeEmail().Hash()</c>. Allocates
    /// nothing. A hash of an address or phone number is still a person's data: all of them can be tried.
    /// </summary>
    public TextRule<T> Hash() => Add(new HashStep());

    /// <summary>Looks the text up, byte by byte and so with regard to case. Allocates nothing.</summary>
    /// <param name="values">Texts by key; copied.</param>
    /// <param name="unknown">What becomes of other texts: <see cref="UnknownKey.Fail"/> (the default), <see cref="UnknownKey.Keep"/>, <see cref="UnknownKey.Omit"/>, or a text that takes the place.</param>
    public TextRule<T> Map(IReadOnlyDictionary<string, string> values, UnknownKey<string> unknown = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Definition.CheckLookUp(values.Count, unknown);
        return Add(new MapTextStep(new Dictionary<string, string>(values, StringComparer.Ordinal), unknown));
    }

    /// <summary>Text from another column where there is none up to here; a failure stays a failure. Steps written before apply to the first source alone, steps behind to both.</summary>
    /// <param name="other">The other column.</param>
    public TextRule<T> Coalesce(Column<string> other) => Coalesce(RuleNodes.Text<T>(other));

    /// <inheritdoc cref="Coalesce(Column{string})"/>
    /// <param name="other">Function over the record.</param>
    public TextRule<T> Coalesce(Func<T, string?> other) => Coalesce(RuleNodes.Text(other));

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

    /// <summary>Adds a step of your own over UTF-8. Give it a name and a home as an extension method of <see cref="TextRule{T}"/>.</summary>
    /// <param name="name">Name of the step, for messages.</param>
    /// <param name="step">The step. It is called by one encoder at a time, but by several encoders at once.</param>
    /// <param name="normalizes">Whether the step only brings texts to one form, so that what it wrote passes through it unchanged. Then a map that has it can be reversed.</param>
    public TextRule<T> Step(string name, Utf8Step step, bool normalizes = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(step);
        return Add(new CustomTextStep(name, step, normalizes));
    }

    private TextRule<T> Coalesce(TextNode<T> other)
    {
        Definition.CheckColumns(other);
        Definition.Replace(new CoalesceTextNode<T>(Definition.Tail<TextNode<T>>(), other));
        return this;
    }

    private TextRule<T> Add(TextStep step)
    {
        Definition.Tail<TextNode<T>>().Add(step);
        return this;
    }
}
