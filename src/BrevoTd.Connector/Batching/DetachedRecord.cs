using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>A record that was encoded before there was room for it.</summary>
internal sealed record DetachedRecord(RecordBuffer Buffer, EncodedRecord Encoded, long Number, FailurePolicy OnFailure);
