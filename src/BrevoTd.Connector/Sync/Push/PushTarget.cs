using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>Where a step sends its records. Holds no state: each run makes a writer of its own.</summary>
internal abstract class PushTarget<T>(string name)
{
    /// <summary>Name of the step unless the user gives another.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the service knows a record by a key, so that sending it again changes nothing.</summary>
    public abstract bool HasKey { get; }

    /// <summary>What a writer to this target consists of. The options are the run's own.</summary>
    public abstract WriterParts<T> CreateParts(SyncContext context);
}
