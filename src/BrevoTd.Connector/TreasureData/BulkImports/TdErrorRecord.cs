using System.Diagnostics.CodeAnalysis;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A row that a bulk import refused, as it was sent. It owns its memory.</summary>
public sealed class TdErrorRecord
{
    private readonly byte[] _row;
    private readonly Dictionary<string, (int Start, int Length)> _values = new(StringComparer.Ordinal);
    private readonly List<string> _columns = [];

    internal TdErrorRecord(byte[] row, long number)
    {
        _row = row;
        Number = number;
        if (TdToken.Children(row, map: true, out var count, out var content) != TdColumnProblem.None)
        {
            throw new TreasureDataResultException(
                TdResultProblem.InvalidBytes,
                $"Error record {number} is not a map of columns.",
                number,
                operation: "bulk_imports.error_records"
            );
        }

        var position = row.Length - content.Length;
        for (var i = 0; i < count; i++)
        {
            var key = Next(ref position);
            var value = Next(ref position);
            var name = TdToken.Text(row.AsSpan(key.Start, key.Length), out var text) == TdColumnProblem.None ? text! : $"#{i}";
            _columns.Add(name);
            _values[name] = value;
        }
    }

    /// <summary>Position among the error records, from 1.</summary>
    public long Number { get; }

    /// <summary>Names of the columns, in the order of the row.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The row as MessagePack.</summary>
    public ReadOnlyMemory<byte> Raw => _row;

    /// <summary>The value of a column.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="KeyNotFoundException">The row has no such column.</exception>
    public TdValue this[string column] =>
        TryGet(column, out var value) ? value : throw new KeyNotFoundException($"The error record has no column '{column}'.");

    /// <summary>Finds the value of a column.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="value">The value, which may be null.</param>
    /// <returns>Whether the row has the column.</returns>
    public bool TryGet(string column, [MaybeNullWhen(false)] out TdValue value)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (_values.TryGetValue(column, out var place))
        {
            value = new TdValue(_row.AsSpan(place.Start, place.Length), column, Number);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Number and count of columns: rows are personal data.</summary>
    public override string ToString() => $"{nameof(TdErrorRecord)} {{ Number = {Number}, {_columns.Count} columns }}";

    private (int Start, int Length) Next(ref int position)
    {
        var start = position;
        var length = 0;
        _ = TdTokenScanner.Skip(_row.AsSpan(start), ref length);
        position += length;
        return (start, length);
    }
}
