using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Records that were sent in several requests got as far as <see cref="Receipts"/> says; then a request failed.</summary>
public sealed class TreasureDataIngestionException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="sent">Records of the requests that were answered.</param>
    /// <param name="receipts">Their receipts.</param>
    /// <param name="innerException">What the next request ended with.</param>
    public TreasureDataIngestionException(int sent, IReadOnlyList<TdIngestionReceipt> receipts, ConnectorException innerException)
        : base(
            TreasureDataService.Name,
            "ingestion.send",
            $"The first {sent} records were answered, then a request failed. Go on behind them: sending them again would store them twice. {innerException?.Message}",
            innerException
        )
    {
        ArgumentNullException.ThrowIfNull(innerException);
        Receipts = receipts;
        Sent = sent;
        MayHaveBeenProcessed = innerException.MayHaveBeenProcessed;
        IsTransient = innerException.IsTransient;
    }

    /// <summary>How many records, from the first one on, were answered.</summary>
    public int Sent { get; }

    /// <summary>The receipts of those records.</summary>
    public IReadOnlyList<TdIngestionReceipt> Receipts { get; }

    /// <inheritdoc/>
    public override bool IsTransient { get; }
}
