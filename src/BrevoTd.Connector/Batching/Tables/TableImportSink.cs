using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches to <c>import_with_id</c>. The id comes from the rows, so that a repeat is stored once; rows are delivered as soon as the service acknowledges their MD5.
/// </summary>
internal sealed class TableImportSink(TreasureDataTablesClient tables, string database, string table) : IBatchSink
{
    public const string SinkName = "treasuredata.tables.import";

    /// <summary>What Treasure Data's own shipper stays below, before compression; the service's limit is not published.</summary>
    private const int MaxRowBytes = 32 * 1024 * 1024;

    public string Name => SinkName;

    public BatchLimits Limits { get; } = new() { MaxBytes = MaxRowBytes };

    public WireFormat Format => WireFormat.MessagePack;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var body = TdImportBody.Create(database, table, batch.Runs());
        await tables.ImportAsync(body, cancellationToken).ConfigureAwait(false);
        return BatchAnswer.Delivered;
    }
}
