using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>A sink's wish that a record be sent another time.</summary>
/// <param name="Cause">Why the service has not stored it.</param>
/// <param name="Otherwise">Its outcome when it is not sent again.</param>
/// <param name="Repair">The bytes that take the place of the former ones; <see langword="null"/> to send those again.</param>
internal sealed record SendAgainRequest(OutcomeCause Cause, RecordOutcome Otherwise, RecordRepair? Repair);

/// <summary>Other bytes for a record, and where its identifiers stand in them.</summary>
internal sealed record RecordRepair(ReadOnlyMemory<byte> Body, FieldRange Key, FieldRange ExternalId, FieldRange Phone);
