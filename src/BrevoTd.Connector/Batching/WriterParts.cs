using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>What a ready-made writer consists of, so that a sync can look at its records and stand between the writer and the service.</summary>
internal sealed record WriterParts<T>(RecordEncoder<T> Encoder, IBatchSink Sink, BatchWriterOptions Options, BatchCheck<T>? Check)
{
    public BatchWriter<T> CreateWriter() => new(Encoder, Sink, Options, Check, ownsSink: true);
}
