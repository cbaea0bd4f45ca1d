using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <content>FROM: tables, subqueries, joins and UNNEST.</content>
internal sealed partial class Binder
{
    private BoundRelation BindRelation(Relation relation, Scope? outer) =>
        relation switch
        {
            TableRelation table => BindTable(table),
            QueryRelation query => BindDerived(query, outer),
            AliasedRelation aliased => BindAlias(aliased, BindRelation(aliased.Relation, outer)),
            UnnestRelation unnest => BindUnnestAlone(unnest, outer),
            JoinRelation join => BindJoin(join, outer),
            _ => throw new InvalidOperationException($"No binding for {relation.GetType().Name}."),
        };

    private BoundRelation BindTable(TableRelation table)
    {
        var alias = NewRelation();
        if (table.Name.Count == 1 && _with.TryGetValue(table.Name[0].Name, out var named))
            return new BoundRelation($"{named.Sql} AS {alias}", FieldsOf(named.Columns, alias, [table.Name[0].Name]));
        var (database, name) = Locate(table);
        if (database == Names.InformationSchema)
            return BindInformationSchema(table, name, alias);
        if (!catalog.HasDatabase(database))
            throw table.At.Error($"Schema {database} does not exist");
        var columns = catalog.FindVisible(database, name) ?? throw table.At.Error($"Table {Names.Full(database, name)} does not exist");
        string[] qualifier = [Names.Catalog, database, name];
        return new BoundRelation(
            $"{Names.Quote(database, name)} AS {alias}",
            [.. columns.Select(c => new Field(c.Name, qualifier, c.Type, $"{alias}.{Names.Quote(c.Name)}"))]
        );
    }

    /// <summary>The database and table that a name means.</summary>
    public (string Database, string Table) Locate(TableRelation table)
    {
        var parts = table.Name;
        if (parts.Count > 3)
            throw table.At.Error($"Too many dots in table name: {string.Join('.', parts.Select(p => p.Name))}");
        if (parts.Count == 3 && !Names.IsCatalog(parts[0].Name))
            throw table.At.Error($"Catalog {parts[0].Name} does not exist");
        if (parts.Count == 1 && Session.Database is null)
            throw table.At.Error("Schema must be specified when session schema is not set");
        return (parts.Count == 1 ? Session.Database! : parts[^2].Name, parts[^1].Name);
    }

    private BoundRelation BindInformationSchema(TableRelation table, string name, string alias)
    {
        (string[] Names, IEnumerable<string[]> Rows) content = name switch
        {
            "schemata" => (["catalog_name", "schema_name"], catalog.Databases.Select(d => new[] { Names.Catalog, d })),
            "tables" => (
                ["table_catalog", "table_schema", "table_name", "table_type"],
                catalog.Databases.SelectMany(d => catalog.Tables(d).Select(t => new[] { Names.Catalog, d, t, "BASE TABLE" }))
            ),
            "columns" => (
                ["table_catalog", "table_schema", "table_name", "column_name", "ordinal_position", "is_nullable", "data_type"],
                catalog.Databases.SelectMany(d =>
                    catalog
                        .Tables(d)
                        .SelectMany(t =>
                            (catalog.FindVisible(d, t) ?? []).Select(
                                (c, i) =>
                                    new[]
                                    {
                                        Names.Catalog,
                                        d,
                                        t,
                                        c.Name,
                                        (i + 1).ToString(CultureInfo.InvariantCulture),
                                        "YES",
                                        c.Type.ToString(),
                                    }
                            )
                        )
                )
            ),
            _ => throw table.At.Error($"Table {Names.Full(Names.InformationSchema, name)} does not exist"),
        };
        var types = content.Names.Select(n => n == "ordinal_position" ? TrinoType.BigInt : TrinoType.Varchar).ToArray();
        var rows = content
            .Rows.Select(r => $"({string.Join(", ", r.Select((v, i) => $"CAST({Names.Text(v)} AS {types[i].ToDuckDb()})"))})")
            .ToList();
        // VALUES needs a row even when there is none to show.
        var nothing = $"({string.Join(", ", types.Select(t => $"CAST(NULL AS {t.ToDuckDb()})"))})";
        var source = rows.Count > 0 ? string.Join(", ", rows) : nothing;
        var places = string.Join(", ", types.Select((_, i) => Place(i)));
        var columns = content.Names.Select((n, i) => new OutputColumn(n, types[i])).ToArray();
        return new BoundRelation(
            $"(SELECT * FROM (VALUES {source}) AS {NewRelation()}({places}){(rows.Count > 0 ? "" : " WHERE false")}) AS {alias}",
            FieldsOf(columns, alias, [Names.Catalog, Names.InformationSchema, name])
        );
    }

    private BoundRelation BindDerived(QueryRelation derived, Scope? outer)
    {
        var query = BindQuery(derived.Query, outer);
        var alias = NewRelation();
        return new BoundRelation($"({query.Sql}) AS {alias}", FieldsOf(query.Columns, alias, []));
    }

    private static BoundRelation BindAlias(AliasedRelation aliased, BoundRelation inner)
    {
        var names = aliased.Columns;
        if (names.Count > 0 && names.Count != inner.Fields.Count)
            throw aliased.At.Error(
                $"Column alias list has {names.Count} entries but '{aliased.Alias.Name}' has {inner.Fields.Count} columns available"
            );
        string[] qualifier = [aliased.Alias.Name];
        return inner with
        {
            Fields = [.. inner.Fields.Select((f, i) => f with { Qualifier = qualifier, Name = names.Count > 0 ? names[i].Name : f.Name })],
        };
    }

    private BoundRelation BindJoin(JoinRelation join, Scope? outer)
    {
        var left = BindRelation(join.Left, outer);
        var rightRelation = join.Right is AliasedRelation aliased ? aliased.Relation : join.Right;
        if (rightRelation is UnnestRelation unnest)
            return BindUnnestJoin(join, unnest, left, outer);
        BoundRelation right;
        var lateral = rightRelation is QueryRelation { Lateral: true };
        if (lateral)
        {
            if (join.Kind is not ("CROSS" or "INNER" or "LEFT"))
                throw join.At.Error($"LATERAL in other than the right side of an INNER or LEFT JOIN is not supported by the emulator");
            right = BindRelation(join.Right, new Scope(outer, left.Fields));
            right = right with { Sql = "LATERAL " + right.Sql };
        }
        else
        {
            right = BindRelation(join.Right, outer);
        }
        if (join.Kind == "CROSS")
            return new BoundRelation($"{left.Sql} CROSS JOIN {Nested(join.Right, right)}", [.. left.Fields, .. right.Fields]);
        if (join.Using.Count > 0)
            return BindUsing(join, left, right);
        Refuse(join.On!, "JOIN clause");
        var scope = new Scope(outer, [.. left.Fields, .. right.Fields]);
        var condition = BindCondition(join.On!, scope, "JOIN ON clause");
        return new BoundRelation($"{left.Sql} {join.Kind} JOIN {Nested(join.Right, right)} ON {condition}", scope.Fields);
    }

    private static string Nested(Relation relation, BoundRelation bound) =>
        relation is JoinRelation or AliasedRelation { Relation: JoinRelation } ? $"({bound.Sql})" : bound.Sql;

    private BoundRelation BindUsing(JoinRelation join, BoundRelation left, BoundRelation right)
    {
        var conditions = new List<string>();
        var keys = new List<Field>();
        var used = new HashSet<Field>(ReferenceEqualityComparer.Instance);
        foreach (var column in join.Using)
        {
            var (a, b) = (Single(left, column, "left"), Single(right, column, "right"));
            var type =
                Coercion.CommonType(a.Type, b.Type)
                ?? throw column.At.Error($"Column types of '{column.Name}' in USING do not match: {a.Type}, {b.Type}");
            var (x, y) = (Convert(new Bound(a.Sql, a.Type), type, column.At), Convert(new Bound(b.Sql, b.Type), type, column.At));
            conditions.Add(Compare("=", new Bound(x, type), new Bound(y, type), column.At).Sql);
            var sql = join.Kind switch
            {
                "RIGHT" => y,
                "FULL" => $"COALESCE({x}, {y})",
                _ => x,
            };
            keys.Add(new Field(column.Name, [], type, sql));
            used.Add(a);
            used.Add(b);
        }
        return new BoundRelation(
            $"{left.Sql} {join.Kind} JOIN {Nested(join.Right, right)} ON {string.Join(" AND ", conditions)}",
            [.. keys, .. left.Fields.Where(f => !used.Contains(f)), .. right.Fields.Where(f => !used.Contains(f))]
        );
    }

    private static Field Single(BoundRelation side, Identifier column, string name)
    {
        var found = side.Fields.Where(f => f.Name == column.Name).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw column.At.Error($"Column '{column.Name}' is missing from {name} side of join"),
            _ => throw column.At.Error($"Column '{column.Name}' is ambiguous"),
        };
    }

    private BoundRelation BindUnnestAlone(UnnestRelation unnest, Scope? outer)
    {
        var scope = Scope.Empty(outer);
        var (lists, columns) = BindUnnestItems(unnest, scope);
        var alias = NewRelation();
        var items = Lists(lists, unnest.WithOrdinality, keepEmpty: false).Select((s, i) => $"{s} AS {Place(i)}");
        return new BoundRelation($"(SELECT {string.Join(", ", items)}) AS {alias}", FieldsOf(columns, alias, []));
    }

    /// <summary>
    /// <c>t CROSS JOIN UNNEST(t.a)</c> becomes a projection of the left side: rows keep their order, which a lateral join of DuckDB's does not.
    /// </summary>
    private BoundRelation BindUnnestJoin(JoinRelation join, UnnestRelation unnest, BoundRelation left, Scope? outer)
    {
        var keepEmpty = join.Kind == "LEFT";
        if (join.Kind is "RIGHT" or "FULL")
            throw join.At.Error($"{join.Kind} JOIN involving UNNEST is not supported by the emulator");
        if (join.Kind != "CROSS" && join.On is not BooleanExpr { Value: true })
            throw join.At.Error($"{join.Kind} JOIN involving UNNEST is only supported with condition ON TRUE");
        var (lists, columns) = BindUnnestItems(unnest, new Scope(outer, left.Fields));
        var alias = NewRelation();
        var count = left.Fields.Count;
        var items = left
            .Fields.Select((f, i) => $"{f.Sql} AS {Place(i)}")
            .Concat(Lists(lists, unnest.WithOrdinality, keepEmpty).Select((s, i) => $"{s} AS {Place(count + i)}"));
        IReadOnlyList<Field> added = [.. columns.Select((c, i) => new Field(c.Name, [], c.Type, $"{alias}.{Place(count + i)}"))];
        if (join.Right is AliasedRelation aliased)
            added = BindAlias(aliased, new BoundRelation("", added)).Fields;
        return new BoundRelation(
            $"(SELECT {string.Join(", ", items)} FROM {left.Sql}) AS {alias}",
            [.. left.Fields.Select((f, i) => f with { Sql = $"{alias}.{Place(i)}" }), .. added]
        );
    }

    private (List<string> Lists, List<OutputColumn> Columns) BindUnnestItems(UnnestRelation unnest, Scope scope)
    {
        var lists = new List<string>();
        var columns = new List<OutputColumn>();
        foreach (var item in unnest.Items)
        {
            Refuse(item, "UNNEST");
            var value = Bind(item, scope);
            switch (value.Type.Kind)
            {
                case TypeKind.Map:
                    lists.Add($"map_keys({value.Sql})");
                    lists.Add($"map_values({value.Sql})");
                    columns.Add(new OutputColumn(null, value.Type.Key));
                    columns.Add(new OutputColumn(null, value.Type.Value));
                    break;
                case TypeKind.Array when value.Type.Element.Kind == TypeKind.Row:
                    var row = value.Type.Element;
                    for (var i = 0; i < row.Arguments.Count; i++)
                    {
                        lists.Add($"list_transform({value.Sql}, lambda e0: struct_extract(e0, '{TrinoType.StorageField(i)}'))");
                        columns.Add(new OutputColumn(row.FieldNames[i], row.Arguments[i]));
                    }
                    break;
                case TypeKind.Array:
                    lists.Add(value.Sql);
                    columns.Add(new OutputColumn(null, value.Type.Element));
                    break;
                default:
                    throw item.At.Error($"Cannot unnest type: {value.Type}");
            }
        }
        if (unnest.WithOrdinality)
            columns.Add(new OutputColumn(null, TrinoType.BigInt));
        return (lists, columns);
    }

    private static IEnumerable<string> Lists(List<string> lists, bool withOrdinality, bool keepEmpty)
    {
        var lengths = lists.Select(l => $"COALESCE(len({l}), 0)").ToArray();
        var longest = lengths.Length == 1 ? lengths[0] : $"greatest({string.Join(", ", lengths)})";
        foreach (var list in lists)
            yield return keepEmpty ? $"unnest(CASE WHEN {longest} = 0 THEN [NULL] ELSE {list} END)" : $"unnest({list})";
        if (!withOrdinality)
            yield break;
        var numbers = $"range(1, {longest} + 1)";
        yield return keepEmpty ? $"unnest(CASE WHEN {longest} = 0 THEN [NULL] ELSE {numbers} END)" : $"unnest({numbers})";
    }
}
