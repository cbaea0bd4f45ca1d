using System.Text;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// A row that carries the names of its columns itself, as rows that were imported and not queried do. It owns its bytes and holds as long as it is referenced.
/// </summary>
public sealed class TdMapRow
{
    private readonly ReadOnlyMemory<byte> _bytes;

    internal TdMapRow(ReadOnlyMemory<byte> bytes, long number)
    {
        _bytes = bytes;
        Number = number;
    }

    /// <summary>Number of the row in the answer, from 1.</summary>
    public long Number { get; }

    /// <summary>The row as MessagePack: a map.</summary>
    public ReadOnlyMemory<byte> Raw => _bytes;

    /// <summary>Number of columns that the row has.</summary>
    public int Count => Value.Count;

    /// <summary>The row as a map, whose pairs can be enumerated.</summary>
    public TdValue Value => new(_bytes.Span, "", Number);

    /// <summary>Names of the row's columns in their order.</summary>
    public IReadOnlyList<string> Columns
    {
        get
        {
            var names = new List<string>();
            foreach (var pair in Value.Pairs())
            {
                if (TdToken.Utf8(pair.Key.Raw, out var name) == TdColumnProblem.None)
                {
                    names.Add(Encoding.UTF8.GetString(name));
                }
            }

            return names;
        }
    }

    /// <summary>The value of a column, which may be null.</summary>
    /// <param name="column">Name of the column, in its own case.</param>
    /// <exception cref="TdColumnException">The row has no such column.</exception>
    public TdValue this[string column] =>
        TryGet(column, out var value)
            ? value
            : throw new TdColumnException(
                $"Row {Number} has no column '{column}'. It has: {string.Join(", ", Columns)}.",
                TdColumnProblem.Absent,
                column,
                kind: null,
                Number
            );

    /// <summary>Looks a column up.</summary>
    /// <param name="column">Name of the column, in its own case.</param>
    /// <param name="value">Its value, which may be null; null if the row does not have the column.</param>
    /// <returns>Whether the row has the column.</returns>
    public bool TryGet(string column, out TdValue value)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (!Value.TryGet(column, out value))
        {
            return false;
        }

        value = new TdValue(value.Raw, column, Number);
        return true;
    }

    /// <summary>Number and size only: values may be people's data.</summary>
    public override string ToString() => $"{nameof(TdMapRow)} {{ Number = {Number}, Count = {Count} }}";
}
