using System.Text.Json;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// What a run would do now, learned by the same code that runs, without writing anything. It names no person, can be printed and serialised, and can be handed to a run
/// (<see cref="SyncRunOptions.Plan"/>), which refuses it once it is stale.
/// </summary>
public sealed record SyncPlan
{
    /// <summary>Name of the job.</summary>
    public string Job { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when a run accepts it: one hour after it was made.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it was made from a sample only; such a plan cannot be run.</summary>
    public bool IsSample { get; init; }

    /// <summary>Stands for what the store knew when it was made.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>The steps, in the order in which they run.</summary>
    public IReadOnlyList<SyncStepPlan> Steps { get; init; } = [];

    /// <summary>The plan as JSON, in the shape that <see cref="FromJson"/> reads.</summary>
    /// <returns>One JSON object.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, SyncJsonContext.Default.SyncPlan);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">One JSON object.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="JsonException">The text is not such an object.</exception>
    public static SyncPlan FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize(json, SyncJsonContext.Default.SyncPlan)
            ?? throw new JsonException("The text is the JSON value null instead of a plan.");
    }

    /// <summary>The plan as a table for a terminal.</summary>
    /// <returns>Some lines, without a line break at the end.</returns>
    public string ToTable() => SyncTables.Render(this);

    /// <summary>The plan as a table (<see cref="ToTable"/>).</summary>
    /// <returns>Some lines.</returns>
    public override string ToString() => ToTable();
}
