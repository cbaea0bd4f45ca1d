using System.Data;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>What can be done with sources of rows of Treasure Data.</summary>
public static class SyncSourceExtensions
{
    /// <summary>
    /// Makes one record of all rows that have the same key, such as an order of its lines. The rows are asked for in the order of their key, whatever the query says of it.
    /// </summary>
    /// <remarks>
    /// With a watermark, all rows of a key need the same watermark: a record is made of the rows within the window, and would replace one that has more.
    /// </remarks>
    /// <param name="source">The source.</param>
    /// <param name="keyColumns">Names of the columns that make up the key.</param>
    /// <returns>The source: say where its records go.</returns>
    public static SyncSource<RowGroup<TdRow>> GroupBy(this SyncSource<TdRow> source, params string[] keyColumns)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keyColumns);
        string[] columns = [.. keyColumns];
        if (columns.Length == 0 || Array.Exists(columns, string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("A key has at least one column, and every column a name.", nameof(keyColumns));
        }

        return source.With(rows => new GroupedSource<TdRow>(
            rows.OrderedBy(columns),
            (ordered, cancellationToken) => ordered.GroupAdjacentAsync(columns, cancellationToken: cancellationToken)
        ));
    }

    /// <summary>
    /// Makes one record of adjacent records that have the same key, such as an order of its lines. They have to come in the order of their key: one that comes again after another one becomes a second record.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="key">Takes the key from a record.</param>
    /// <param name="options">Limits; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <typeparam name="TKey">Type of the key, compared by its own equality.</typeparam>
    /// <returns>The source: say where its records go.</returns>
    /// <exception cref="NotSupportedException">The records are rows of a data reader, which do not outlast the next one.</exception>
    public static SyncSource<RowGroup<T>> GroupBy<T, TKey>(this SyncSource<T> source, Func<T, TKey> key, RowGroupingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(key);
        if (typeof(IDataRecord).IsAssignableFrom(typeof(T)))
        {
            throw new NotSupportedException(
                "A row of a data reader does not outlast the next one, so rows cannot be kept for a group. Make records of your own of them with SyncBuilder.From."
            );
        }

        return source.With(rows => new GroupedSource<T>(
            rows,
            (records, cancellationToken) => records.GroupAdjacentAsync(key, options, cancellationToken)
        ));
    }

    /// <summary>Sends rows to Brevo's orders, one order of all rows that have the same key; each row is a line (<see cref="GroupBy(SyncSource{TdRow}, string[])"/>).</summary>
    /// <param name="source">The source.</param>
    /// <param name="map">Says how rows become an order. Its columns are those of the first row; the lines are <c>group.Rows</c>.</param>
    /// <param name="keyColumns">Names of the columns that make up the key, such as <c>order_id</c>.</param>
    /// <param name="configure">Sets the options of the writer, at least whether the orders are past ones. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public static SyncPush<RowGroup<TdRow>> ToOrders(
        this SyncSource<TdRow> source,
        OrderMap<RowGroup<TdRow>> map,
        IReadOnlyList<string> keyColumns,
        Action<OrderWriterOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(keyColumns);
        return source.GroupBy([.. keyColumns]).ToOrders(map, configure);
    }
}
