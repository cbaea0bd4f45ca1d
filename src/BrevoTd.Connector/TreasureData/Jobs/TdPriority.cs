namespace BrevoTd.Connector.TreasureData;

/// <summary>How urgent a job is among the account's jobs.</summary>
public enum TdPriority
{
    /// <summary>−2.</summary>
    VeryLow = -2,

    /// <summary>−1.</summary>
    Low = -1,

    /// <summary>0, which is the service's default.</summary>
    Normal = 0,

    /// <summary>1.</summary>
    High = 1,

    /// <summary>2.</summary>
    VeryHigh = 2,
}
