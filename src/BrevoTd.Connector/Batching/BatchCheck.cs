using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Looks, before the first record is sent, whether a map fits its source and its target.</summary>
internal abstract class BatchCheck<T>
{
    /// <summary>Problems between the map and the first record's columns. Must not keep the record.</summary>
    public abstract IReadOnlyList<MappingProblem> CheckSource(T firstRecord);

    /// <summary>Problems between the map and the service.</summary>
    public abstract Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken);
}
