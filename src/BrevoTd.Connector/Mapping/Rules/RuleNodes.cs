namespace BrevoTd.Connector.Mapping;

/// <summary>Sources of rules, for the builders of all maps.</summary>
internal static class RuleNodes
{
    public static TextNode<T> Text<T>(Column<string> column) => new TextColumnNode<T>(column.Name);

    public static TextNode<T> Text<T>(Func<T, string?> value) => new TextFunctionNode<T>(Checked(value));

    public static ValueNode<T, long> Int64<T>(Column<long> column) =>
        new ValueColumnNode<T, long>(FieldKind.Int64, column.Name, static (binder, schema, name) => binder.Int64(schema, name));

    public static ValueNode<T, long> Int64<T>(Func<T, long?> value) => new ValueFunctionNode<T, long>(FieldKind.Int64, Checked(value));

    public static ValueNode<T, double> Double<T>(Column<double> column) =>
        new ValueColumnNode<T, double>(FieldKind.Double, column.Name, static (binder, schema, name) => binder.Double(schema, name));

    public static ValueNode<T, double> Double<T>(Func<T, double?> value) =>
        new ValueFunctionNode<T, double>(FieldKind.Double, Checked(value));

    public static ValueNode<T, decimal> Decimal<T>(Column<decimal> column) =>
        new ValueColumnNode<T, decimal>(FieldKind.Decimal, column.Name, static (binder, schema, name) => binder.Decimal(schema, name));

    public static ValueNode<T, decimal> Decimal<T>(Func<T, decimal?> value) =>
        new ValueFunctionNode<T, decimal>(FieldKind.Decimal, Checked(value));

    public static ValueNode<T, bool> Boolean<T>(Column<bool> column) =>
        new ValueColumnNode<T, bool>(FieldKind.Boolean, column.Name, static (binder, schema, name) => binder.Boolean(schema, name));

    public static ValueNode<T, bool> Boolean<T>(Func<T, bool?> value) => new ValueFunctionNode<T, bool>(FieldKind.Boolean, Checked(value));

    public static ValueNode<T, DateOnly> Date<T>(Column<DateOnly> column) =>
        new ValueColumnNode<T, DateOnly>(FieldKind.Date, column.Name, static (binder, schema, name) => binder.Date(schema, name));

    public static ValueNode<T, DateOnly> Date<T>(Func<T, DateOnly?> value) =>
        new ValueFunctionNode<T, DateOnly>(FieldKind.Date, Checked(value));

    public static ValueNode<T, DateTimeOffset> Timestamp<T>(Column<DateTimeOffset> column, FieldKind kind = FieldKind.Timestamp) =>
        new ValueColumnNode<T, DateTimeOffset>(kind, column.Name, static (binder, schema, name) => binder.Timestamp(schema, name));

    public static ValueNode<T, DateTimeOffset> Timestamp<T>(Func<T, DateTimeOffset?> value, FieldKind kind = FieldKind.Timestamp) =>
        new ValueFunctionNode<T, DateTimeOffset>(kind, Checked(value));

    public static ValueNode<T, DateTimeOffset> Timestamp<T>(Func<T, DateTime?> value, FieldKind kind = FieldKind.Timestamp)
    {
        _ = Checked(value);
        return new ValueFunctionNode<T, DateTimeOffset>(kind, record => AsUtc(value(record)));
    }

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
