using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// How far a pull has come: what is to be read next. Keep it only after everything that was read before it is stored. It names no person; its members may grow in later versions.
/// </summary>
public sealed record PullCursor
{
    /// <summary>A pull that has never run: everything is to be read.</summary>
    public static PullCursor Start { get; } = new();

    /// <summary>From when on changes or events are read, or are being read; <see langword="null"/> reads everything.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the sweep began that is under way, by Brevo's clock; <see langword="null"/> between two sweeps.</summary>
    public DateTimeOffset? SweptAt { get; init; }

    /// <summary>When the last sweep over a listing began: the next one is later, if only by a millisecond.</summary>
    public DateTimeOffset? PreviousSweptAt { get; init; }

    /// <summary>Where the sweep that is under way ends, for events.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Start of the part of the time that is being read, for events that are read part by part.</summary>
    public DateTimeOffset? WindowStart { get; init; }

    /// <summary>How many events Brevo said that part had, when the reading of it began.</summary>
    public long? WindowCount { get; init; }

    /// <summary>The place in the listing; <see langword="null"/> at its beginning.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the sweep that is under way reads everything there is.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Reads a cursor that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The bytes.</param>
    /// <exception cref="JsonException">That is no cursor.</exception>
    public static PullCursor Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, PullJsonContext.Default.PullCursor)
        ?? throw new JsonException("The cursor of a pull is null. Start the pull anew without a cursor.");

    /// <summary>The cursor as JSON, to be kept in a place of the user's own.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PullJsonContext.Default.PullCursor);

    /// <summary>Since when, and whether a sweep is under way.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Since is { } since ? $"since {since:O}" : "everything")}{(SweptAt is null ? "" : ", under way")}"
        );
}
