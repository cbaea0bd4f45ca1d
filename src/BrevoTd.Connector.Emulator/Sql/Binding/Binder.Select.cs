using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <content>SELECT … FROM … WHERE … GROUP BY … HAVING … ORDER BY … LIMIT.</content>
internal sealed partial class Binder
{
    private BoundQuery BindSelect(SelectBody select, Query query, Scope? outer)
    {
        var outsideWindows = _windows;
        _windows = select.Windows;
        var from = select.From is null ? null : BindRelation(select.From, outer);
        var scope = from is null ? Scope.Empty(outer) : new Scope(outer, from.Fields);
        var (items, columns, values) = BindItems(select, scope);

        var where = "";
        if (select.Where is not null)
        {
            Refuse(select.Where, "WHERE clause");
            where = " WHERE " + BindCondition(select.Where, scope, "WHERE clause");
        }
        var groups = new HashSet<string>(StringComparer.Ordinal);
        var groupBy = select.GroupBy.Count == 0 ? "" : " GROUP BY " + BindGroups(select, items, values, scope, groups);
        var having = select.Having is null ? "" : " HAVING " + BindCondition(select.Having, scope, "HAVING clause");
        var order =
            query.OrderBy.Count == 0
                ? ""
                : " ORDER BY " + string.Join(", ", query.OrderBy.Select(i => BindSort(i, columns, items, scope, values, select.Distinct)));

        CheckGrouping(select, query, items, columns, values, scope, groups);
        var list = string.Join(", ", values.Select((v, i) => $"{v.Sql} AS {Place(i)}"));
        var sql =
            $"SELECT {(select.Distinct ? "DISTINCT " : "")}{list}{(from is null ? "" : " FROM " + from.Sql)}{where}{groupBy}{having}{order}"
            + BindLimit(query, scope);
        _windows = outsideWindows;
        return new BoundQuery(sql, columns);
    }

    private (List<Expr?> Items, List<OutputColumn> Columns, List<Bound> Values) BindItems(SelectBody select, Scope scope)
    {
        var items = new List<Expr?>();
        var columns = new List<OutputColumn>();
        var values = new List<Bound>();
        foreach (var item in select.Items)
        {
            if (item.Expression is not null)
            {
                var value = Bind(item.Expression, scope);
                var name = item.Alias?.Name ?? NameOf(item.Expression);
                items.Add(item.Expression);
                columns.Add(new OutputColumn(name, value.Type));
                values.Add(value);
                continue;
            }
            foreach (var field in Expand(item, select, scope))
            {
                items.Add(new NameExpr([.. field.Qualifier.Append(field.Name ?? "").Select(n => new Identifier(n, item.At))], item.At));
                columns.Add(new OutputColumn(field.Name, field.Type));
                values.Add(new Bound(field.Sql, field.Type));
            }
        }
        return (items, columns, values);
    }

    private static Field[] Expand(SelectItem star, SelectBody select, Scope scope)
    {
        if (select.From is null)
            throw star.At.Error("SELECT * not allowed in queries without FROM clause");
        var fields = scope
            .Fields.Where(f => star.StarPrefix.Count == 0 || f.HasQualifier(star.StarPrefix, star.StarPrefix.Count))
            .ToArray();
        return fields.Length > 0
            ? fields
            : throw star.At.Error($"Unable to resolve reference {string.Join('.', star.StarPrefix.Select(p => p.Name))}");
    }

    private static string? NameOf(Expr expression) =>
        expression switch
        {
            NameExpr name => name.Parts[^1].Name,
            FieldExpr field => field.Field.Name,
            _ => null,
        };

    private string BindCondition(Expr expression, Scope scope, string clause)
    {
        var condition = Bind(expression, scope);
        return condition.Type.Kind is TypeKind.Boolean or TypeKind.Unknown
            ? condition.Sql
            : throw expression.At.Error($"{clause} must evaluate to a boolean: actual type {condition.Type}");
    }

    private string BindGroups(SelectBody select, List<Expr?> items, List<Bound> values, Scope scope, HashSet<string> groups)
    {
        var parts = new List<string>();
        foreach (var item in select.GroupBy)
        {
            var sets = item.Sets.Select(set => set.Select(e => BindKey(e)).ToArray()).ToArray();
            parts.Add(
                item.Kind switch
                {
                    null when sets[0].Length == 0 => "()",
                    null => sets[0][0],
                    "GROUPING SETS" => $"GROUPING SETS ({string.Join(", ", sets.Select(s => $"({string.Join(", ", s)})"))})",
                    _ => $"{item.Kind} ({string.Join(", ", sets[0])})",
                }
            );
        }
        return string.Join(", ", parts);

        string BindKey(Expr expression)
        {
            if (expression is NumberExpr { Kind: TokenKind.Integer } number)
            {
                if (
                    !int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                    || place < 1
                    || place > values.Count
                )
                    throw expression.At.Error($"GROUP BY position {number.Text} is not in select list");
                if (items[place - 1] is { } selected)
                    Refuse(selected, "GROUP BY clause");
                groups.Add(values[place - 1].Sql);
                return values[place - 1].Sql;
            }
            Refuse(expression, "GROUP BY clause");
            var key = Bind(expression, scope);
            if (key.Type.Kind == TypeKind.Map)
                throw expression.At.Error($"{key.Type} is not comparable, and therefore cannot be used in GROUP BY in the emulator");
            groups.Add(key.Sql);
            return key.Sql;
        }
    }

    /// <summary>A sort key: a place, a result column's name, or an expression over both.</summary>
    private string BindSort(
        SortItem item,
        IReadOnlyList<OutputColumn> columns,
        IReadOnlyList<Expr?> items,
        Scope scope,
        List<Bound>? values = null,
        bool distinct = false
    )
    {
        string? key = null;
        if (item.Key is NumberExpr { Kind: TokenKind.Integer } number)
        {
            if (
                !int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                || place < 1
                || place > columns.Count
            )
                throw item.Key.At.Error($"ORDER BY position {number.Text} is not in select list");
            key = place.ToString(CultureInfo.InvariantCulture);
        }
        else if (item.Key is NameExpr { Parts.Count: 1 } name && Matching(name.Parts[0].Name) is { Length: > 0 } places)
        {
            if (places.Length > 1 && values is not null && places.Select(p => values[p].Sql).Distinct().Count() > 1)
                throw item.Key.At.Error($"'{name.Parts[0].Name}' in ORDER BY is ambiguous");
            key = (places[0] + 1).ToString(CultureInfo.InvariantCulture);
        }
        if (key is null)
        {
            var bound = Bind(item.Key, values is null ? scope : WithAliases(columns, values, scope));
            var place = values is null ? -1 : values.FindIndex(v => v.Sql == bound.Sql);
            if (place >= 0)
                key = (place + 1).ToString(CultureInfo.InvariantCulture);
            else if (distinct)
                throw item.Key.At.Error("For SELECT DISTINCT, ORDER BY expressions must appear in select list");
            else
                // DuckDB takes a literal here for a mistake; to sort by one changes nothing.
                key = bound.IsLiteral ? "NULL::INTEGER" : bound.Sql;
        }
        return $"{key} {(item.Descending ? "DESC" : "ASC")} {(AreNullsFirst(item) ? "NULLS FIRST" : "NULLS LAST")}";

        int[] Matching(string wanted) => [.. Enumerable.Range(0, columns.Count).Where(i => columns[i].Name == wanted)];
    }

    /// <summary>In ORDER BY a name means a result column before it means a source's.</summary>
    private static Scope WithAliases(IReadOnlyList<OutputColumn> columns, List<Bound> values, Scope scope)
    {
        var aliases = columns
            .Select((c, i) => new Field(c.Name, [], c.Type, values[i].Sql))
            .Where(f => f.Name is not null)
            .DistinctBy(f => (f.Name, f.Sql))
            .ToList();
        var names = aliases.Select(f => f.Name).ToHashSet();
        return new Scope(
            scope.Parent,
            [.. aliases, .. scope.Fields.Select(f => names.Contains(f.Name) ? f with { OnlyQualified = true } : f)]
        );
    }

    /// <summary>Aggregates and window functions stand only in SELECT, HAVING and ORDER BY.</summary>
    private static void Refuse(Expr expression, string clause)
    {
        if (Walk.Find(expression, IsAggregateOrWindow) is CallExpr call)
            throw expression.At.Error($"{clause} cannot contain aggregations, window functions or grouping operations: [{call.Name}]");
    }

    private static bool IsAggregateOrWindow(Expr expression) =>
        expression is CallExpr call
        && (
            call.Over is not null
            || call.OverName is not null
            || call.Name == "grouping"
            || FunctionCatalog.Find(call.Name)?.Kind is FunctionKind.Aggregate or FunctionKind.Window
        );

    /// <summary>For Trino, NULLs are last whatever the direction; for Hive, they are smaller than anything.</summary>
    private bool AreNullsFirst(SortItem item) => item.NullsFirst ?? (Session.NullsAreSmallest && !item.Descending);
}
