using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <content>Comparison, arithmetic and concatenation.</content>
internal sealed partial class Binder
{
    private bool _dividesByZero;

    private string Prefix => _dividesByZero ? "td_try_" : "td_";

    /// <summary>Binds an expression in which a division by zero gives NULL.</summary>
    public Bound BindWithoutDivisionError(Expr expression, Scope scope)
    {
        var outside = _dividesByZero;
        _dividesByZero = true;
        try
        {
            return Bind(expression, scope);
        }
        finally
        {
            _dividesByZero = outside;
        }
    }

    /// <summary>Compares two values as Trino does: NaN equals nothing, a NULL inside an array makes the answer unknown.</summary>
    public Bound Compare(string sign, Bound left, Bound right, Position at)
    {
        var type = Coercion.CommonType(left.Type, right.Type) ?? throw at.Error($"Cannot apply operator: {left.Type} {sign} {right.Type}");
        var (a, b) = (Convert(left, type, at), Convert(right, type, at));
        if (type.Arguments.Count > 0)
        {
            if (sign is not ("=" or "<>") || HasMap(type))
                throw at.Error($"Cannot apply operator: {type} {sign} {type} (not supported by the emulator)");
            var equal = Equal(a, b, type, _lambdaDepth);
            return new Bound(sign == "=" ? equal : $"(NOT {equal})", TrinoType.Boolean);
        }
        if (type.Kind == TypeKind.Json)
        {
            if (sign is not ("=" or "<>"))
                throw at.Error($"Cannot apply operator: {type} {sign} {type}");
            (a, b) = ($"td_json_canonical(CAST({a} AS VARCHAR))", $"td_json_canonical(CAST({b} AS VARCHAR))");
        }
        var plain = $"({a} {sign} {b})";
        if (!type.IsFloating)
            return new Bound(plain, TrinoType.Boolean);
        // DuckDB sorts NaN above everything and finds it equal to itself.
        var guard = sign switch
        {
            "=" => NotNaN(left, a) ?? "",
            "<>" => OrNaN(left, right, a),
            "<" or "<=" => NotNaN(right, b) ?? "",
            _ => NotNaN(left, a) ?? "",
        };
        return new Bound(guard.Length == 0 ? plain : $"({plain}{guard})", TrinoType.Boolean);
    }

    private static string? NotNaN(Bound value, string sql) => value.IsLiteral ? null : $" AND NOT isnan({sql})";

    private static string OrNaN(Bound left, Bound right, string sql) => left.IsLiteral || right.IsLiteral ? "" : $" OR isnan({sql})";

    private static bool HasMap(TrinoType type) => type.Kind == TypeKind.Map || type.Arguments.Any(HasMap);

    private static string Equal(string a, string b, TrinoType type, int depth)
    {
        switch (type.Kind)
        {
            case TypeKind.Array:
                var i = $"e{depth}";
                var items = Equal($"list_extract({a}, {i})", $"list_extract({b}, {i})", type.Element, depth + 1);
                return $"(CASE WHEN len({a}) <> len({b}) THEN false WHEN len({a}) = len({b}) THEN "
                    + $"list_reduce(list_transform(range(1, len({a}) + 1), lambda {i}: {items}), lambda x{depth}, y{depth}: x{depth} AND y{depth}, true) END)";
            case TypeKind.Row:
                var fields = type.Arguments.Select(
                    (t, n) =>
                        Equal(
                            $"struct_extract({a}, '{TrinoType.StorageField(n)}')",
                            $"struct_extract({b}, '{TrinoType.StorageField(n)}')",
                            t,
                            depth
                        )
                );
                return $"({string.Join(" AND ", fields)})";
            default:
                return type.IsFloating ? $"({a} = {b} AND NOT isnan({a}))" : $"({a} = {b})";
        }
    }

    private Bound BindDistinctFrom(DistinctFromExpr e, Scope scope)
    {
        var (left, right) = (Bind(e.Left, scope), Bind(e.Right, scope));
        var type =
            Coercion.CommonType(left.Type, right.Type)
            ?? throw e.At.Error($"Cannot apply operator: {left.Type} IS DISTINCT FROM {right.Type}");
        return new Bound(
            $"({Convert(left, type, e.At)} IS {(e.Not ? "NOT " : "")}DISTINCT FROM {Convert(right, type, e.At)})",
            TrinoType.Boolean
        );
    }

    private Bound BindSign(UnaryExpr e, Scope scope)
    {
        var value = Bind(e.Operand, scope);
        if (!value.Type.IsNumeric && value.Type.Kind is not (TypeKind.IntervalDay or TypeKind.IntervalYear))
            throw e.At.Error($"Cannot negate {value.Type}");
        return e.Negate ? value with { Sql = $"(-{value.Sql})", Number = null } : value;
    }

    private Bound BindBinaryOperator(BinaryExpr e, Scope scope)
    {
        var (left, right) = (Bind(e.Left, scope), Bind(e.Right, scope));
        return e.Operator == "||" ? Concat(left, right, e.At) : Arithmetic(e.Operator, left, right, e.At);
    }

    public Bound Arithmetic(string sign, Bound left, Bound right, Position at)
    {
        if (left.Type.Kind == TypeKind.Unknown && right.Type.IsNumeric)
            left = new Bound($"CAST(NULL AS {right.Type.ToDuckDb()})", right.Type);
        else if (right.Type.Kind == TypeKind.Unknown && left.Type.IsNumeric)
            right = new Bound($"CAST(NULL AS {left.Type.ToDuckDb()})", left.Type);
        if (!left.Type.IsNumeric || !right.Type.IsNumeric)
            return Literals.TimeArithmetic(sign, left, right) ?? throw at.Error($"Cannot apply operator: {left.Type} {sign} {right.Type}");
        var type = Coercion.CommonType(left.Type, right.Type)!;
        var (a, b) = (Convert(left, type, at), Convert(right, type, at));
        if (type.Kind == TypeKind.Decimal)
            return DecimalArithmetic(sign, left, right, at);
        if (type.IsFloating)
            return new Bound($"({a} {sign} {b})", type);
        return sign switch
        {
            "/" => new Bound($"CAST({Prefix}divide(CAST({a} AS BIGINT), CAST({b} AS BIGINT)) AS {type.ToDuckDb()})", type),
            "%" => new Bound($"CAST({Prefix}modulo(CAST({a} AS BIGINT), CAST({b} AS BIGINT)) AS {type.ToDuckDb()})", type),
            _ => new Bound($"({a} {sign} {b})", type),
        };
    }

    /// <summary>Precision and scale of a result follow Trino's rules; DuckDB would divide decimals as doubles.</summary>
    private Bound DecimalArithmetic(string sign, Bound left, Bound right, Position at)
    {
        var (a, b) = (Coercion.AsDecimal(left.Type), Coercion.AsDecimal(right.Type));
        var (x, y) = (Convert(left, a, at), Convert(right, b, at));
        var (p1, s1, p2, s2) = (a.Precision, a.Scale, b.Precision, b.Scale);
        var scale = Math.Max(s1, s2);
        switch (sign)
        {
            case "+" or "-":
            {
                var type = TrinoType.Decimal(Math.Min(38, Math.Max(p1 - s1, p2 - s2) + scale + 1), scale);
                return new Bound($"({Casts.Find(x, a, type, 0)} {sign} {Casts.Find(y, b, type, 0)})", type) is var sum
                    ? sum with
                    {
                        Sql = $"CAST({sum.Sql} AS {type.ToDuckDb()})",
                    }
                    : sum;
            }
            case "*":
            {
                if (s1 + s2 > 38)
                    throw at.Error("DECIMAL scale of a product must be at most 38");
                var type = TrinoType.Decimal(Math.Min(38, p1 + p2), s1 + s2);
                var text = string.Create(CultureInfo.InvariantCulture, $"td_decimal_multiply(CAST({x} AS VARCHAR), CAST({y} AS VARCHAR))");
                var product = p1 + p2 <= 38 ? $"({x} * {y})" : text;
                return new Bound($"CAST({product} AS {type.ToDuckDb()})", type);
            }
            case "/":
            {
                var type = TrinoType.Decimal(Math.Min(38, p1 + s2 + Math.Max(s2 - s1, 0)), scale);
                return new Bound(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"CAST({Prefix}decimal_divide(CAST({x} AS VARCHAR), CAST({y} AS VARCHAR), {scale}) AS {type.ToDuckDb()})"
                    ),
                    type
                );
            }
            default:
            {
                var type = TrinoType.Decimal(Math.Min(p2 - s2, p1 - s1) + scale is var p && p > 0 ? Math.Min(38, p) : 1, scale);
                return new Bound($"CAST({Prefix}decimal_modulo(CAST({x} AS VARCHAR), CAST({y} AS VARCHAR)) AS {type.ToDuckDb()})", type);
            }
        }
    }

    public Bound Concat(Bound left, Bound right, Position at)
    {
        var (a, b) = (left.Type, right.Type);
        if (a.Kind == TypeKind.Array || b.Kind == TypeKind.Array)
            return ConcatArrays(left, right, at);
        if (a.Kind == TypeKind.Varbinary && b.Kind == TypeKind.Varbinary)
            return new Bound($"CAST(({left.Sql} || {right.Sql}) AS BLOB)", TrinoType.Varbinary);
        if (a.Kind is not (TypeKind.Varchar or TypeKind.Unknown) || b.Kind is not (TypeKind.Varchar or TypeKind.Unknown))
            throw at.Error($"Cannot apply operator: {a} || {b}");
        // DuckDB takes a constant NULL in a concatenation for an integer.
        return new Bound(
            $"CAST(({Convert(left, TrinoType.Varchar, at)} || {Convert(right, TrinoType.Varchar, at)}) AS VARCHAR)",
            TrinoType.Varchar
        );
    }

    private Bound ConcatArrays(Bound left, Bound right, Position at)
    {
        // An array beside one value takes it in; DuckDB would take NULL for an empty array.
        if (left.Type.Kind == TypeKind.Array && right.Type.Kind == TypeKind.Array && Coercion.CommonType(left.Type, right.Type) is { } both)
        {
            var (a, b) = (Convert(left, both, at), Convert(right, both, at));
            return new Bound($"(CASE WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN list_concat({a}, {b}) END)", both);
        }
        var (array, item, first) = left.Type.Kind == TypeKind.Array ? (left, right, false) : (right, left, true);
        var element =
            Coercion.CommonType(array.Type.Element, item.Type) ?? throw at.Error($"Cannot apply operator: {left.Type} || {right.Type}");
        var type = TrinoType.Array(element);
        var (list, one) = (Convert(array, type, at), $"list_value({Convert(item, element, at)})");
        var joined = first ? $"list_concat({one}, {list})" : $"list_concat({list}, {one})";
        return new Bound($"(CASE WHEN {list} IS NOT NULL THEN {joined} END)", type);
    }
}
