using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Batching;

/// <summary>What a writer knows of its batches before it has any.</summary>
internal sealed class BatchEstimator
{
    private readonly IBatchSink _sink;
    private readonly int _maxRecords;
    private readonly int _maxBytes;
    private readonly int _separator;

    public BatchEstimator(IBatchSink sink, BatchWriterOptions options)
    {
        _sink = sink;
        var limits = sink.Limits;

        // A writer that may accept nothing more sends what it has.
        _maxRecords = Math.Max(1, Math.Min(Math.Min(options.MaxBatchRecords, limits.MaxRecords), options.MaxUnsettledRecords));
        _maxBytes = Math.Min(options.MaxBatchBytes, limits.MaxBytes) - limits.EnvelopeBytes;
        _separator = sink.Format is WireFormat.MessagePack ? 0 : 1;
    }

    /// <summary>By the limits of the client that the sink sends with.</summary>
    public BatchTimeEstimate Estimate(long records, int averageRecordBytes) =>
        BatchTimeEstimate.For(_sink.Name, _sink.Calls, _sink.Quotas, RecordsPerBatch(averageRecordBytes), Checked(records));

    /// <summary>By the limits that Brevo publishes for a tier.</summary>
    public BatchTimeEstimate Estimate(long records, int averageRecordBytes, BrevoTier tier) =>
        BatchTimeEstimate.ForTier(_sink.Name, _sink.Calls, RecordsPerBatch(averageRecordBytes), Checked(records), tier);

    private static long Checked(long records)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(records);
        return records;
    }

    private int RecordsPerBatch(int averageRecordBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(averageRecordBytes);
        if (averageRecordBytes == 0)
        {
            return _maxRecords;
        }

        // No separator stands in front of the first record.
        var fitting = (_maxBytes + (long)_separator) / (averageRecordBytes + (long)_separator);
        return (int)Math.Clamp(fitting, 1, _maxRecords);
    }
}
