namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Short expressions as Trino's messages show them.</summary>
internal static class ExprText
{
    public static string Of(Expr expression) =>
        expression switch
        {
            NameExpr name => string.Join('.', name.Parts.Select(p => p.Name)),
            NumberExpr number => number.Text,
            TextExpr text => Names.Text(text.Value),
            NullExpr => "null",
            BooleanExpr flag => flag.Value ? "true" : "false",
            BinaryExpr binary => $"({Of(binary.Left)} {binary.Operator} {Of(binary.Right)})",
            ComparisonExpr comparison => $"({Of(comparison.Left)} {comparison.Operator} {Of(comparison.Right)})",
            LogicalExpr logical => $"({string.Join(logical.IsAnd ? " AND " : " OR ", logical.Terms.Select(Of))})",
            NotExpr not => $"(NOT {Of(not.Operand)})",
            UnaryExpr unary => (unary.Negate ? "-" : "+") + Of(unary.Operand),
            CastExpr cast => $"CAST({Of(cast.Operand)} AS {cast.Type})",
            SubscriptExpr subscript => $"{Of(subscript.Base)}[{Of(subscript.Index)}]",
            FieldExpr field => $"{Of(field.Base)}.{field.Field.Name}",
            CallExpr { Star: true } call => $"{call.Name}(*)",
            CallExpr call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Of))})",
            _ => "expression",
        };
}
