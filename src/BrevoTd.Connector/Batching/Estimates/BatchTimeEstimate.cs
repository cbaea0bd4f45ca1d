using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>How long a number of records takes at least: with an account that nobody else uses, and a service that answers and works at once.</summary>
public sealed record BatchTimeEstimate
{
    /// <summary>Name of the sink.</summary>
    public required string SinkName { get; init; }

    /// <summary>Records that are going to be written.</summary>
    public required long Records { get; init; }

    /// <summary>Records that one batch carries.</summary>
    public required int RecordsPerBatch { get; init; }

    /// <summary>Batches that the records fill.</summary>
    public required long Batches { get; init; }

    /// <summary>The quotas that are used, the slowest first. Empty when no limit of the service is known: Treasure Data publishes none.</summary>
    public IReadOnlyList<QuotaBucketEstimate> Buckets { get; init; } = [];

    /// <summary>The lower bound of the slowest quota, from the first call to the last one. Zero when no limit is known or none is reached.</summary>
    public TimeSpan LowerBound => Buckets.Count == 0 ? TimeSpan.Zero : Buckets[0].LowerBound;

    /// <summary>The estimate as a table for a terminal or a log, one line per quota.</summary>
    /// <returns>Some lines, without a line break at the end.</returns>
    public string ToTable() => BatchEstimateTable.Render(this);

    /// <summary>Records, batches and time in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{SinkName}: {Records:N0} records in {Batches:N0} batches, {(Buckets.Count == 0 ? "no limit known" : "at least " + BatchEstimateTable.Duration(LowerBound))}"
        );

    /// <summary>The estimate for an account of Brevo of which only the tier is known.</summary>
    internal static BatchTimeEstimate ForTier(
        string sinkName,
        IReadOnlyList<SinkCall> calls,
        int recordsPerBatch,
        long records,
        BrevoTier tier
    ) => For(sinkName, calls, BrevoQuotas.For(tier), recordsPerBatch, records);

    internal static BatchTimeEstimate For(
        string sinkName,
        IReadOnlyList<SinkCall> calls,
        IReadOnlyList<QuotaRule> quotas,
        int recordsPerBatch,
        long records
    )
    {
        var batches = (records + recordsPerBatch - 1) / recordsPerBatch;
        return new BatchTimeEstimate
        {
            SinkName = sinkName,
            Records = records,
            RecordsPerBatch = recordsPerBatch,
            Batches = batches,
            Buckets = QuotaEstimates.For(
                calls.Select(call => new QuotaDemand(call.Method, call.Route, (call.PerBatch * batches) + (call.PerRecord * records))),
                quotas
            ),
        };
    }
}
