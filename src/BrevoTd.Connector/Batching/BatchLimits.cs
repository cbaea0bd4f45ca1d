namespace BrevoTd.Connector.Batching;

/// <summary>What one request of an endpoint can carry at most.</summary>
public sealed record BatchLimits
{
    /// <summary>Records in one request.</summary>
    /// <value>Default: no limit.</value>
    public int MaxRecords { get; init; } = int.MaxValue;

    /// <summary>Bytes of one request's body as they go on the wire, with everything around and between the records.</summary>
    /// <value>Default: no limit.</value>
    public int MaxBytes { get; init; } = int.MaxValue;

    /// <summary>What the records of one request may weigh together (<see cref="Mapping.EncodedRecord.Weight"/>), for a limit that is neither of records nor of bytes.</summary>
    /// <value>Default: no limit.</value>
    public long MaxWeight { get; init; } = long.MaxValue;

    /// <summary>Bytes that the sink puts around the records of a request, at most.</summary>
    /// <value>Default: 0.</value>
    public int EnvelopeBytes { get; init; }
}
