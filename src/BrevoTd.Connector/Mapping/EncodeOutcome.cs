namespace BrevoTd.Connector.Mapping;

/// <summary>What a map made of one record.</summary>
public enum EncodeOutcome
{
    /// <summary>The record was written to the output and can be sent.</summary>
    Encoded,

    /// <summary>A rule of the map left the record out on purpose; nothing was written.</summary>
    Skipped,

    /// <summary>At least one rule failed; what the map wrote is to be discarded.</summary>
    Failed,
}
