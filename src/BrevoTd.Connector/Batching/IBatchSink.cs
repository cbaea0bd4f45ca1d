using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>Where a <see cref="BatchWriter{T}"/> sends its batches. Implement it to write to an endpoint of your own.</summary>
/// <remarks>
/// A sink turns one batch into one request and says what the answer means. It does not repeat, queue or count: transport repeats belong to the HTTP
/// layer, everything else to the writer. It must be thread-safe when <see cref="BatchWriterOptions.MaxConcurrentBatches"/> is above 1.
/// </remarks>
public interface IBatchSink
{
    /// <summary>Name in reports, dead letters, logs and metrics, such as <c>brevo.contacts.import</c>.</summary>
    string Name { get; }

    /// <summary>What one request can carry at most. Options of the writer can lower these limits, never raise them.</summary>
    BatchLimits Limits { get; }

    /// <summary>How the bytes of records stand one after another in a request.</summary>
    WireFormat Format => WireFormat.JsonArray;

    /// <summary>The calls that a batch costs, by which a writer estimates how long a number of records takes at least.</summary>
    /// <value>Default: none, for a service whose limits the library does not know.</value>
    IReadOnlyList<SinkCall> Calls => [];

    /// <summary>
    /// What all records of a request share besides their bytes, such as target lists and flags, as one JSON object. It goes with the dead letters of these records (<see cref="DeadLetter.Partition"/>), so that a
    /// replay can restore it.
    /// </summary>
    /// <param name="partition">The partition (<see cref="EncodedRecord.Partition"/>).</param>
    /// <param name="clearsValues">Whether its records ask to clear values (<see cref="EncodedRecord.ClearsValues"/>).</param>
    /// <returns>The JSON object; <see langword="null"/> when requests share nothing.</returns>
    string? DescribePartition(int partition, bool clearsValues) => partition == 0 ? null : $"{{\"partition\":{partition}}}";

    /// <summary>The table of limits that <see cref="Calls"/> count against, such as <see cref="Brevo.BrevoQuotas.For"/>.</summary>
    /// <value>Default: empty, for a service whose limits the library does not know.</value>
    IReadOnlyList<QuotaRule> Quotas => [];

    /// <summary>
    /// Whether the service stores a batch as a whole or not at all, so that HTTP 400 or 422 with a code that speaks of records (such as <c>invalid_parameter</c>) counts as
    /// <see cref="BatchAnswer.RefusedTogether"/> when <see cref="SendAsync"/> throws it.
    /// </summary>
    /// <value>Default: <see langword="false"/>: such an answer refuses the whole batch.</value>
    bool RefusesTogether => false;

    /// <summary>Sends one batch and says what became of it.</summary>
    /// <param name="batch">The records. Valid until the returned task completes; its memory is reused afterwards.</param>
    /// <param name="cancellationToken">Set when the writer gives up; throw then.</param>
    /// <returns>
    /// <see cref="BatchAnswer.Delivered"/>, <see cref="BatchAnswer.Accepted(string)"/>, <see cref="BatchAnswer.Refused"/>, <see cref="BatchAnswer.RefusedTogether"/>,
    /// <see cref="BatchAnswer.TooLarge"/>, <see cref="BatchAnswer.Unknown"/> or <see cref="BatchAnswer.PerRecord"/>. An exception counts as the answer that <see cref="BatchAnswer.FromException(Exception)"/> makes of it.
    /// </returns>
    Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default);
}
