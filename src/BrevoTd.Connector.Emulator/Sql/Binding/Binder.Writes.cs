namespace BrevoTd.Connector.Emulator.Sql;

/// <content>Statements that change a table.</content>
internal sealed partial class Binder
{
    /// <summary>The query with its columns as a table's.</summary>
    public string Assign(BoundQuery query, IReadOnlyList<CatalogColumn> targets, Position at)
    {
        for (var i = 0; i < targets.Count; i++)
        {
            var (from, to) = (query.Columns[i].Type, targets[i].Type);
            // A table keeps less of text and time than a query may have, which is no reason to refuse.
            var isKept = from.Kind == to.Kind && from.Kind is TypeKind.Varchar or TypeKind.Timestamp;
            if (!isKept && !Coercion.Can(from, to))
                throw at.Error($"Insert query has mismatched column types: Table: [{to}], Query: [{from}]");
        }
        return Coerce(query, [.. targets.Select((t, i) => query.Columns[i] with { Type = t.Type })], at).Sql;
    }

    public string BindDelete(DeleteStatement delete)
    {
        var table = BindTable(delete.Table);
        Refuse(delete.Where!, "WHERE clause");
        var condition = BindCondition(delete.Where!, new Scope(null, table.Fields), "WHERE clause");
        return $"DELETE FROM {table.Sql} WHERE {condition}";
    }
}
