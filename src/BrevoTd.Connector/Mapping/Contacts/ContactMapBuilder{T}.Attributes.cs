namespace BrevoTd.Connector.Mapping;

public sealed partial class ContactMapBuilder<T>
{
    /// <summary>An attribute of the contact. Brevo's imports ignore attributes that do not exist, and values of another type, without a word: <c>Check</c> finds both.</summary>
    /// <param name="name">Name of the attribute as it stands in Brevo, usually in capital letters.</param>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Attribute(string name, Column<string> column) => new(AddAttribute(name, RuleNodes.Text<T>(column)));

    /// <inheritdoc cref="Attribute(string, Column{string})"/>
    public NumberRule<T, long> Attribute(string name, Column<long> column) => new(AddAttribute(name, RuleNodes.Int64<T>(column)));

    /// <inheritdoc cref="Attribute(string, Column{string})"/>
    public NumberRule<T, double> Attribute(string name, Column<double> column) => new(AddAttribute(name, RuleNodes.Double<T>(column)));

    /// <inheritdoc cref="Attribute(string, Column{string})"/>
    public NumberRule<T, decimal> Attribute(string name, Column<decimal> column) => new(AddAttribute(name, RuleNodes.Decimal<T>(column)));

    /// <inheritdoc cref="Attribute(string, Column{string})"/>
    public BooleanRule<T> Attribute(string name, Column<bool> column) =>
        new(AddAttribute(name, RuleNodes.Boolean<T>(column), column.FailsWhenNull));

    /// <inheritdoc cref="Attribute(string, Column{string})"/>
    public DateRule<T> Attribute(string name, Column<DateOnly> column) => new(AddAttribute(name, RuleNodes.Date<T>(column)));

    /// <inheritdoc cref="Attribute(string, Column{string})"/>
    public TimestampRule<T> Attribute(string name, Column<DateTimeOffset> column) =>
        new(AddAttribute(name, RuleNodes.Timestamp<T>(column)));

    /// <summary>An attribute that is computed from the whole record. A function that throws fails the rule, not the run.</summary>
    /// <param name="name">Name of the attribute as it stands in Brevo, usually in capital letters.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public TextRule<T> Attribute(string name, Func<T, string?> value) => new(AddAttribute(name, RuleNodes.Text(value)));

    /// <inheritdoc cref="Attribute(string, Func{T, string})"/>
    public NumberRule<T, long> Attribute(string name, Func<T, long?> value) => new(AddAttribute(name, RuleNodes.Int64(value)));

    /// <inheritdoc cref="Attribute(string, Func{T, string})"/>
    public NumberRule<T, double> Attribute(string name, Func<T, double?> value) => new(AddAttribute(name, RuleNodes.Double(value)));

    /// <inheritdoc cref="Attribute(string, Func{T, string})"/>
    public NumberRule<T, decimal> Attribute(string name, Func<T, decimal?> value) => new(AddAttribute(name, RuleNodes.Decimal(value)));

    /// <inheritdoc cref="Attribute(string, Func{T, string})"/>
    public BooleanRule<T> Attribute(string name, Func<T, bool?> value) => new(AddAttribute(name, RuleNodes.Boolean(value)));

    /// <inheritdoc cref="Attribute(string, Func{T, string})"/>
    public DateRule<T> Attribute(string name, Func<T, DateOnly?> value) => new(AddAttribute(name, RuleNodes.Date(value)));

    /// <inheritdoc cref="Attribute(string, Func{T, string})"/>
    public TimestampRule<T> Attribute(string name, Func<T, DateTimeOffset?> value) => new(AddAttribute(name, RuleNodes.Timestamp(value)));

    /// <inheritdoc cref="Attribute(string, Func{T, string})"/>
    /// <remarks>A <see cref="DateTime"/> without a kind is taken as UTC.</remarks>
    public TimestampRule<T> Attribute(string name, Func<T, DateTime?> value) => new(AddAttribute(name, RuleNodes.Timestamp(value)));

    /// <summary>An attribute of the multiple-choice type: a list of options. Empty texts and nulls in it are left out.</summary>
    /// <param name="name">Name of the attribute as it stands in Brevo, usually in capital letters.</param>
    /// <param name="options">Takes the options from the record; <see langword="null"/> means null.</param>
    public ListRule<T> Attribute(string name, Func<T, IEnumerable<string?>?> options) =>
        AddList(name, Members<T>.Source(options), Members<T>.PlainText);

    /// <inheritdoc cref="Attribute(string, Func{T, IEnumerable{string}})"/>
    /// <param name="name">Name of the attribute as it stands in Brevo, usually in capital letters.</param>
    /// <param name="column">Column that holds a list of texts, or JSON text of one.</param>
    public ListRule<T> Attribute(string name, ListColumn column) =>
        AddList(name, Members<T>.Source(column), new ElementNode(FieldKind.Text));
}
