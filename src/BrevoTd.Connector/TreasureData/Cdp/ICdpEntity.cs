namespace BrevoTd.Connector.TreasureData;

/// <summary>A model that both styles of the CDP API send: flat, or as the attributes of a resource that holds id and relationships beside them.</summary>
internal interface ICdpEntity<TSelf>
    where TSelf : class, ICdpEntity<TSelf>
{
    /// <summary>The same value with what stands beside the attributes.</summary>
    TSelf With(CdpResource resource);
}
