using System.Collections;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Keeps the rows of one group, in memory that is reused for the next one.</summary>
internal abstract class RowKeeper<TRow> : IReadOnlyList<TRow>
{
    /// <summary>Counts the groups; a group of another version is out of date.</summary>
    public int Version { get; private set; }

    public abstract int Count { get; }

    public abstract TRow this[int index] { get; }

    public static RowKeeper<TRow> Create() =>
        typeof(TRow) == typeof(TdRow) ? (RowKeeper<TRow>)(object)new TdRowKeeper() : new PlainRowKeeper<TRow>();

    public abstract void Add(in TRow row);

    public void Clear()
    {
        Version++;
        ClearRows();
    }

    public IEnumerator<TRow> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected abstract void ClearRows();
}

/// <summary>Rows that last by themselves.</summary>
internal sealed class PlainRowKeeper<TRow> : RowKeeper<TRow>
{
    private readonly List<TRow> _rows = [];

    public override int Count => _rows.Count;

    public override TRow this[int index] => _rows[index];

    public override void Add(in TRow row) => _rows.Add(row);

    protected override void ClearRows() => _rows.Clear();
}

/// <summary>Rows of a result, copied because the reader's buffer moves on.</summary>
internal sealed class TdRowKeeper : RowKeeper<TdRow>
{
    private readonly List<TdRowSource> _sources = [];
    private int _count;

    public override int Count => _count;

    public override TdRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);
            return new TdRow(_sources[index]);
        }
    }

    public override void Add(in TdRow row)
    {
        if (_count == _sources.Count)
        {
            _sources.Add(new TdRowSource(row.Schema));
        }
        else if (!ReferenceEquals(_sources[_count].Schema, row.Schema))
        {
            _sources[_count] = new TdRowSource(row.Schema);
        }

        row.CopyTo(_sources[_count]);
        _count++;
    }

    protected override void ClearRows()
    {
        for (var i = 0; i < _count; i++)
        {
            _sources[i].Version++;
        }

        _count = 0;
    }
}
