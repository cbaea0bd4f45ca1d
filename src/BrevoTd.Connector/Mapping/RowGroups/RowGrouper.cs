using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Mapping;

/// <summary>Puts adjacent rows of one key into groups.</summary>
internal sealed class RowGrouper<TRow>
{
    private readonly RowKeeper<TRow> _rows = RowKeeper<TRow>.Create();
    private readonly RowKey<TRow> _key;
    private readonly RowGroupingOptions _options;
    private long _rowNumber;

    public RowGrouper(RowKey<TRow> key, RowGroupingOptions options)
    {
        _key = key;
        _options = options;
    }

    public static async IAsyncEnumerable<RowGroup<TRow>> Group(
        IAsyncEnumerable<TRow> rows,
        Func<RowKey<TRow>> key,
        RowGroupingOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var grouper = new RowGrouper<TRow>(key(), options);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (grouper.EndsWith(in row))
            {
                yield return grouper.Current;
            }

            grouper.Add(in row);
        }

        if (grouper.HasRows)
        {
            yield return grouper.Current;
            grouper._rows.Clear();
        }
    }

    public static IEnumerable<RowGroup<TRow>> Group(IEnumerable<TRow> rows, Func<RowKey<TRow>> key, RowGroupingOptions options)
    {
        var grouper = new RowGrouper<TRow>(key(), options);
        foreach (var row in rows)
        {
            if (grouper.EndsWith(in row))
            {
                yield return grouper.Current;
            }

            grouper.Add(in row);
        }

        if (grouper.HasRows)
        {
            yield return grouper.Current;
            grouper._rows.Clear();
        }
    }

    private bool HasRows => _rows.Count > 0;

    private RowGroup<TRow> Current => new(_rows);

    /// <summary>Whether the group is complete because the row belongs to another one.</summary>
    private bool EndsWith(in TRow row) => HasRows && !_key.Matches(in row);

    /// <summary>Adds the row to its group. The source has not moved on since <see cref="EndsWith"/>, so the row still holds.</summary>
    private void Add(in TRow row)
    {
        _rowNumber++;
        if (HasRows && !_key.Matches(in row))
        {
            _rows.Clear();
        }

        if (!HasRows && !_key.Remember(in row))
        {
            throw new RowGroupException(
                $"The key of row {_rowNumber} came before, with other keys in between. Sort the rows by their key: ORDER BY in the SQL.",
                _rowNumber
            );
        }

        if (_rows.Count == _options.MaxRows)
        {
            throw new RowGroupException(
                $"More than {_options.MaxRows} adjacent rows up to row {_rowNumber} have the same key. See that the key is right, or raise {nameof(RowGroupingOptions)}.{nameof(RowGroupingOptions.MaxRows)}.",
                _rowNumber
            );
        }

        _rows.Add(in row);
    }
}
