using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Words for kinds of values in <see cref="MappingFailure.ValueKind"/>.</summary>
internal static class ValueKinds
{
    public static string Name(FieldKind kind) =>
        kind switch
        {
            FieldKind.Text => "text",
            FieldKind.Int64 => "integer",
            FieldKind.Double => "number",
            FieldKind.Decimal => "decimal",
            FieldKind.Boolean => "boolean",
            FieldKind.Date => "date",
            FieldKind.Group => "any",
            FieldKind.List => "list",
            _ => "timestamp",
        };

    /// <summary>The kind of fields that hold values of a type.</summary>
    public static FieldKind Of<TValue>()
        where TValue : struct =>
        typeof(TValue) == typeof(long) ? FieldKind.Int64
        : typeof(TValue) == typeof(double) ? FieldKind.Double
        : typeof(TValue) == typeof(decimal) ? FieldKind.Decimal
        : typeof(TValue) == typeof(bool) ? FieldKind.Boolean
        : typeof(TValue) == typeof(DateOnly) ? FieldKind.Date
        : FieldKind.Timestamp;

    public static string Name(TdValueKind kind) =>
        kind switch
        {
            TdValueKind.Null => "null",
            TdValueKind.Boolean => "boolean",
            TdValueKind.Integer or TdValueKind.UnsignedInteger => "integer",
            TdValueKind.Float32 or TdValueKind.Float64 => "number",
            TdValueKind.Text => "text",
            TdValueKind.Binary => "binary",
            TdValueKind.Array => "list",
            TdValueKind.Map => "map",
            _ => "extension",
        };
}
