namespace BrevoTd.Connector.Batching;

/// <summary>How urgently a writer wants to learn outcomes.</summary>
public enum SettlementUrgency
{
    /// <summary>Records are still being written; outcomes may come at the service's leisure.</summary>
    Relaxed,

    /// <summary>Everything is sent, and the caller waits for the report.</summary>
    Completing,

    /// <summary>The writer accepts nothing more until records are settled (<see cref="BatchWriterOptions.MaxUnsettledRecords"/>).</summary>
    Blocked,
}
