namespace BrevoTd.Connector.Batching;

/// <summary>A call that a sink makes for its batches, as the service's quota counts it.</summary>
/// <param name="Method">HTTP method, such as <c>POST</c>.</param>
/// <param name="Route">Route template relative to the base address, such as <c>contacts/import</c>.</param>
public sealed record SinkCall(string Method, string Route)
{
    /// <summary>How often the call is made for one batch, on average; below 1 where one call serves several batches.</summary>
    /// <value>Default: 1.</value>
    public double PerBatch { get; init; } = 1;

    /// <summary>How often the call is made for one record, besides <see cref="PerBatch"/>.</summary>
    /// <value>Default: 0.</value>
    public double PerRecord { get; init; }
}
