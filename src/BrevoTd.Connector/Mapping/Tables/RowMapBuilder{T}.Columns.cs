namespace BrevoTd.Connector.Mapping;

public sealed partial class RowMapBuilder<T>
{
    /// <summary>A <c>string</c> column.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="column">Column to read.</param>
    public TextRule<T> Column(string name, Column<string> column) => new(AddColumn(name, RuleNodes.Text<T>(column)));

    /// <summary>A <c>long</c> column of whole numbers.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="column">Column to read.</param>
    public NumberRule<T, long> Column(string name, Column<long> column) => new(AddColumn(name, RuleNodes.Int64<T>(column)));

    /// <summary>A <c>double</c> column.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="column">Column to read.</param>
    public NumberRule<T, double> Column(string name, Column<double> column) => new(AddColumn(name, RuleNodes.Double<T>(column)));

    /// <summary>A decimal number, kept exactly in a <c>string</c> column: Treasure Data's tables have no decimal type.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="column">Column to read.</param>
    public NumberRule<T, decimal> Column(string name, Column<decimal> column) => new(AddColumn(name, RuleNodes.Decimal<T>(column)));

    /// <summary>A truth value, kept as <c>true</c> or <c>false</c> in a <c>string</c> column: Treasure Data's tables have no boolean type. For 0 and 1, give a whole number.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="column">Column to read.</param>
    public BooleanRule<T> Column(string name, Column<bool> column) =>
        new(AddColumn(name, RuleNodes.Boolean<T>(column), column.FailsWhenNull));

    /// <summary>A date, kept as <c>YYYY-MM-DD</c> in a <c>string</c> column.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="column">Column to read.</param>
    public DateRule<T> Column(string name, Column<DateOnly> column) => new(AddColumn(name, RuleNodes.Date<T>(column)));

    /// <summary>A point in time, kept in UTC as ISO 8601 in a <c>string</c> column (<c>from_iso8601_timestamp</c> reads it in SQL). For Unix seconds, give a whole number.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="column">Column to read.</param>
    public TimestampRule<T> Column(string name, Column<DateTimeOffset> column) => new(AddColumn(name, RuleNodes.Timestamp<T>(column)));

    /// <summary>A <c>string</c> column.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public TextRule<T> Column(string name, Func<T, string?> value) => new(AddColumn(name, RuleNodes.Text(value)));

    /// <summary>A <c>long</c> column of whole numbers.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public NumberRule<T, long> Column(string name, Func<T, long?> value) => new(AddColumn(name, RuleNodes.Int64(value)));

    /// <summary>A <c>double</c> column.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public NumberRule<T, double> Column(string name, Func<T, double?> value) => new(AddColumn(name, RuleNodes.Double(value)));

    /// <summary>A decimal number, kept exactly in a <c>string</c> column: Treasure Data's tables have no decimal type.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public NumberRule<T, decimal> Column(string name, Func<T, decimal?> value) => new(AddColumn(name, RuleNodes.Decimal(value)));

    /// <summary>A truth value, kept as <c>true</c> or <c>false</c> in a <c>string</c> column: Treasure Data's tables have no boolean type. For 0 and 1, give a whole number.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public BooleanRule<T> Column(string name, Func<T, bool?> value) => new(AddColumn(name, RuleNodes.Boolean(value)));

    /// <summary>A date, kept as <c>YYYY-MM-DD</c> in a <c>string</c> column.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public DateRule<T> Column(string name, Func<T, DateOnly?> value) => new(AddColumn(name, RuleNodes.Date(value)));

    /// <summary>A point in time, kept in UTC as ISO 8601 in a <c>string</c> column (<c>from_iso8601_timestamp</c> reads it in SQL). For Unix seconds, give a whole number.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public TimestampRule<T> Column(string name, Func<T, DateTimeOffset?> value) => new(AddColumn(name, RuleNodes.Timestamp(value)));

    /// <summary>A point in time, kept in UTC as ISO 8601 in a <c>string</c> column. A <see cref="DateTime"/> without a kind is taken as UTC.</summary>
    /// <param name="name">Name of the table's column.</param>
    /// <param name="value">Function over the record; <see langword="null"/> means null.</param>
    public TimestampRule<T> Column(string name, Func<T, DateTime?> value) => new(AddColumn(name, RuleNodes.Timestamp(value)));
}
