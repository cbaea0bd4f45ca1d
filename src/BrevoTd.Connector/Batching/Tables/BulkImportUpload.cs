using System.Globalization;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Uploads a source's parts to a session. A part's name says its position and its rows' hash: what a run before uploaded is known by its name, and what it uploaded otherwise is removed.
/// </summary>
internal sealed class BulkImportUpload<T>(
    TreasureDataBulkImportSession session,
    RecordEncoder<T> encoder,
    TdPartOptions options,
    IProgress<TdPartsProgress>? progress
)
{
    private readonly List<string> _names = [];
    private readonly List<Task> _uploads = [];
    private readonly object _gate = new();
    private HashSet<string> _existing = [];
    private TdPartsProgress _done;
    private int _reused;

    public async Task<TdPartsResult> RunAsync(IAsyncEnumerable<T> records, CancellationToken cancellationToken)
    {
        var state = await session.GetStateAsync(cancellationToken).ConfigureAwait(false);
        if (state.Status != TdBulkImportStatus.Uploading || state.IsFrozen == true)
        {
            return new TdPartsResult { WasWrittenBefore = true };
        }

        _existing = new HashSet<string>(await session.ListPartsAsync(cancellationToken).ConfigureAwait(false), StringComparer.Ordinal);
        using var builder = new RowPartBuilder<T>(encoder, options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (builder.Add(record) is { } full)
                {
                    await BeginAsync(full, stop.Token).ConfigureAwait(false);
                }
            }

            if (builder.Finish() is { } last)
            {
                await BeginAsync(last, stop.Token).ConfigureAwait(false);
            }

            await Task.WhenAll(_uploads).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(_uploads).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var removed = await RemoveOthersAsync(cancellationToken).ConfigureAwait(false);
        return new TdPartsResult
        {
            Rows = builder.Rows,
            Skipped = builder.Skipped,
            Failed = builder.Failed,
            Failures = builder.Failures,
            Parts = _names,
            ReusedParts = _reused,
            RemovedParts = removed,
            Bytes = _done.Bytes,
        };
    }

    private async Task BeginAsync(TdRowPart part, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{options.Label}-{_names.Count + 1:D6}-{part.Hash}");
        _names.Add(name);
        if (_existing.Contains(name))
        {
            _reused++;
            Note(part);
            return;
        }

        while (_uploads.Count >= options.MaxConcurrentUploads)
        {
            var finished = await Task.WhenAny(_uploads).ConfigureAwait(false);
            _ = _uploads.Remove(finished);
            await finished.ConfigureAwait(false);
        }

        _uploads.Add(UploadAsync(name, part, cancellationToken));
    }

    private async Task UploadAsync(string name, TdRowPart part, CancellationToken cancellationToken)
    {
        await session.PutPartAsync(name, part.Content, cancellationToken).ConfigureAwait(false);
        Note(part);
    }

    private void Note(TdRowPart part)
    {
        lock (_gate)
        {
            _done = new TdPartsProgress(_done.Rows + part.RowCount, _done.Parts + 1, _done.Bytes + part.Content.Length);
            progress?.Report(_done);
        }
    }

    private async Task<int> RemoveOthersAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var written = _names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in _existing.Where(name => IsOfThisLabel(name) && !written.Contains(name)))
        {
            await session.RemovePartAsync(name, cancellationToken).ConfigureAwait(false);
            removed++;
        }

        return removed;
    }

    private bool IsOfThisLabel(string name)
    {
        // label-000001-0123456789abcdef
        var tail = name.StartsWith(options.Label + "-", StringComparison.Ordinal) ? name.AsSpan(options.Label.Length + 1) : default;
        var dash = tail.IndexOf('-');
        return dash >= 6 && !tail[..dash].ContainsAnyExceptInRange('0', '9') && tail[(dash + 1)..].Length == 16;
    }
}
