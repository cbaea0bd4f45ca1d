namespace BrevoTd.Connector.TreasureData;

/// <summary>An answer with one value, in whichever style it came.</summary>
internal sealed record CdpItem<T>(T Value)
    where T : class, ICdpEntity<T>;
