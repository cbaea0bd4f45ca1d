namespace BrevoTd.Connector.Sync;

/// <summary>A source of the user's own.</summary>
internal sealed class DelegateSource<T>(Func<SyncWindow, CancellationToken, IAsyncEnumerable<T>> open) : RecordSource<T>
{
    public override string Description => typeof(T).Name;

    public override IAsyncEnumerable<T> ReadAsync(
        SyncContext context,
        SyncWindow window,
        string? column,
        long? sample,
        CancellationToken cancellationToken
    )
    {
        var records =
            open(window, cancellationToken)
            ?? throw new InvalidOperationException("The source's delegate returned null instead of records.");
        return sample is { } count ? Records.TakeAsync(records, count, cancellationToken) : records;
    }
}
