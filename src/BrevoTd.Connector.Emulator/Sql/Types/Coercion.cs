namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Trino's implicit conversions.</summary>
internal static class Coercion
{
    /// <summary>Whether a value passes as the other type without a cast.</summary>
    public static bool Can(TrinoType from, TrinoType to) =>
        CommonType(from, to) is { } common && SameFamily(common, to) && !Narrows(common, to);

    /// <summary>The type that both become in a comparison, a CASE, a UNION or an array; null when there is none.</summary>
    public static TrinoType? CommonType(TrinoType a, TrinoType b)
    {
        if (a.Equals(b) || b.Kind == TypeKind.Unknown)
            return a;
        if (a.Kind == TypeKind.Unknown)
            return b;
        if (a.IsNumeric && b.IsNumeric)
            return CommonNumber(a, b);
        if (a.Kind == b.Kind)
            return CommonOfKind(a, b);
        // From here on a is the wider of the two kinds.
        if (Rank(a.Kind) < Rank(b.Kind))
            (a, b) = (b, a);
        return (a.Kind, b.Kind) switch
        {
            (TypeKind.Timestamp, TypeKind.Date) => a,
            (TypeKind.TimestampTz, TypeKind.Date) => TrinoType.TimestampTz(a.Precision, a.Zone == "UTC" ? "UTC" : null),
            (TypeKind.TimestampTz, TypeKind.Timestamp) => TrinoType.TimestampTz(
                Math.Max(a.Precision, b.Precision),
                a.Zone == "UTC" ? "UTC" : null
            ),
            _ => null,
        };
    }

    /// <summary>The decimal that holds every value of an integer type.</summary>
    public static TrinoType AsDecimal(TrinoType type) =>
        type.Kind switch
        {
            TypeKind.TinyInt => TrinoType.Decimal(3, 0),
            TypeKind.SmallInt => TrinoType.Decimal(5, 0),
            TypeKind.Integer => TrinoType.Decimal(10, 0),
            TypeKind.BigInt => TrinoType.Decimal(19, 0),
            _ => type,
        };

    private static TrinoType? CommonOfKind(TrinoType a, TrinoType b)
    {
        switch (a.Kind)
        {
            case TypeKind.Varchar:
                return a.Precision == TrinoType.Unbounded || b.Precision == TrinoType.Unbounded
                    ? TrinoType.Varchar
                    : TrinoType.VarcharOf(Math.Max(a.Precision, b.Precision));
            case TypeKind.Timestamp:
                return TrinoType.Timestamp(Math.Max(a.Precision, b.Precision));
            case TypeKind.TimestampTz:
                return TrinoType.TimestampTz(Math.Max(a.Precision, b.Precision), a.Zone == b.Zone ? a.Zone : null);
            case TypeKind.Array:
                return CommonType(a.Element, b.Element) is { } element ? TrinoType.Array(element) : null;
            case TypeKind.Map:
                return CommonType(a.Key, b.Key) is { } key && CommonType(a.Value, b.Value) is { } value ? TrinoType.Map(key, value) : null;
            case TypeKind.Row:
                if (a.Arguments.Count != b.Arguments.Count)
                    return null;
                var fields = a.Arguments.Zip(b.Arguments, CommonType).ToArray();
                if (fields.Any(f => f is null))
                    return null;
                return TrinoType.Row(fields!, [.. a.FieldNames.Zip(b.FieldNames, (x, y) => x == y ? x : null)]);
            default:
                return a;
        }
    }

    private static TrinoType CommonNumber(TrinoType a, TrinoType b)
    {
        if (a.Kind == TypeKind.Double || b.Kind == TypeKind.Double)
            return TrinoType.Double;
        if (a.Kind == TypeKind.Real || b.Kind == TypeKind.Real)
            return TrinoType.Real;
        if (a.Kind != TypeKind.Decimal && b.Kind != TypeKind.Decimal)
            return a.Kind > b.Kind ? a : b;
        var (x, y) = (AsDecimal(a), AsDecimal(b));
        var scale = Math.Max(x.Scale, y.Scale);
        return TrinoType.Decimal(Math.Min(38, Math.Max(x.Precision - x.Scale, y.Precision - y.Scale) + scale), scale);
    }

    private static bool SameFamily(TrinoType a, TrinoType b) =>
        a.Kind == b.Kind
        && (a.Kind != TypeKind.Row || a.Arguments.Count == b.Arguments.Count)
        && a.Arguments.Zip(b.Arguments).All(p => SameFamily(p.First, p.Second));

    /// <summary>Whether the target is too small; lengths of text and zones never stand in the way, as they do not change what is stored.</summary>
    private static bool Narrows(TrinoType common, TrinoType to) =>
        common.Kind switch
        {
            TypeKind.Decimal => !common.Equals(to),
            TypeKind.Varchar => to.Precision != TrinoType.Unbounded && !common.Equals(to),
            TypeKind.Timestamp or TypeKind.TimestampTz => common.Precision > to.Precision,
            _ => common.Arguments.Zip(to.Arguments).Any(p => Narrows(p.First, p.Second)),
        };

    private static int Rank(TypeKind kind) =>
        kind switch
        {
            TypeKind.Date => 1,
            TypeKind.Timestamp => 2,
            TypeKind.TimestampTz => 3,
            _ => 0,
        };
}
