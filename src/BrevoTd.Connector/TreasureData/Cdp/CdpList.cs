namespace BrevoTd.Connector.TreasureData;

/// <summary>An answer with a list, in whichever style it came.</summary>
/// <param name="Values">The values of this page.</param>
/// <param name="NextPage">Where the next page is: a cursor or a path; <see langword="null"/> on the last one.</param>
/// <param name="Count">How many there are in all, where the service estimates it.</param>
internal sealed record CdpList<T>(IReadOnlyList<T> Values, string? NextPage, long? Count)
    where T : class, ICdpEntity<T>;
