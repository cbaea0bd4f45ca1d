namespace BrevoTd.Connector.Mapping;

/// <summary>Where fields of one's own names are written that hold texts, numbers, truth values and times. The same wherever a map has such fields.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public class PlainFieldsBuilder<T>
{
    private readonly Members<T> _members;

    internal PlainFieldsBuilder(Members<T> members) => _members = members;

    internal Members<T> Members => _members;

    /// <summary>A field that is read from a column. A point in time is written in UTC as ISO 8601, a date as <c>YYYY-MM-DD</c>, a decimal number with all its digits.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Field(string name, Column<string> column) => new(Add(name, RuleNodes.Text<T>(column)));

    /// <inheritdoc cref="Field(string, Column{string})"/>
    public NumberRule<T, long> Field(string name, Column<long> column) => new(Add(name, RuleNodes.Int64<T>(column)));

    /// <inheritdoc cref="Field(string, Column{string})"/>
    public NumberRule<T, double> Field(string name, Column<double> column) => new(Add(name, RuleNodes.Double<T>(column)));

    /// <inheritdoc cref="Field(string, Column{string})"/>
    public NumberRule<T, decimal> Field(string name, Column<decimal> column) => new(Add(name, RuleNodes.Decimal<T>(column)));

    /// <inheritdoc cref="Field(string, Column{string})"/>
    public BooleanRule<T> Field(string name, Column<bool> column) => new(Add(name, RuleNodes.Boolean<T>(column), column.FailsWhenNull));

    /// <inheritdoc cref="Field(string, Column{string})"/>
    public DateRule<T> Field(string name, Column<DateOnly> column) => new(Add(name, RuleNodes.Date<T>(column)));

    /// <inheritdoc cref="Field(string, Column{string})"/>
    public TimestampRule<T> Field(string name, Column<DateTimeOffset> column) => new(Add(name, RuleNodes.Timestamp<T>(column)));

    /// <summary>A field that is computed from the whole record. A function that throws fails the rule, not the run.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public TextRule<T> Field(string name, Func<T, string?> value) => new(Add(name, RuleNodes.Text(value)));

    /// <inheritdoc cref="Field(string, Func{T, string})"/>
    public NumberRule<T, long> Field(string name, Func<T, long?> value) => new(Add(name, RuleNodes.Int64(value)));

    /// <inheritdoc cref="Field(string, Func{T, string})"/>
    public NumberRule<T, double> Field(string name, Func<T, double?> value) => new(Add(name, RuleNodes.Double(value)));

    /// <inheritdoc cref="Field(string, Func{T, string})"/>
    public NumberRule<T, decimal> Field(string name, Func<T, decimal?> value) => new(Add(name, RuleNodes.Decimal(value)));

    /// <inheritdoc cref="Field(string, Func{T, string})"/>
    public BooleanRule<T> Field(string name, Func<T, bool?> value) => new(Add(name, RuleNodes.Boolean(value)));

    /// <inheritdoc cref="Field(string, Func{T, string})"/>
    public DateRule<T> Field(string name, Func<T, DateOnly?> value) => new(Add(name, RuleNodes.Date(value)));

    /// <inheritdoc cref="Field(string, Func{T, string})"/>
    public TimestampRule<T> Field(string name, Func<T, DateTimeOffset?> value) => new(Add(name, RuleNodes.Timestamp(value)));

    /// <inheritdoc cref="Field(string, Func{T, string})"/>
    /// <remarks>A <see cref="DateTime"/> without a kind is taken as UTC.</remarks>
    public TimestampRule<T> Field(string name, Func<T, DateTime?> value) => new(Add(name, RuleNodes.Timestamp(value)));

    /// <summary>
    /// A field for every column that fits a pattern, each as what the query says it is. A field with a rule of its own comes first. A column that no field can hold (a list, a map) fails every
    /// record, so that nothing is lost unseen: leave it out with <see cref="ColumnPattern.Except"/>.
    /// </summary>
    /// <param name="columns">Which columns: <see cref="Column.Matching"/>.</param>
    /// <param name="name">Name of the field by that of the column; the default is the column's name.</param>
    public ColumnGroupRule<T> Fields(ColumnPattern columns, Func<string, string>? name = null)
    {
        var parent = _members.Parent;
        return new(
            _members.Rules.AddGroup(
                parent,
                columns,
                new GroupTargets(
                    name ?? (static column => column),
                    parent.PathOf,
                    field =>
                        parent.Names is { } names && !names.IsValid(field) ? $"The name '{field}' cannot be used: {names.Message}" : null
                )
            )
        );
    }

    private RuleDefinition<T> Add(string name, RuleNode<T> node, bool failsWhenNull = false) =>
        _members.Rules.Add(_members.Parent, name, node, failsWhenNull: failsWhenNull);
}
