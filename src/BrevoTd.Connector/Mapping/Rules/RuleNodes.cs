namespace BrevoTd.Connector.Mapping;

/// <summary>Sources of rules, for the builders of all maps.</summary>
internal static class RuleNodes
{
    public static TextNode<T> Text<T>(Column<string> column) =>
        column.Property is PropertySource<T, string?, string> property
            ? new TextFunctionNode<T>(property.Getter, new TextSetter<T>(property.Setter))
            : new TextColumnNode<T>(column.Name, column.Path);

    public static TextNode<T> Text<T>(Func<T, string?> value) => new TextFunctionNode<T>(Checked(value));

    public static ValueNode<T, long> Int64<T>(Column<long> column) =>
        Value(
            FieldKind.Int64,
            column,
            static (ColumnBinder<T> binder, TreasureData.TdSchema schema, string name, ColumnPath path) => binder.Int64(schema, name, path)
        );

    public static ValueNode<T, long> Int64<T>(Func<T, long?> value) => new ValueFunctionNode<T, long>(FieldKind.Int64, Checked(value));

    /// <summary>A text that never changes.</summary>
    public static TextNode<T> Constant<T>(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new TextConstantNode<T>(text);
    }

    /// <summary>A whole number as text, for identifiers.</summary>
    public static TextNode<T> Digits<T>(Column<long> column) => new Int64TextNode<T>(Int64<T>(column));

    public static TextNode<T> Digits<T>(Func<T, long?> value) => new Int64TextNode<T>(Int64(value));

    public static ValueNode<T, double> Double<T>(Column<double> column) =>
        Value(
            FieldKind.Double,
            column,
            static (ColumnBinder<T> binder, TreasureData.TdSchema schema, string name, ColumnPath path) => binder.Double(schema, name, path)
        );

    public static ValueNode<T, double> Double<T>(Func<T, double?> value) =>
        new ValueFunctionNode<T, double>(FieldKind.Double, Checked(value));

    public static ValueNode<T, decimal> Decimal<T>(Column<decimal> column) =>
        Value(
            FieldKind.Decimal,
            column,
            static (ColumnBinder<T> binder, TreasureData.TdSchema schema, string name, ColumnPath path) =>
                binder.Decimal(schema, name, path)
        );

    public static ValueNode<T, decimal> Decimal<T>(Func<T, decimal?> value) =>
        new ValueFunctionNode<T, decimal>(FieldKind.Decimal, Checked(value));

    public static ValueNode<T, bool> Boolean<T>(Column<bool> column) =>
        Value(
            FieldKind.Boolean,
            column,
            static (ColumnBinder<T> binder, TreasureData.TdSchema schema, string name, ColumnPath path) =>
                binder.Boolean(schema, name, path)
        );

    public static ValueNode<T, bool> Boolean<T>(Func<T, bool?> value) => new ValueFunctionNode<T, bool>(FieldKind.Boolean, Checked(value));

    public static ValueNode<T, DateOnly> Date<T>(Column<DateOnly> column) =>
        Value(
            FieldKind.Date,
            column,
            static (ColumnBinder<T> binder, TreasureData.TdSchema schema, string name, ColumnPath path) => binder.Date(schema, name, path)
        );

    public static ValueNode<T, DateOnly> Date<T>(Func<T, DateOnly?> value) =>
        new ValueFunctionNode<T, DateOnly>(FieldKind.Date, Checked(value));

    public static ValueNode<T, DateTimeOffset> Timestamp<T>(Column<DateTimeOffset> column, FieldKind kind = FieldKind.Timestamp)
    {
        // A DateTime property comes back as what the setter takes.
        if (column.Property is PropertySource<T, DateTime?, DateTime> property)
        {
            var getter = property.Getter;
            var setter = property.Setter;
            return new ValueFunctionNode<T, DateTimeOffset>(
                kind,
                record => AsUtc(getter(record)),
                new ValueSetter<T, DateTimeOffset>((record, value) => setter(record, value.UtcDateTime))
            );
        }

        return Value(
            kind,
            column,
            static (ColumnBinder<T> binder, TreasureData.TdSchema schema, string name, ColumnPath path) =>
                binder.Timestamp(schema, name, path)
        );
    }

    public static ValueNode<T, DateTimeOffset> Timestamp<T>(Func<T, DateTimeOffset?> value, FieldKind kind = FieldKind.Timestamp) =>
        new ValueFunctionNode<T, DateTimeOffset>(kind, Checked(value));

    public static ValueNode<T, DateTimeOffset> Timestamp<T>(Func<T, DateTime?> value, FieldKind kind = FieldKind.Timestamp)
    {
        _ = Checked(value);
        return new ValueFunctionNode<T, DateTimeOffset>(kind, record => AsUtc(value(record)));
    }

    /// <summary>The column's node by the type of its values.</summary>
    public static ValueNode<T, TValue> Column<T, TValue>(Column<TValue> column)
        where TValue : struct =>
        (ValueNode<T, TValue>)(
            (object)column switch
            {
                Column<long> integers => (RuleNode<T>)Int64<T>(integers),
                Column<double> numbers => Double<T>(numbers),
                Column<decimal> decimals => Decimal<T>(decimals),
                Column<bool> truths => Boolean<T>(truths),
                Column<DateOnly> dates => Date<T>(dates),
                Column<DateTimeOffset> times => Timestamp<T>(times),
                _ => throw new NotSupportedException($"There are no columns of {typeof(TValue).Name}."),
            }
        );

    private static ValueNode<T, TValue> Value<T, TValue>(FieldKind kind, Column<TValue> column, ColumnSource<T, TValue> source)
        where TValue : struct =>
        column.Property is PropertySource<T, TValue?, TValue> property
            ? new ValueFunctionNode<T, TValue>(kind, property.Getter, new ValueSetter<T, TValue>(property.Setter))
            : new ValueColumnNode<T, TValue>(kind, column.Name, column.Path, source);

    /// <summary>Time without a kind is UTC, as both services and most databases mean it; the machine's own zone plays no part.</summary>
    private static DateTimeOffset? AsUtc(DateTime? value) =>
        value is not { } time ? null
        : time.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(time, TimeSpan.Zero)
        : new DateTimeOffset(time.ToUniversalTime());

    private static Func<T, TValue> Checked<T, TValue>(Func<T, TValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
