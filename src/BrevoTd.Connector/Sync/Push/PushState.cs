using System.Text.Json;

namespace BrevoTd.Connector.Sync;

/// <summary>How far a step came, as its document in the store.</summary>
internal sealed record PushState
{
    /// <summary>Where the next window begins; everything before it has its outcome.</summary>
    public long? Watermark { get; init; }

    /// <summary>Whether a run began and did not finish. Its window is read again, without what it had delivered.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Where the window of that run ends.</summary>
    public long? Before { get; init; }

    /// <summary>Counts the windows that were finished: the same after a crash, another one when the step has moved on.</summary>
    public long Window { get; init; }

    /// <summary>At most so many records of the open window were stored twice by runs that were cut short.</summary>
    public long MaxDoubled { get; init; }

    public static async Task<PushState> ReadAsync(ISyncStore store, string job, string step, CancellationToken cancellationToken) =>
        await store.ReadDocumentAsync(job, Name(step), cancellationToken).ConfigureAwait(false) is { } json
            ? JsonSerializer.Deserialize(json, SyncJsonContext.Default.PushState) ?? new PushState()
            : new PushState();

    public Task WriteAsync(ISyncStore store, string job, string step, CancellationToken cancellationToken) =>
        store.WriteDocumentAsync(
            job,
            Name(step),
            JsonSerializer.SerializeToUtf8Bytes(this, SyncJsonContext.Default.PushState),
            cancellationToken
        );

    private static string Name(string step) => "push." + step;
}
