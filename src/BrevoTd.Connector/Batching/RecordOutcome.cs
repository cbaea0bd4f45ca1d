namespace BrevoTd.Connector.Batching;

/// <summary>What finally became of a record that a writer accepted.</summary>
public enum RecordOutcome
{
    /// <summary>The service stored it.</summary>
    Delivered,

    /// <summary>The service read it and refused it, for a cause that it named.</summary>
    Rejected,

    /// <summary>It is known not to be stored: it could not be mapped, was never sent, or stood in a request that was refused as a whole.</summary>
    DeadLettered,

    /// <summary>It was sent, and its final result was not learned. It may be stored; it is never sent again by itself.</summary>
    Unverified,
}
