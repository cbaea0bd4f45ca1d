namespace BrevoTd.Connector.Batching;

/// <summary>What happens to records of one batch that have the same identifier. Reports of a service are joined by identifier, so one batch carries each only once.</summary>
public enum DuplicateKeyPolicy
{
    /// <summary>The record written last is sent; earlier ones are dead-lettered as <see cref="OutcomeCause.DuplicateKey"/>.</summary>
    LastWins,

    /// <summary>The record written first is sent; later ones are dead-lettered as <see cref="OutcomeCause.DuplicateKey"/>.</summary>
    FirstWins,

    /// <summary>The batch is closed and the record goes into the next one. Nothing is left out, at the price of more requests.</summary>
    NextBatch,
}
