using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The columns of a result or of a table, in their order. Names are compared with regard to case.</summary>
public sealed class TdSchema : IReadOnlyList<TdColumn>
{
    private const int AmbiguousOrdinal = -1;

    private readonly TdColumn[] _columns;
    private readonly bool[] _decimals;
    private readonly FrozenDictionary<string, int> _ordinals;

    /// <summary>Creates a schema of the given columns.</summary>
    /// <param name="columns">The columns in their order. Two of the same name are allowed (SQL allows them), but are then reached by number only.</param>
    public TdSchema(params IEnumerable<TdColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        _decimals = new bool[_columns.Length];
        var ordinals = new Dictionary<string, int>(_columns.Length, StringComparer.Ordinal);
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i] ?? throw new ArgumentException("A column is null.", nameof(columns));
            _decimals[i] = column.ColumnType.IsDecimal;
            if (!ordinals.TryAdd(column.Name, i))
            {
                ordinals[column.Name] = AmbiguousOrdinal;
            }
        }

        _ordinals = ordinals.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>A schema without columns.</summary>
    public static TdSchema Empty { get; } = new([]);

    /// <summary>Number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>The column with the given number, from 0.</summary>
    /// <param name="ordinal">Number of the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public TdColumn this[int ordinal]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, _columns.Length);
            return _columns[ordinal];
        }
    }

    /// <summary>The column with the given name.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">There is no such column, or there are several.</exception>
    public TdColumn this[string name] => _columns[GetOrdinal(name)];

    /// <summary>
    /// Reads a schema as Treasure Data writes it: JSON such as <c>[["email","varchar"],["visits","bigint"]]</c>, in a job under
    /// <c>hive_result_schema</c> and in a table under <c>schema</c>. Each entry has two to four texts: name, type, alias for SQL, description.
    /// </summary>
    /// <param name="json">The schema's text; <see langword="null"/> or blank gives an empty schema.</param>
    /// <exception cref="TreasureDataResultException">The text is not such a list.</exception>
    public static TdSchema Parse(string? json) => string.IsNullOrWhiteSpace(json) ? Empty : TdSchemaJson.Read(json);

    /// <summary>Finds a column's number.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <returns>The number, from 0.</returns>
    /// <exception cref="TdColumnException">There is no such column (the message lists similar names), or there are several.</exception>
    public int GetOrdinal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_ordinals.TryGetValue(name, out var ordinal) && ordinal >= 0)
        {
            return ordinal;
        }

        throw MissingColumn(name, rowNumber: 0);
    }

    /// <summary>Finds a column's number.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    /// <param name="ordinal">The number, from 0; −1 if there is no such column or there are several.</param>
    /// <returns>Whether there is exactly one such column.</returns>
    public bool TryGetOrdinal(string name, out int ordinal)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_ordinals.TryGetValue(name, out ordinal) && ordinal >= 0)
        {
            return true;
        }

        ordinal = -1;
        return false;
    }

    /// <summary>Whether there is a column of that name.</summary>
    /// <param name="name">Name of the column, in its own case.</param>
    public bool Contains(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _ordinals.ContainsKey(name);
    }

    /// <summary>Enumerates the columns without allocating.</summary>
    public Enumerator GetEnumerator() => new(_columns);

    IEnumerator<TdColumn> IEnumerable<TdColumn>.GetEnumerator() => ((IEnumerable<TdColumn>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _columns.GetEnumerator();

    /// <summary>Names and types, such as <c>email varchar, visits bigint</c>.</summary>
    public override string ToString() => string.Join(", ", _columns.Select(static column => $"{column.Name} {column.Type}"));

    /// <summary>The schema as Treasure Data writes and reads it: a JSON list of lists.</summary>
    public string ToJson() => TdSchemaJson.Write(_columns);

    /// <summary>Whether the column's numbers may come as text.</summary>
    internal bool IsDecimal(int ordinal) => _decimals[ordinal];

    /// <summary>The exception for a name without exactly one column; the mapping layer uses its message as well.</summary>
    internal TdColumnException MissingColumn(string name, long rowNumber)
    {
        if (_ordinals.ContainsKey(name))
        {
            return new TdColumnException(
                $"The schema has more than one column '{name}'. Give them different names in the SQL (SELECT … AS …), or read them by number.",
                TdColumnProblem.Ambiguous,
                name,
                kind: null,
                rowNumber
            );
        }

        return new TdColumnException(
            $"There is no column '{name}'. {TdNearNames.Hint(name, _columns)}",
            TdColumnProblem.Absent,
            name,
            kind: null,
            rowNumber
        );
    }

    [DoesNotReturn]
    internal void ThrowNoOrdinal(int ordinal, long rowNumber) =>
        throw new TdColumnException(
            $"There is no column number {ordinal}: the schema has {_columns.Length} columns, numbered from 0.",
            TdColumnProblem.Absent,
            ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture),
            kind: null,
            rowNumber
        );

    /// <summary>Enumerates the columns of a schema.</summary>
    public struct Enumerator
    {
        private readonly TdColumn[] _columns;
        private int _index;

        internal Enumerator(TdColumn[] columns)
        {
            _columns = columns;
            _index = -1;
        }

        /// <summary>The column at the enumerator's position.</summary>
        public readonly TdColumn Current => _columns[_index];

        /// <summary>Moves to the next column.</summary>
        /// <returns><see langword="false"/> after the last column.</returns>
        public bool MoveNext() => ++_index < _columns.Length;
    }
}
