namespace BrevoTd.Connector.Mapping;

public abstract partial class MapBuilder<T>
{
    /// <summary>
    /// A property that is read and written by functions, in place of a column: <c>map.Attribute("FIRSTNAME", map.From(c => c.FirstName, (c, value) => c.FirstName = value))</c>. A map whose
    /// rules are made so can be reversed.
    /// </summary>
    /// <param name="get">Reads the property; <see langword="null"/> means null.</param>
    /// <param name="set">Writes the property; called only where there is a value.</param>
    public Column<string> From(Func<T, string?> get, Action<T, string> set) => Property<string, string?, string>(get, set);

    /// <inheritdoc cref="From(Func{T, string}, Action{T, string})"/>
    public Column<long> From(Func<T, long?> get, Action<T, long> set) => Property<long, long?, long>(get, set);

    /// <inheritdoc cref="From(Func{T, string}, Action{T, string})"/>
    public Column<double> From(Func<T, double?> get, Action<T, double> set) => Property<double, double?, double>(get, set);

    /// <inheritdoc cref="From(Func{T, string}, Action{T, string})"/>
    public Column<decimal> From(Func<T, decimal?> get, Action<T, decimal> set) => Property<decimal, decimal?, decimal>(get, set);

    /// <inheritdoc cref="From(Func{T, string}, Action{T, string})"/>
    public Column<bool> From(Func<T, bool?> get, Action<T, bool> set) => Property<bool, bool?, bool>(get, set);

    /// <inheritdoc cref="From(Func{T, string}, Action{T, string})"/>
    public Column<DateOnly> From(Func<T, DateOnly?> get, Action<T, DateOnly> set) => Property<DateOnly, DateOnly?, DateOnly>(get, set);

    /// <inheritdoc cref="From(Func{T, string}, Action{T, string})"/>
    public Column<DateTimeOffset> From(Func<T, DateTimeOffset?> get, Action<T, DateTimeOffset> set) =>
        Property<DateTimeOffset, DateTimeOffset?, DateTimeOffset>(get, set);

    /// <inheritdoc cref="From(Func{T, string}, Action{T, string})"/>
    /// <remarks>A <see cref="DateTime"/> without a kind is taken as UTC; what is written back is in UTC.</remarks>
    public Column<DateTimeOffset> From(Func<T, DateTime?> get, Action<T, DateTime> set) =>
        Property<DateTimeOffset, DateTime?, DateTime>(get, set);

    private static Column<TValue> Property<TValue, TGet, TSet>(Func<T, TGet> get, Action<T, TSet> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        return new Column<TValue>("") { Property = new PropertySource<T, TGet, TSet>(get, set) };
    }
}
