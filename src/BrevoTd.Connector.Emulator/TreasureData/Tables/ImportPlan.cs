using System.Collections;
using BrevoTd.Connector.Emulator.Sql;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>How a table's schema has to change for rows to fit, and the rows' values in the types of the changed schema.</summary>
internal sealed class ImportPlan
{
    private const string TimeColumn = "time";

    /// <summary>Reserved: it cannot be declared and is never listed, but rows may have it, and then it can be queried.</summary>
    private const string HiddenColumn = "v";

    private readonly Dictionary<string, string> _storedTypes;
    private readonly Dictionary<string, Target> _targets = new(StringComparer.Ordinal);
    private readonly List<ColumnState> _columns;

    public ImportPlan(IReadOnlyList<ColumnState> schema, IReadOnlyList<SqlColumn> stored)
    {
        _columns = [.. schema];
        _storedTypes = stored.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
    }

    /// <summary>The schema after the import.</summary>
    public IReadOnlyList<ColumnState> Columns => _columns;

    /// <summary>The SQL columns to add or to change.</summary>
    public IReadOnlyList<SqlColumn> Changes =>
        [
            .. _targets
                .Values.Select(target => new SqlColumn(target.Alias, SqlTypes.ToSql(target.Type)))
                .Where(column => _storedTypes.GetValueOrDefault(column.Name) != column.Type),
        ];

    /// <summary>The SQL columns that the rows of <see cref="Values"/> stand for.</summary>
    public IReadOnlyList<string> Names => [TimeColumn, .. _targets.Values.Select(target => target.Alias)];

    /// <summary>Makes the schema fit these rows, too.</summary>
    public void Include(ImportRows rows)
    {
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            // Without a type every value was nil, and nothing tells what the column should be.
            if (rows.Columns[i] is { Type: { } type } imported)
                Include(imported.Key, type, existing => AllFit(rows, i, existing));
        }
    }

    /// <summary>The values of every row for <see cref="Names"/>. One list object serves all rows.</summary>
    public IEnumerable<IReadOnlyList<object?>> Values(IEnumerable<ImportRows> pieces)
    {
        foreach (var piece in pieces)
        {
            var row = new RowValues([.. _targets.Select(pair => (IndexOf(piece, pair.Key), pair.Value.Type))]);
            for (var i = 0; i < piece.Count; i++)
            {
                row.Set(piece.Times[i], piece.Rows[i]);
                yield return row;
            }
        }
    }

    private void Include(string key, ColumnType type, Func<ColumnType, bool> fits)
    {
        if (!_targets.TryGetValue(key, out var target))
            target = Find(key);
        if (target is null)
        {
            var alias = key == HiddenColumn ? HiddenColumn : TableNames.ToAlias(key, IsTaken);
            if (key != HiddenColumn)
                _columns.Add(new ColumnState(key, type.ToString(), alias));
            target = new Target(alias, type);
        }
        else if (!type.Equals(target.Type) && !fits(target.Type))
        {
            target = target with { Type = ColumnType.Widen(target.Type, type) };
            if (_columns.FindIndex(column => column.Key == key) is >= 0 and var at)
                _columns[at] = _columns[at] with { Type = target.Type.ToString() };
        }

        _targets[key] = target;
    }

    private Target? Find(string key)
    {
        if (key == HiddenColumn)
            return _storedTypes.TryGetValue(HiddenColumn, out var sql) && ColumnType.TryParse(SqlTypes.ToSchema(sql), out var hidden)
                ? new Target(HiddenColumn, hidden)
                : null;
        return _columns.Find(column => column.Key == key) is { } column && ColumnType.TryParse(column.Type, out var type)
            ? new Target(column.Alias, type)
            : null;
    }

    private bool IsTaken(string alias) => alias is TimeColumn or HiddenColumn || _columns.Exists(column => column.Alias == alias);

    private static bool AllFit(ImportRows rows, int column, ColumnType type) =>
        rows.Rows.TrueForAll(row => column >= row.Length || ColumnValues.Fits(row[column], type));

    private static int IndexOf(ImportRows rows, string key) => rows.Columns.FindIndex(column => column.Key == key);

    private sealed record Target(string Alias, ColumnType Type);

    private sealed class RowValues((int Index, ColumnType Type)[] sources) : IReadOnlyList<object?>
    {
        private object? _time;
        private object?[] _values = [];

        public int Count => sources.Length + 1;

        public object? this[int index]
        {
            get
            {
                if (index == 0)
                    return _time;
                var (source, type) = sources[index - 1];
                return source >= 0 && source < _values.Length ? ColumnValues.Convert(_values[source], type) : null;
            }
        }

        public void Set(long time, object?[] values)
        {
            _time = time;
            _values = values;
        }

        public IEnumerator<object?> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
