using System.Text.Json;

namespace BrevoTd.Connector.Sync;

/// <summary>What a run did, with the account of every record. It names no person; it can be logged, printed and serialised.</summary>
public sealed record SyncReport
{
    /// <summary>Name of the job.</summary>
    public string Job { get; init; } = "";

    /// <summary>Which run it was.</summary>
    public string RunId { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether it read a sample only.</summary>
    public bool IsSample { get; init; }

    /// <summary>The steps, in the order in which they ran.</summary>
    public IReadOnlyList<SyncStepReport> Steps { get; init; } = [];

    /// <summary>Why the run ended before its last step; <see langword="null"/> when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether every step is complete and nothing is unverified.</summary>
    public bool IsComplete => Failure is null && Steps.All(step => step.IsComplete);

    /// <summary>The report as JSON, in the shape that <see cref="FromJson"/> reads.</summary>
    /// <returns>One JSON object.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, SyncJsonContext.Default.SyncReport);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">One JSON object.</param>
    /// <returns>The report.</returns>
    /// <exception cref="JsonException">The text is not such an object.</exception>
    public static SyncReport FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize(json, SyncJsonContext.Default.SyncReport)
            ?? throw new JsonException("The text is the JSON value null instead of a report.");
    }

    /// <summary>The report as a table for a terminal or a log.</summary>
    /// <returns>Some lines, without a line break at the end.</returns>
    public string ToTable() => SyncTables.Render(this);

    /// <summary>The report as a table (<see cref="ToTable"/>).</summary>
    /// <returns>Some lines.</returns>
    public override string ToString() => ToTable();
}
