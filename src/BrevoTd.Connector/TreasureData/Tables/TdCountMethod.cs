namespace BrevoTd.Connector.TreasureData;

/// <summary>How the rows of a table are counted.</summary>
public enum TdCountMethod
{
    /// <summary>By a Trino job: exactly what queries see, at the price of a job.</summary>
    Query,

    /// <summary>By the number in the table's description: cheap, and behind by as much as the service likes (<see cref="TdTable.CounterUpdatedAt"/>).</summary>
    TableCounter,
}
