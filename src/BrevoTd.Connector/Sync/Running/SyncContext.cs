using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Sync;

/// <summary>What the steps of one run share.</summary>
internal sealed class SyncContext
{
    public required string Job { get; init; }

    public required string RunId { get; init; }

    public required BrevoClient Brevo { get; init; }

    public required TreasureDataClient TreasureData { get; init; }

    public required ISyncStore Store { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required SyncRunOptions Options { get; init; }

    /// <summary>Makes the hashes by which the store knows records and people.</summary>
    public required RecordHash Hash { get; init; }

    /// <summary>People who were erased from the account.</summary>
    public required Tombstones Tombstones { get; init; }

    /// <summary>People who were taken off lists for good, by person and list (<see cref="ConsentKeys.OnList"/>).</summary>
    public required Tombstones Unsubscribed { get; init; }

    /// <summary>Name of the Brevo account.</summary>
    public required string Account { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}
