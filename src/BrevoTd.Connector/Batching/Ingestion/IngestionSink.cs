using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches to the Data Ingestion API. Each record's receipt is its outcome; a lost answer leaves the whole batch unverified, because the service does not recognise a repeat.
/// </summary>
internal sealed class IngestionSink(TreasureDataIngestionClient ingestion, string database, string table, bool compress) : IBatchSink
{
    public const string SinkName = "treasuredata.ingestion";

    /// <summary>The service's own word for a record that it refused may quote the record.</summary>
    private static readonly OutcomeCause s_refused = new("refused_by_receipt");

    public string Name => SinkName;

    public BatchLimits Limits { get; } =
        new()
        {
            MaxRecords = TreasureDataIngestionClient.MaxRecords,
            MaxBytes = TreasureDataIngestionClient.MaxBatchBytes,
            EnvelopeBytes = 64,
        };

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var records = new ReadOnlyMemory<byte>[batch.Count];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = batch.GetRecord(i);
        }

        var result = await ingestion.SendAsync(database, table, records, compress, cancellationToken).ConfigureAwait(false);
        if (result.IsComplete)
        {
            return BatchAnswer.Delivered;
        }

        var settlement = new BatchSettlement(RecordOutcome.Delivered);
        for (var i = 0; i < result.Receipts.Count; i++)
        {
            if (result.Receipts[i].IsRefused)
            {
                settlement.Set(i, RecordOutcome.Rejected, s_refused);
            }
        }

        return BatchAnswer.PerRecord(settlement);
    }
}
