using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>What one step would do.</summary>
public sealed record SyncStepPlan
{
    /// <summary>Name of the step.</summary>
    public string Step { get; init; } = "";

    /// <summary>Where the records come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where they go.</summary>
    public string Target { get; init; } = "";

    /// <summary>Records that the source holds, within the window of this run.</summary>
    public long Read { get; init; }

    /// <summary>Records that would be sent.</summary>
    public long ToSend { get; init; }

    /// <summary>
    /// Every record by what would happen to it, and why: <c>send new</c>, <c>send changed</c>, <c>send again</c>, <c>unchanged</c>, <c>refused before</c>, <c>erased</c>, <c>skip …</c> with the map's reason, <c>refuse …</c> with
    /// what the map would refuse it for, <c>remove</c>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Actions { get; init; } = new Dictionary<string, long>();

    /// <summary>Batches that would be sent.</summary>
    public long Batches { get; init; }

    /// <summary>Bytes of the records that would be sent.</summary>
    public long Bytes { get; init; }

    /// <summary>Calls by endpoint, without repeats.</summary>
    public IReadOnlyDictionary<string, long> Calls { get; init; } = new Dictionary<string, long>();

    /// <summary>How long it takes at least on each of Brevo's tiers, with a quota that nobody else uses.</summary>
    public IReadOnlyDictionary<string, TimeSpan> EarliestFinish { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>The first records that would be sent, with every value masked: which fields they carry, and how long the values are.</summary>
    public IReadOnlyList<string> Sample { get; init; } = [];
}
