using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>
/// Gives names and types to a statement in Trino's dialect and writes it in DuckDB's. Every relation gets an alias and every result column
/// a place (c0, c1, …) of the binder's own, so no name of the user's can mean something else to DuckDB.
/// </summary>
internal sealed partial class Binder(Catalog catalog, SqlSession session, string text)
{
    private ImmutableDictionary<string, NamedQuery> _with = ImmutableDictionary<string, NamedQuery>.Empty;
    private IReadOnlyDictionary<string, WindowSpec> _windows = new Dictionary<string, WindowSpec>();
    private int _relations;
    private int _lambdaDepth;

    public SqlSession Session { get; } = session;

    /// <summary>How many lambdas the expression that is being bound is inside of.</summary>
    public int LambdaDepth => _lambdaDepth;

    /// <summary>The Unix time that TD_INTERVAL counts from: a statement that mentions the scheduled time, even in a comment, uses it.</summary>
    public long IntervalBase =>
        (
            text.Contains("td_scheduled_time", StringComparison.OrdinalIgnoreCase) && Session.ScheduledTime is { } scheduled
                ? scheduled
                : Session.QueryStart
        ).ToUnixTimeSeconds();

    private sealed record NamedQuery(string Sql, IReadOnlyList<OutputColumn> Columns);

    /// <summary>Binds a query; <paramref name="outer"/> is the scope that a subquery may refer to.</summary>
    public BoundQuery BindQuery(Query query, Scope? outer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var outside = _with;
        var prefix = BindWith(query, outer);
        var bound = query.Body is SelectBody select ? BindSelect(select, query, outer) : BindOther(query, outer);
        _with = outside;
        return prefix.Length == 0 ? bound : bound with { Sql = prefix + bound.Sql };
    }

    private string BindWith(Query query, Scope? outer)
    {
        if (query.With.Count == 0)
            return "";
        var parts = new List<string>();
        foreach (var table in query.With)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"w{++_relations}");
            BoundQuery bound;
            if (query.Recursive && References(table))
                bound = BindRecursive(table, name, outer);
            else
                bound = BindQuery(table.Query, outer);
            var columns = Rename(bound.Columns, table.Columns, table.Name);
            parts.Add($"{name} AS ({bound.Sql})");
            _with = _with.SetItem(table.Name.Name, new NamedQuery(name, columns));
        }
        return $"WITH {(query.Recursive ? "RECURSIVE " : "")}{string.Join(", ", parts)} ";
    }

    private static bool References(CommonTable table) => table.Query.Body is SetBody { Operator: "union" } && table.Columns.Count > 0;

    private BoundQuery BindRecursive(CommonTable table, string name, Scope? outer)
    {
        var body = (SetBody)table.Query.Body;
        var anchor = BindBody(body.Left, outer);
        var columns = Rename(anchor.Columns, table.Columns, table.Name);
        var outside = _with;
        _with = _with.SetItem(table.Name.Name, new NamedQuery(name, columns));
        var step = Coerce(BindBody(body.Right, outer), columns, body.At);
        _with = outside;
        return new BoundQuery($"{anchor.Sql} UNION {(body.All ? "ALL " : "")}{step.Sql}", columns);
    }

    private static IReadOnlyList<OutputColumn> Rename(
        IReadOnlyList<OutputColumn> columns,
        IReadOnlyList<Identifier> names,
        Identifier table
    )
    {
        if (names.Count == 0)
            return columns;
        return names.Count == columns.Count
            ? [.. columns.Zip(names, (c, n) => c with { Name = n.Name })]
            : throw table.At.Error($"Column alias list has {names.Count} entries but '{table.Name}' has {columns.Count} columns available");
    }

    /// <summary>Set operations, VALUES and nested queries, with their own ORDER BY and LIMIT.</summary>
    private BoundQuery BindOther(Query query, Scope? outer)
    {
        var body = BindBody(query.Body, outer);
        if (query.OrderBy.Count == 0 && query.Limit is null && query.Offset is null)
            return body;
        var alias = NewRelation();
        var scope = new Scope(outer, FieldsOf(body.Columns, alias, []));
        var order =
            query.OrderBy.Count == 0
                ? ""
                : " ORDER BY " + string.Join(", ", query.OrderBy.Select(i => BindSort(i, body.Columns, [], scope)));
        return body with { Sql = $"SELECT * FROM ({body.Sql}) AS {alias}{order}{BindLimit(query, scope)}" };
    }

    private BoundQuery BindBody(QueryBody body, Scope? outer) =>
        body switch
        {
            SelectBody select => BindSelect(select, new Query([], false, select, [], null, null, select.At), outer),
            ValuesBody values => BindValues(values, outer),
            NestedBody nested => BindQuery(nested.Query, outer),
            SetBody set => BindSet(set, outer),
            _ => throw new InvalidOperationException($"No binding for {body.GetType().Name}."),
        };

    private BoundQuery BindSet(SetBody set, Scope? outer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var left = BindBody(set.Left, outer);
        var right = BindBody(set.Right, outer);
        var word = set.Operator.ToUpperInvariant();
        if (left.Columns.Count != right.Columns.Count)
            throw set.At.Error($"{word} query has different number of fields: {left.Columns.Count}, {right.Columns.Count}");
        var columns = new OutputColumn[left.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var (a, b) = (left.Columns[i], right.Columns[i]);
            var type = Coercion.CommonType(a.Type, b.Type);
            if (type is null)
                throw set.At.Error($"column {i + 1} in {word} query has incompatible types: {a.Type}, {b.Type}");
            columns[i] = new OutputColumn(a.Name, type);
        }
        var sql = $"({Coerce(left, columns, set.At).Sql}) {word} {(set.All ? "ALL " : "")}({Coerce(right, columns, set.At).Sql})";
        return new BoundQuery(sql, columns);
    }

    private BoundQuery BindValues(ValuesBody values, Scope? outer)
    {
        var scope = Scope.Empty(outer);
        var rows = values.Rows.Select(r => (r is RowExpr row ? row.Items : [r]).Select(e => Bind(e, scope)).ToArray()).ToArray();
        var width = rows[0].Length;
        if (rows.Any(r => r.Length != width))
            throw values.At.Error("Values rows have mismatched sizes");
        var columns = new OutputColumn[width];
        for (var i = 0; i < width; i++)
        {
            var type = rows[0][i].Type;
            foreach (var row in rows)
                type =
                    Coercion.CommonType(type, row[i].Type)
                    ?? throw values.At.Error($"Values rows have mismatched types: {type} vs {row[i].Type}");
            columns[i] = new OutputColumn(null, type);
        }
        var lines = rows.Select(r => "(" + string.Join(", ", r.Select((v, i) => Convert(v, columns[i].Type, values.At))) + ")");
        var names = string.Join(", ", columns.Select((_, i) => Place(i)));
        return new BoundQuery($"SELECT * FROM (VALUES {string.Join(", ", lines)}) AS {NewRelation()}({names})", columns);
    }

    /// <summary>The query with its columns as the given types.</summary>
    private BoundQuery Coerce(BoundQuery query, IReadOnlyList<OutputColumn> columns, Position at)
    {
        if (query.Columns.Count != columns.Count)
            throw at.Error($"Query has {query.Columns.Count} columns, expected {columns.Count}");
        if (query.Columns.Zip(columns).All(p => p.First.Type.Equals(p.Second.Type)))
            return query;
        var alias = NewRelation();
        var items = query.Columns.Select(
            (c, i) => $"{Convert(new Bound($"{alias}.{Place(i)}", c.Type), columns[i].Type, at)} AS {Place(i)}"
        );
        return new BoundQuery($"SELECT {string.Join(", ", items)} FROM ({query.Sql}) AS {alias}", columns);
    }

    private static List<Field> FieldsOf(IReadOnlyList<OutputColumn> columns, string alias, IReadOnlyList<string> qualifier) =>
        [.. columns.Select((c, i) => new Field(c.Name, qualifier, c.Type, $"{alias}.{Place(i)}"))];

    private string BindLimit(Query query, Scope scope)
    {
        var sql = "";
        if (query.Limit is not null)
            sql += $" LIMIT {Count(query.Limit, "LIMIT")}";
        if (query.Offset is not null)
            sql += $" OFFSET {Count(query.Offset, "OFFSET")}";
        return sql;

        string Count(Expr expression, string word) =>
            Bind(expression, scope).Number is { } number and >= 0
                ? number.ToString(CultureInfo.InvariantCulture)
                : throw expression.At.Error($"{word} row count must be a non-negative number");
    }

    private string NewRelation() => string.Create(CultureInfo.InvariantCulture, $"r{++_relations}");

    private static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index}");
}
