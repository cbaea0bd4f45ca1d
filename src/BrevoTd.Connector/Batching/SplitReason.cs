namespace BrevoTd.Connector.Batching;

/// <summary>Why parts of a refused batch may be taken by themselves.</summary>
internal enum SplitReason
{
    None,
    TooLarge,
    RefusedTogether,
}
