using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>Lists a page after another, from a token on.</summary>
internal delegate IAsyncEnumerable<Page<T>> PullListing<T>(
    PullSource source,
    DateTimeOffset? since,
    DateTimeOffset? until,
    string? token,
    int? pageSize,
    CancellationToken cancellationToken
);

/// <summary>Sweeps over records, step by step.</summary>
internal delegate IAsyncEnumerable<PullStep<T>> PullSweep<T>(
    PullSource source,
    PullListing<T> listing,
    PullCursor cursor,
    PullOptions options,
    CancellationToken cancellationToken
);

/// <summary>What makes the pull of one kind of record.</summary>
internal sealed record PullDefinition<T>(string Name)
{
    public required PullListing<T> Listing { get; init; }

    public required PullSweep<T> Sweep { get; init; }

    /// <summary>The tables, once the client is there to ask what columns they need.</summary>
    public required Func<PullSource, CancellationToken, ValueTask<IReadOnlyList<PullOutput<T>>>> Outputs { get; init; }

    /// <summary>What a record is recognised by.</summary>
    public required Func<T, string?> Key { get; init; }

    public required JsonTypeInfo<T> Type { get; init; }

    /// <summary>When the record changed or happened.</summary>
    public Func<T, DateTimeOffset?> Time { get; init; } = static _ => null;

    /// <summary>Whether the records are events, which have no id and do not change.</summary>
    public bool IsEvents { get; init; }

    /// <summary>Whether equal events are different ones.</summary>
    public bool CountsEqual { get; init; }

    /// <summary>Whether the listing may show a record twice.</summary>
    public bool MayRepeat { get; init; }
}
