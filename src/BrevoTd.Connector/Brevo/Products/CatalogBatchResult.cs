namespace BrevoTd.Connector.Brevo;

/// <summary>What a batch of products or categories did. Brevo takes all of it or nothing.</summary>
public sealed record CatalogBatchResult
{
    /// <summary>How many were new.</summary>
    public long? CreatedCount { get; init; }

    /// <summary>How many existed and were updated.</summary>
    public long? UpdatedCount { get; init; }
}
