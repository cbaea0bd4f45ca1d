namespace BrevoTd.Connector.Batching;

/// <summary>The hashes of all identifiers of a run. Not thread-safe.</summary>
internal interface IRunKeys : IDisposable
{
    /// <summary>Adds a hash.</summary>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="InvalidOperationException">It is new, and as many are kept as may be.</exception>
    bool TryAdd(UInt128 hash);

    bool Contains(UInt128 hash);

    void Remove(UInt128 hash);
}
