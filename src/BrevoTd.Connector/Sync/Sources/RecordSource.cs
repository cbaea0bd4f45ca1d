namespace BrevoTd.Connector.Sync;

/// <summary>Where a step reads its records. Holds no state: each run opens it anew.</summary>
internal abstract class RecordSource<T>
{
    /// <summary>What stands in plans and reports; never a query's text, which may name people.</summary>
    public abstract string Description { get; }

    /// <summary>Whether a window can be asked for by the name of a column.</summary>
    public virtual bool TakesWatermarkColumn => false;

    /// <summary>The largest value of a watermark column now; <see langword="null"/> for no rows.</summary>
    public virtual Task<long?> FindNewestAsync(SyncContext context, string column, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The source has no columns.");

    /// <summary>The same source with its rows in the order of columns, if it can be asked for that.</summary>
    public virtual RecordSource<T> OrderedBy(IReadOnlyList<string> columns) => this;

    /// <summary>Opens the source.</summary>
    /// <param name="context">The run.</param>
    /// <param name="window">Which records are wanted.</param>
    /// <param name="column">The watermark's column, for sources that take one.</param>
    /// <param name="sample">How many records at most; all of them when null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract IAsyncEnumerable<T> ReadAsync(
        SyncContext context,
        SyncWindow window,
        string? column,
        long? sample,
        CancellationToken cancellationToken
    );
}
