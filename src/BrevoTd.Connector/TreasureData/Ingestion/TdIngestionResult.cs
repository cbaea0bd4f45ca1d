namespace BrevoTd.Connector.TreasureData;

/// <summary>The receipts for records that were sent, one for each and in their order.</summary>
public record TdIngestionResult
{
    /// <summary>The receipts.</summary>
    public IReadOnlyList<TdIngestionReceipt> Receipts { get; init; } = [];

    /// <summary>Number of records that were refused.</summary>
    public int RefusedCount => Receipts.Count(static receipt => receipt.IsRefused);

    /// <summary>Whether every record was taken.</summary>
    public bool IsComplete => RefusedCount == 0;

    /// <summary>Counts only.</summary>
    public override string ToString() => $"{nameof(TdIngestionResult)} {{ {Receipts.Count} receipts, {RefusedCount} refused }}";
}
