namespace BrevoTd.Connector.Quotas;

/// <summary>A call that asks for a permit.</summary>
public sealed record QuotaRequest
{
    /// <summary>HTTP method, such as <c>GET</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Route template relative to the base address, such as <c>contacts/{identifier}</c>: never the path, which may name a person.</summary>
    public required string Route { get; init; }

    /// <summary>How long the call may wait; <see cref="Timeout.InfiniteTimeSpan"/> means without limit.</summary>
    public TimeSpan MaxWait { get; init; } = Timeout.InfiniteTimeSpan;
}
