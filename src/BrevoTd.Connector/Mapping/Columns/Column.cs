namespace BrevoTd.Connector.Mapping;

/// <summary>Names the columns that rules read, and as what.</summary>
public static class Column
{
    /// <summary>A column of text. Bytes that are not UTF-8 become U+FFFD. Numbers are not turned into text: cast them in the SQL.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static Column<string> Text(string name) => new(name);

    /// <summary>A column of whole numbers of 64 bits.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static Column<long> Int64(string name) => new(name);

    /// <summary>A column of numbers. Whole numbers count, and decimals that come as text.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static Column<double> Double(string name) => new(name);

    /// <summary>A column of decimal numbers, which come as text or as numbers.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static Column<decimal> Decimal(string name) => new(name);

    /// <summary>
    /// A column of truth values: a boolean, 0 or 1, or the text <c>true</c> or <c>false</c>. Null or absent fails the record, because consent is never guessed, unless the
    /// rule has its own <c>Default</c>, <c>WhenNull</c> or <c>OrDrop</c>; <see cref="BooleanOrNull"/> follows the map's null policy instead.
    /// </summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static Column<bool> Boolean(string name) => new(name) { FailsWhenNull = true };

    /// <summary>As <see cref="Boolean"/>, but null and absent follow the null policy.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static Column<bool> BooleanOrNull(string name) => new(name);

    /// <summary>A column of dates: text <c>YYYY-MM-DD</c>, alone or at the start of a point in time, whose date is taken as written.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static Column<DateOnly> Date(string name) => new(name);

    /// <summary>A column of points in time: text as Trino, Hive or ISO 8601 writes it (UTC if it names no zone), or a whole number of Unix seconds.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static Column<DateTimeOffset> Timestamp(string name) => new(name);

    /// <summary>
    /// All columns whose names fit a pattern, for rules that write each of them as what it is: <c>map.Attributes(Column.Matching("attr_*"), name => name[5..].ToUpperInvariant())</c>. Which
    /// columns there are is looked up when the rows come.
    /// </summary>
    /// <param name="pattern">The pattern, with <c>*</c> for any characters and <c>?</c> for one; case matters.</param>
    public static ColumnPattern Matching(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        return new ColumnPattern(pattern, []);
    }

    /// <summary>
    /// A column that holds a list, or JSON text of one (<c>CAST(… AS JSON)</c> arrives so). Rules over its elements read the elements' fields as columns; see <see cref="ListElement"/>.
    /// </summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public static ListColumn List(string name) => new(name);
}
