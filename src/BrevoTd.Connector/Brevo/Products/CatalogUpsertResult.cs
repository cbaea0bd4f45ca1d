namespace BrevoTd.Connector.Brevo;

/// <summary>What an upsert of one product or category did.</summary>
public sealed record CatalogUpsertResult
{
    /// <summary>Whether it was new. After a repeat because of a lost answer, <see langword="false"/> although this call may have created it.</summary>
    public bool Created { get; init; }
}
