namespace BrevoTd.Connector.Batching;

/// <summary>What is remembered of a record that goes to the service another time.</summary>
/// <param name="Attempts">How often it was sent, not counting larger batches of which it was a part.</param>
/// <param name="Requests">Requests that carried it.</param>
/// <param name="Cause">Why it was not stored the last time.</param>
/// <param name="Otherwise">Its outcome if it is not sent again after all.</param>
/// <param name="Repaired">The cause that its bytes were changed for, if they were.</param>
internal readonly record struct SentBefore(int Attempts, int Requests, OutcomeCause Cause, RecordOutcome Otherwise, OutcomeCause? Repaired);
