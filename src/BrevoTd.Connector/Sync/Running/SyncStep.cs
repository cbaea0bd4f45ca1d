namespace BrevoTd.Connector.Sync;

/// <summary>One part of a job. It holds its definition only; what a run knows stands in the context and the store.</summary>
internal abstract class SyncStep(string name)
{
    public string Name { get; private set; } = name;

    public void Rename(string name) => Name = name;

    /// <summary>Throws when the definition of the step contradicts itself.</summary>
    public virtual void Validate(string job) { }

    /// <summary>What the step would do now. Writes nothing, neither to a service nor to the store.</summary>
    public abstract Task<SyncStepPlan> PlanAsync(SyncContext context, CancellationToken cancellationToken);

    /// <summary>Does it, from where an earlier run was cut short.</summary>
    public abstract Task<SyncStepReport> RunAsync(SyncContext context, CancellationToken cancellationToken);
}
