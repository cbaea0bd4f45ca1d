using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// What a load keeps in the store: where its next page is read, and what has been sent of that page already, perhaps. A page is sent only after this says so; a run that was killed in between reads the page again, makes
/// the same bytes of the same records, and Treasure Data knows them by their id.
/// </summary>
internal sealed record PullProgress
{
    public PullCursor Cursor { get; init; } = PullCursor.Start;

    /// <summary>Parts of the page at <see cref="Cursor"/> that may have been sent, in their order.</summary>
    public IReadOnlyList<PullPart> Parts { get; init; } = [];

    /// <summary>Number of the page at <see cref="Cursor"/>, counted over all runs.</summary>
    public uint Page { get; init; }

    /// <summary>Rows that the sweep had sent before that page.</summary>
    public long Rows { get; init; }

    /// <summary>Never earlier for a later page, whatever this machine's clock does.</summary>
    public DateTimeOffset LastPulledAt { get; init; }

    /// <summary>Equal events at the end of the page before, and how many of each there were.</summary>
    public IReadOnlyList<PullTail> Tail { get; init; } = [];
}

/// <summary>Records of one page that were sent together.</summary>
/// <param name="Records">How many.</param>
/// <param name="Hash">Hash of their rows, in hexadecimal digits.</param>
/// <param name="PulledAt">What stands in the rows as the time of the pull.</param>
internal sealed record PullPart(int Records, string Hash, DateTimeOffset PulledAt);

/// <summary>How often an event with the same content has been read.</summary>
internal sealed record PullTail(string Id, int Count);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(PullCursor))]
[JsonSerializable(typeof(PullProgress))]
internal sealed partial class PullJsonContext : JsonSerializerContext;
