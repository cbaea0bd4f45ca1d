using System.Collections.Immutable;

namespace BrevoTd.Connector.Emulator.Sql;

/// <content>Checks that a grouped query uses only keys and aggregates.</content>
internal sealed partial class Binder
{
    private void CheckGrouping(
        SelectBody select,
        Query query,
        List<Expr?> items,
        List<OutputColumn> columns,
        List<Bound> values,
        Scope scope,
        HashSet<string> groups
    )
    {
        var order = query.OrderBy.Where(o => !IsResultColumn(o.Key, columns)).Select(o => o.Key).ToArray();
        var all = items.OfType<Expr>().Concat(select.Having is null ? [] : [select.Having]).Concat(order).ToArray();
        foreach (var expression in all)
            CheckNesting(expression, inside: null);
        if (select.GroupBy.Count == 0 && select.Having is null && !all.Any(e => Walk.Find(e, IsPlainAggregate) is not null))
            return;
        var sorted = WithAliases(columns, values, scope);
        var names = columns.Select(c => c.Name).OfType<string>().ToImmutableHashSet();
        foreach (var expression in all)
        {
            // A result column's name in ORDER BY stands for an expression that is checked anyway.
            var isOrder = order.Contains(expression, ReferenceEqualityComparer.Instance);
            if (!IsGrouped(expression, isOrder ? sorted : scope, groups, isOrder ? names : [], inLambda: false))
                throw expression.At.Error($"'{ExprText.Of(expression)}' must be an aggregate expression or appear in GROUP BY clause");
        }
    }

    private static bool IsResultColumn(Expr key, List<OutputColumn> columns) =>
        key is NumberExpr { Kind: TokenKind.Integer }
        || (key is NameExpr { Parts.Count: 1 } name && columns.Any(c => c.Name == name.Parts[0].Name));

    private static bool IsPlainAggregate(Expr expression) =>
        expression is CallExpr { Over: null, OverName: null } call
        && (call.Name == "grouping" || FunctionCatalog.Find(call.Name)?.Kind == FunctionKind.Aggregate);

    private static void CheckNesting(Expr expression, string? inside)
    {
        if (IsPlainAggregate(expression))
        {
            var call = (CallExpr)expression;
            if (inside is not null)
                throw call.At.Error($"Cannot nest aggregations inside aggregation '{inside}': [{ExprText.Of(call)}]");
            inside = call.Name;
        }
        foreach (var child in Walk.Children(expression))
            CheckNesting(child, inside);
    }

    /// <summary>Whether the expression is the same in every row of a group; <paramref name="free"/> are names that always are.</summary>
    private bool IsGrouped(Expr expression, Scope scope, HashSet<string> groups, ImmutableHashSet<string> free, bool inLambda)
    {
        switch (expression)
        {
            case NameExpr name:
                return free.Contains(name.Parts[0].Name) || IsGroupedName(name, scope, groups);
            case LambdaExpr lambda:
                return IsGrouped(lambda.Body, scope, groups, free.Union(lambda.Parameters.Select(p => p.Name)), inLambda: true);
        }
        if (IsPlainAggregate(expression))
            return true;
        var children = Walk.Children(expression).ToArray();
        if (children.Length == 0)
            return true;
        if (!inLambda && expression is not CallExpr { Over: not null } && groups.Contains(Bind(expression, scope).Sql))
            return true;
        return children.All(c => IsGrouped(c, scope, groups, free, inLambda));
    }

    private bool IsGroupedName(NameExpr name, Scope scope, HashSet<string> groups)
    {
        var (field, count, found) = Resolve(name, scope);
        if (!ReferenceEquals(found.Query, scope.Query))
            return true;
        // A grouped row gives its fields too.
        return groups.Contains(field.Sql) || (count < name.Parts.Count && groups.Contains(Bind(name, scope).Sql));
    }
}
