using System.Text.Json;

namespace BrevoTd.Connector.Sync;

/// <summary>A page of records, and where the pull goes on once they are stored.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed record PullStep<T>
{
    /// <summary>The records.</summary>
    public required IReadOnlyList<T> Records { get; init; }

    /// <summary>The cursor to keep when everything up to and including these records is stored, and not before.</summary>
    public required PullCursor Next { get; init; }

    /// <summary>Whether the sweep is complete with this step.</summary>
    public required bool IsLast { get; init; }

    /// <summary>When the sweep began, by Brevo's clock.</summary>
    public required DateTimeOffset SweptAt { get; init; }

    /// <summary>Whether the sweep reads everything there is, so that what it does not see was deleted.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The cursor at which this page is read again, in the same sweep.</summary>
    internal PullCursor At { get; init; } = PullCursor.Start;

    /// <summary>The records as Brevo sent them, in the same order; empty unless asked for.</summary>
    internal IReadOnlyList<JsonElement?> Json { get; init; } = [];

    /// <summary>What happened or changed from here on is read once more by the next sweep; <see langword="null"/> if sweeps do not depend on times.</summary>
    internal DateTimeOffset? Horizon { get; init; }

    /// <summary>Whether a part of the time begins with this step, or begins anew.</summary>
    internal bool StartsWindow { get; init; }

    /// <summary>Whether it begins anew, so that what it has shown before may come again.</summary>
    internal bool StartsAgain { get; init; }

    /// <summary>The number of records only.</summary>
    public override string ToString() => $"{Records.Count} records of {typeof(T).Name}{(IsLast ? ", the last ones" : "")}";
}
