using System.Globalization;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Emulator.Sql;

/// <content>Names, literals, casts, conditions and subqueries.</content>
internal sealed partial class Binder
{
    /// <summary>Binds an expression; the result may stand anywhere as an operand.</summary>
    public Bound Bind(Expr expression, Scope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case NullExpr:
                return new Bound("NULL", TrinoType.Unknown) { IsLiteral = true };
            case BooleanExpr e:
                return new Bound(e.Value ? "true" : "false", TrinoType.Boolean) { IsLiteral = true };
            case NumberExpr e:
                return BindNumber(e, negative: false);
            case UnaryExpr { Negate: true, Operand: NumberExpr number }:
                return BindNumber(number, negative: true);
            case TextExpr e:
                return new Bound(Names.Text(e.Value), TrinoType.VarcharOf(CodePoints(e.Value))) { Text = e.Value, IsLiteral = true };
            case BinaryLiteralExpr e:
                return BindBinary(e);
            case TypedTextExpr e:
                return Literals.Typed(e);
            case IntervalExpr e:
                return Literals.Interval(e);
            case NameExpr e:
                return BindName(e, scope);
            case FieldExpr e:
                return Dereference(Bind(e.Base, scope), e.Field);
            case UnaryExpr e:
                return BindSign(e, scope);
            case BinaryExpr e:
                return BindBinaryOperator(e, scope);
            case LogicalExpr e:
                var terms = e.Terms.Select(t => Condition(t, scope)).ToArray();
                return new Bound(Balanced(terms, e.IsAnd ? " AND " : " OR "), TrinoType.Boolean);
            case NotExpr e:
                return new Bound($"(NOT {Condition(e.Operand, scope)})", TrinoType.Boolean);
            case IsNullExpr e:
                return new Bound($"({Bind(e.Operand, scope).Sql} IS {(e.Not ? "NOT " : "")}NULL)", TrinoType.Boolean);
            case ComparisonExpr e:
                return Compare(e.Operator, Bind(e.Left, scope), Bind(e.Right, scope), e.At);
            case DistinctFromExpr e:
                return BindDistinctFrom(e, scope);
            case BetweenExpr e:
                return BindBetween(e, scope);
            case InListExpr e:
                return BindInList(e, scope);
            case InQueryExpr e:
                return BindInQuery(e, scope);
            case QuantifiedExpr e:
                return BindQuantified(e, scope);
            case LikeExpr e:
                return BindLike(e, scope);
            case ExistsExpr e:
                return new Bound($"(EXISTS ({BindQuery(e.Query, Outer(scope, e.At)).Sql}))", TrinoType.Boolean);
            case SubqueryExpr e:
                return BindScalarQuery(e, scope);
            case CaseExpr e:
                return BindCase(e, scope);
            case CastExpr e:
                return BindCast(e, scope);
            case SubscriptExpr e:
                return BindSubscript(Bind(e.Base, scope), Bind(e.Index, scope), e.At);
            case ArrayExpr e:
                return BindArray(e, scope);
            case RowExpr e:
                return BindRow(e, scope);
            case AtTimeZoneExpr e:
                return DateTimeFunctions.AtTimeZone(this, Bind(e.Operand, scope), Bind(e.Zone, scope), e.At);
            case CurrentExpr e:
                return Literals.Current(e, Session);
            case CallExpr e:
                return BindCall(e, scope);
            case LambdaExpr e:
                throw e.At.Error("Lambda expression should always be used inside a function");
            default:
                throw expression.At.Error("The expression is not supported by the emulator");
        }
    }

    /// <summary>The value as the other type, by Trino's implicit conversion.</summary>
    public string Convert(Bound value, TrinoType type, Position at) =>
        Casts.Find(value.Sql, value.Type, type, _lambdaDepth) ?? throw at.Error($"Cannot convert {value.Type} to {type}");

    /// <summary>DuckDB's parser nests a chain to the left and gives up when it is long; halves of halves stay shallow.</summary>
    private static string Balanced(ReadOnlySpan<string> terms, string word) =>
        terms.Length == 1
            ? terms[0]
            : $"({Balanced(terms[..(terms.Length / 2)], word)}{word}{Balanced(terms[(terms.Length / 2)..], word)})";

    private string Condition(Expr expression, Scope scope)
    {
        var value = Bind(expression, scope);
        return value.Type.Kind is TypeKind.Boolean or TypeKind.Unknown
            ? value.Sql
            : throw expression.At.Error($"Logical expression term must evaluate to a boolean (actual: {value.Type})");
    }

    private static Bound BindNumber(NumberExpr number, bool negative)
    {
        var sign = negative ? "-" : "";
        switch (number.Kind)
        {
            case TokenKind.Integer:
                if (!long.TryParse(sign + number.Text, CultureInfo.InvariantCulture, out var value))
                    throw number.At.Error($"Invalid numeric literal: {number.Text}");
                var type = value is >= int.MinValue and <= int.MaxValue ? TrinoType.Integer : TrinoType.BigInt;
                return new Bound(string.Create(CultureInfo.InvariantCulture, $"CAST({value} AS {type.ToDuckDb()})"), type)
                {
                    Number = value,
                    IsLiteral = true,
                };
            case TokenKind.Decimal:
                return Literals.Decimal(sign + number.Text, number.At);
            default:
                return new Bound($"CAST('{sign}{number.Text}' AS DOUBLE)", TrinoType.Double) { IsLiteral = true };
        }
    }

    private static Bound BindBinary(BinaryLiteralExpr literal)
    {
        var hex = string.Concat(literal.Hex.Where(c => !char.IsWhiteSpace(c)));
        return hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit)
            ? new Bound($"from_hex('{hex}')", TrinoType.Varbinary) { IsLiteral = true }
            : throw literal.At.Error("Binary literal must contain an even number of hexadecimal digits");
    }

    private static Bound BindName(NameExpr name, Scope scope)
    {
        var (field, count, _) = Resolve(name, scope);
        var value = new Bound(field.Sql, field.Type);
        for (var i = count; i < name.Parts.Count; i++)
            value = Dereference(value, name.Parts[i]);
        return value;
    }

    /// <summary>What a name means: the field, how many parts of the name it takes, and where it was found.</summary>
    private static (Field Field, int Parts, Scope Scope) Resolve(NameExpr name, Scope scope)
    {
        for (var at = scope; at is not null; at = at.Parent)
        {
            for (var count = name.Parts.Count; count > 0; count--)
            {
                var found = at.Fields.Where(f => f.Matches(name.Parts, count)).ToArray();
                if (found.Length > 1)
                    throw name.At.Error($"Column '{ExprText.Of(name)}' is ambiguous");
                if (found.Length == 1)
                    return (found[0], count, at);
            }
        }
        throw name.At.Error($"Column '{ExprText.Of(name)}' cannot be resolved");
    }

    private static Bound Dereference(Bound value, Identifier field)
    {
        if (value.Type.Kind != TypeKind.Row)
            throw field.At.Error($"Expression of type {value.Type} is not a row, so it has no field '{field.Name}'");
        for (var i = 0; i < value.Type.Arguments.Count; i++)
        {
            if (value.Type.FieldNames[i] == field.Name)
                return new Bound($"struct_extract({value.Sql}, '{TrinoType.StorageField(i)}')", value.Type.Arguments[i]);
        }
        throw field.At.Error($"Column '{field.Name}' cannot be resolved");
    }

    private Bound BindBetween(BetweenExpr e, Scope scope)
    {
        var (value, low, high) = (Bind(e.Operand, scope), Bind(e.Low, scope), Bind(e.High, scope));
        var both = $"({Compare(">=", value, low, e.At).Sql} AND {Compare("<=", value, high, e.At).Sql})";
        return new Bound(e.Not ? $"(NOT {both})" : both, TrinoType.Boolean);
    }

    private Bound BindInList(InListExpr e, Scope scope)
    {
        var value = Bind(e.Operand, scope);
        var items = e.Items.Select(i => Bind(i, scope)).ToArray();
        var type = value.Type;
        foreach (var item in items)
            type =
                Coercion.CommonType(type, item.Type)
                ?? throw e.At.Error($"IN value and list items must be the same type: {value.Type}, {item.Type}");
        string sql;
        if (type.IsFloating || type.Arguments.Count > 0 || type.Kind == TypeKind.Json)
            sql = Balanced(items.Select(i => Compare("=", value, i, e.At).Sql).ToArray(), " OR ");
        else
            sql = $"({Convert(value, type, e.At)} IN ({string.Join(", ", items.Select(i => Convert(i, type, e.At)))}))";
        return new Bound(e.Not ? $"(NOT {sql})" : sql, TrinoType.Boolean);
    }

    private Bound BindInQuery(InQueryExpr e, Scope scope)
    {
        var value = Bind(e.Operand, scope);
        var (type, query) = BindOneColumn(e.Query, value, scope, e.At);
        return new Bound($"({Convert(value, type, e.At)} {(e.Not ? "NOT " : "")}IN ({query}))", TrinoType.Boolean);
    }

    private Bound BindQuantified(QuantifiedExpr e, Scope scope)
    {
        var value = Bind(e.Left, scope);
        var (type, query) = BindOneColumn(e.Query, value, scope, e.At);
        return new Bound($"({Convert(value, type, e.At)} {e.Operator} {(e.IsAll ? "ALL" : "ANY")} ({query}))", TrinoType.Boolean);
    }

    private (TrinoType Type, string Sql) BindOneColumn(Query subquery, Bound value, Scope scope, Position at)
    {
        var query = BindQuery(subquery, Outer(scope, at));
        if (query.Columns.Count != 1)
            throw at.Error($"Multiple columns returned by subquery are not yet supported. Found {query.Columns.Count}");
        var type =
            Coercion.CommonType(value.Type, query.Columns[0].Type)
            ?? throw at.Error($"value and result of subquery must be of the same type: {value.Type} vs {query.Columns[0].Type}");
        if (type.Arguments.Count > 0)
            throw at.Error($"A subquery of type {type} in a condition is not supported by the emulator");
        return (type, Coerce(query, [query.Columns[0] with { Type = type }], at).Sql);
    }

    private Bound BindScalarQuery(SubqueryExpr e, Scope scope)
    {
        var query = BindQuery(e.Query, Outer(scope, e.At));
        return query.Columns.Count == 1
            ? new Bound($"({query.Sql})", query.Columns[0].Type)
            : throw e.At.Error($"Multiple columns returned by subquery are not yet supported. Found {query.Columns.Count}");
    }

    private static Scope Outer(Scope scope, Position at) =>
        scope.IsLambda ? throw at.Error("A subquery inside a lambda expression is not supported by the emulator") : scope;

    private Bound BindLike(LikeExpr e, Scope scope)
    {
        var (value, pattern) = (Bind(e.Operand, scope), Bind(e.Pattern, scope));
        if (value.Type.Kind is not (TypeKind.Varchar or TypeKind.Unknown))
            throw e.Operand.At.Error($"Left side of LIKE expression must evaluate to a varchar (actual: {value.Type})");
        if (pattern.Type.Kind is not (TypeKind.Varchar or TypeKind.Unknown))
            throw e.Pattern.At.Error($"Pattern for LIKE expression must evaluate to a varchar (actual: {pattern.Type})");
        var escape = e.Escape is null
            ? null
            : Bind(e.Escape, scope).Text ?? throw e.Escape.At.Error("Only a literal can be an escape in the emulator");
        if (escape is not null && escape.Length != 1)
            throw e.Escape!.At.Error("Escape string must be a single character");
        if (escape is not null && pattern.Text is { } text)
            CheckEscapes(text, escape[0], e.Pattern.At);
        var sql = $"({value.Sql} {(e.Not ? "NOT " : "")}LIKE {pattern.Sql}{(escape is null ? "" : $" ESCAPE {Names.Text(escape)}")})";
        return new Bound(sql, TrinoType.Boolean);
    }

    private static void CheckEscapes(string pattern, char escape, Position at)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != escape)
                continue;
            if (++i == pattern.Length || (pattern[i] != '%' && pattern[i] != '_' && pattern[i] != escape))
                throw at.Error("Escape character must be followed by '%', '_' or the escape character itself");
        }
    }

    private Bound BindCase(CaseExpr e, Scope scope)
    {
        var operand = e.Operand is null ? null : Bind(e.Operand, scope);
        var conditions = e
            .Branches.Select(b => operand is null ? Condition(b.When, scope) : Compare("=", operand, Bind(b.When, scope), b.When.At).Sql)
            .ToArray();
        var results = e.Branches.Select(b => Bind(b.Then, scope)).ToList();
        if (e.Else is not null)
            results.Add(Bind(e.Else, scope));
        var type = CommonType(results, e.At, "All CASE results must be the same type or coercible to a common type");
        var sql = string.Join(" ", conditions.Select((c, i) => $"WHEN {c} THEN {Convert(results[i], type, e.At)}"));
        var otherwise = e.Else is null ? "" : $" ELSE {Convert(results[^1], type, e.At)}";
        return new Bound($"(CASE {sql}{otherwise} END)", type);
    }

    /// <summary>The type that all values become.</summary>
    public static TrinoType CommonType(IReadOnlyList<Bound> values, Position at, string error)
    {
        var type = values[0].Type;
        foreach (var value in values)
            type =
                Coercion.CommonType(type, value.Type)
                ?? throw at.Error($"{error}. Cannot find common type between {type} and {value.Type}");
        return type;
    }

    private Bound BindCast(CastExpr e, Scope scope)
    {
        var value = Bind(e.Operand, scope);
        TrinoType type;
        try
        {
            type = TypeText.Parse(e.Type);
        }
        catch (SqlFailedException error)
        {
            throw e.At.Error(error.Message);
        }
        if (type.Kind == TypeKind.TimestampTz)
            type = Literals.ZoneOfCast(value, type);
        string? sql;
        try
        {
            sql = Casts.Find(value.Sql, value.Type, type, _lambdaDepth);
        }
        catch (SqlFailedException error)
        {
            throw e.At.Error(error.Message);
        }
        if (sql is null)
            throw e.At.Error($"Cannot cast {value.Type} to {type}");
        return new Bound(e.IsTry ? $"TRY({sql})" : sql, type);
    }

    private Bound BindArray(ArrayExpr e, Scope scope)
    {
        if (e.Items.Count == 0)
            return new Bound("CAST([] AS INTEGER[])", TrinoType.Array(TrinoType.Unknown));
        var items = e.Items.Select(i => Bind(i, scope)).ToArray();
        var type = CommonType(items, e.At, "All ARRAY elements must be the same type or coercible to a common type");
        return new Bound($"list_value({string.Join(", ", items.Select(i => Convert(i, type, e.At)))})", TrinoType.Array(type));
    }

    private Bound BindRow(RowExpr e, Scope scope)
    {
        var items = e.Items.Select(i => Bind(i, scope)).ToArray();
        var fields = items.Select((v, i) => $"{TrinoType.StorageField(i)} := {v.Sql}");
        return new Bound(
            $"struct_pack({string.Join(", ", fields)})",
            TrinoType.Row([.. items.Select(i => i.Type)], [.. items.Select(_ => (string?)null)])
        );
    }

    private static Bound BindSubscript(Bound value, Bound index, Position at)
    {
        switch (value.Type.Kind)
        {
            case TypeKind.Array when index.Type.IsInteger:
                return new Bound(
                    $"list_extract({value.Sql}, td_subscript(CAST({index.Sql} AS BIGINT), len({value.Sql})))",
                    value.Type.Element
                );
            case TypeKind.Map when Coercion.Can(index.Type, value.Type.Key):
                var key = Casts.Find(index.Sql, index.Type, value.Type.Key, 0)!;
                var text = Casts.Find(key, value.Type.Key, TrinoType.Varchar, 0) ?? "'the key'";
                return new Bound(
                    $"(CASE WHEN td_has_key(map_contains({value.Sql}, {key}), {text}) THEN map_extract_value({value.Sql}, {key}) END)",
                    value.Type.Value
                );
            case TypeKind.Row when index.Number is { } place && place >= 1 && place <= value.Type.Arguments.Count:
                var field = (int)place - 1;
                return new Bound($"struct_extract({value.Sql}, '{TrinoType.StorageField(field)}')", value.Type.Arguments[field]);
            default:
                throw at.Error($"Cannot use {index.Type} for subscript of {value.Type}");
        }
    }

    private static int CodePoints(string text) => text.Length - text.Count(char.IsLowSurrogate);
}
