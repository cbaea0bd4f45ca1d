namespace BrevoTd.Connector.Http;

/// <summary>What became of renewing a call's credential after a 401.</summary>
internal enum RenewalOutcome
{
    /// <summary>Not tried.</summary>
    None,

    /// <summary>Another credential is current.</summary>
    Renewed,

    /// <summary>The source has no other one.</summary>
    Unchanged,

    /// <summary>The source failed.</summary>
    Failed,
}
