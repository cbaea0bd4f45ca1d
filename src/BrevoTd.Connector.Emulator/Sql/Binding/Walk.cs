using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Visits an expression's parts, but not the queries inside it.</summary>
internal static class Walk
{
    public static IEnumerable<Expr> Children(Expr expression)
    {
        switch (expression)
        {
            case FieldExpr e:
                return [e.Base];
            case UnaryExpr e:
                return [e.Operand];
            case BinaryExpr e:
                return [e.Left, e.Right];
            case LogicalExpr e:
                return e.Terms;
            case NotExpr e:
                return [e.Operand];
            case ComparisonExpr e:
                return [e.Left, e.Right];
            case QuantifiedExpr e:
                return [e.Left];
            case DistinctFromExpr e:
                return [e.Left, e.Right];
            case IsNullExpr e:
                return [e.Operand];
            case BetweenExpr e:
                return [e.Operand, e.Low, e.High];
            case InListExpr e:
                return [e.Operand, .. e.Items];
            case InQueryExpr e:
                return [e.Operand];
            case LikeExpr e:
                return e.Escape is null ? [e.Operand, e.Pattern] : [e.Operand, e.Pattern, e.Escape];
            case CaseExpr e:
                var parts = e.Branches.SelectMany(b => new[] { b.When, b.Then });
                return new[] { e.Operand, e.Else }.OfType<Expr>().Concat(parts);
            case CastExpr e:
                return [e.Operand];
            case LambdaExpr e:
                return [e.Body];
            case SubscriptExpr e:
                return [e.Base, e.Index];
            case ArrayExpr e:
                return e.Items;
            case RowExpr e:
                return e.Items;
            case AtTimeZoneExpr e:
                return [e.Operand, e.Zone];
            case CallExpr e:
                IEnumerable<Expr> all = [.. e.Arguments, .. e.OrderBy.Select(o => o.Key)];
                if (e.Filter is not null)
                    all = all.Append(e.Filter);
                if (e.Over is not null)
                    all = all.Concat(e.Over.PartitionBy).Concat(e.Over.OrderBy.Select(o => o.Key));
                return all;
            default:
                return [];
        }
    }

    /// <summary>The expression itself or the first part that fits; null when none does.</summary>
    public static Expr? Find(Expr expression, Func<Expr, bool> fits)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (fits(expression))
            return expression;
        foreach (var child in Children(expression))
        {
            if (Find(child, fits) is { } found)
                return found;
        }
        return null;
    }
}
