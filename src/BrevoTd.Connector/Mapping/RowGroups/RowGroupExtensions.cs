using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Makes one record of rows that belong together.</summary>
public static class RowGroupExtensions
{
    /// <summary>
    /// Makes one group of adjacent rows whose key column is the same. It streams: only the rows of one group are in memory, and their memory is reused. Sort the rows by the key (<c>ORDER BY</c> in
    /// the SQL): a key that comes again after another one becomes a second group, which cannot be seen cheaply; <see cref="RowGroupingOptions.RejectRepeatedKeys"/> looks for it. A row whose
    /// key is null is a group of its own.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="keyColumn">Name of the key's column, such as <c>order_id</c>.</param>
    /// <param name="options">Limits; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The groups. Each holds until the enumerator moves on. Enumerating fails with <see cref="RowGroupException"/> if a group becomes too large, and with <see cref="TdColumnException"/> if there is no such column.</returns>
    public static IAsyncEnumerable<RowGroup<TdRow>> GroupAdjacentAsync(
        this IAsyncEnumerable<TdRow> rows,
        string keyColumn,
        RowGroupingOptions? options = null,
        CancellationToken cancellationToken = default
    ) => GroupAdjacentAsync(rows, [keyColumn], options, cancellationToken);

    /// <inheritdoc cref="GroupAdjacentAsync(IAsyncEnumerable{TdRow}, string, RowGroupingOptions?, CancellationToken)"/>
    /// <param name="rows">The rows.</param>
    /// <param name="keyColumns">Names of the columns that make up the key.</param>
    /// <param name="options">Limits; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public static IAsyncEnumerable<RowGroup<TdRow>> GroupAdjacentAsync(
        this IAsyncEnumerable<TdRow> rows,
        IReadOnlyList<string> keyColumns,
        RowGroupingOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(keyColumns);
        string[] columns = [.. keyColumns];
        if (columns.Length == 0 || Array.Exists(columns, string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("A key has at least one column, and every column a name.", nameof(keyColumns));
        }

        var checkedOptions = Check(options);
        return RowGrouper<TdRow>.Group(
            rows,
            () => new ColumnRowKey(columns, checkedOptions.RejectRepeatedKeys),
            checkedOptions,
            cancellationToken
        );
    }

    /// <summary>
    /// Makes one group of adjacent rows whose key is the same. It streams: only the rows of one group are in memory. Sort the rows by the key: a key that comes again after another one becomes a second
    /// group, which cannot be seen cheaply; <see cref="RowGroupingOptions.RejectRepeatedKeys"/> looks for it. A row whose key is <see langword="null"/> is a group of its own.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">Takes the key from a row.</param>
    /// <param name="options">Limits; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <typeparam name="TRow">Type of the rows.</typeparam>
    /// <typeparam name="TKey">Type of the key, compared by its own equality.</typeparam>
    /// <returns>The groups. Each holds until the enumerator moves on. Enumerating fails with <see cref="RowGroupException"/> if a group becomes too large.</returns>
    public static IAsyncEnumerable<RowGroup<TRow>> GroupAdjacentAsync<TRow, TKey>(
        this IAsyncEnumerable<TRow> rows,
        Func<TRow, TKey> key,
        RowGroupingOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(key);
        var checkedOptions = Check(options);
        return RowGrouper<TRow>.Group(
            rows,
            () => new FunctionRowKey<TRow, TKey>(key, checkedOptions.RejectRepeatedKeys),
            checkedOptions,
            cancellationToken
        );
    }

    /// <summary>
    /// Makes one group of adjacent rows whose key is the same, as <see cref="GroupAdjacentAsync{TRow, TKey}(IAsyncEnumerable{TRow}, Func{TRow, TKey}, RowGroupingOptions?, CancellationToken)"/> does.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">Takes the key from a row.</param>
    /// <param name="options">Limits; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="TRow">Type of the rows.</typeparam>
    /// <typeparam name="TKey">Type of the key, compared by its own equality.</typeparam>
    /// <returns>The groups. Each holds until the enumerator moves on.</returns>
    public static IEnumerable<RowGroup<TRow>> GroupAdjacent<TRow, TKey>(
        this IEnumerable<TRow> rows,
        Func<TRow, TKey> key,
        RowGroupingOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(key);
        var checkedOptions = Check(options);
        return RowGrouper<TRow>.Group(rows, () => new FunctionRowKey<TRow, TKey>(key, checkedOptions.RejectRepeatedKeys), checkedOptions);
    }

    private static RowGroupingOptions Check(RowGroupingOptions? options)
    {
        options ??= new RowGroupingOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRows, 1);
        return options;
    }
}
