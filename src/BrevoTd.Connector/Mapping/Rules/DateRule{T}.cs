using System.Globalization;

namespace BrevoTd.Connector.Mapping;

/// <summary>A rule over dates, written as <c>YYYY-MM-DD</c>. Its steps allocate nothing.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class DateRule<T> : ValueRule<T, DateOnly, DateRule<T>>
{
    internal DateRule(RuleDefinition<T> definition)
        : base(definition) { }

    /// <summary>Writes the date as text in a format of .NET.</summary>
    /// <param name="format">The format, such as <c>dd.MM.yyyy</c>.</param>
    /// <param name="culture">Whose names of months and days; the default is the invariant culture.</param>
    /// <returns>The rule, from here on over text.</returns>
    public TextRule<T> Format(string format, CultureInfo? culture = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(format);
        culture ??= CultureInfo.InvariantCulture;
        Definition.CheckFormat(DateOnly.MinValue, format, culture);
        return new(ToText(new FormatStep<DateOnly>(format, culture, FieldKind.Date)));
    }
}
