using System.Buffers;

namespace BrevoTd.Connector.Mapping;

/// <summary>Turns records into the bytes that go on the wire, once and straight into the batch. Maps provide encoders; a sink of your own may bring its own.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
/// <remarks>An encoder is used by one thread at a time and keeps no reference to a record after <see cref="Encode"/> returned.</remarks>
public abstract class RecordEncoder<T>
{
    /// <summary>What the writer is to do with records whose outcome is <see cref="EncodeOutcome.Failed"/>.</summary>
    /// <value>Default: <see cref="FailurePolicy.DeadLetter"/>.</value>
    public virtual FailurePolicy OnFailure => FailurePolicy.DeadLetter;

    /// <summary>Writes one record to the output.</summary>
    /// <param name="record">The record; a row that is valid only now may be passed.</param>
    /// <param name="number">Position of the record in the source, from 1.</param>
    /// <param name="output">Where the bytes go: one JSON object or one MessagePack map, without separator. The caller discards them unless the outcome is <see cref="EncodeOutcome.Encoded"/>.</param>
    /// <returns>The outcome and the places of the record's identifiers.</returns>
    /// <exception cref="MappingException">A rule failed and <see cref="OnFailure"/> is <see cref="FailurePolicy.Throw"/>; nothing was written.</exception>
    public abstract EncodedRecord Encode(T record, long number, IBufferWriter<byte> output);

    /// <summary>What the encoder has done so far. May be called by another thread while records are encoded.</summary>
    /// <returns>A copy that does not change any more.</returns>
    public virtual MappingStatistics GetStatistics() => MappingStatistics.Empty;
}
