using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>Where a step sends its records. Holds no state: each run makes a writer of its own.</summary>
internal abstract class PushTarget<T>(string name)
{
    /// <summary>Name of the step unless the user gives another.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the service knows a record by a key, so that sending it again changes nothing.</summary>
    public abstract bool HasKey { get; }

    /// <summary>What becomes of records in doubt unless the user says otherwise; for targets without a key.</summary>
    public virtual OutboxPolicy DefaultPolicy => OutboxPolicy.AtLeastOnce;

    /// <summary>Whether records stand for contacts, so that the members of a list can be compared with them.</summary>
    public virtual bool HoldsContacts => false;

    /// <summary>Lists that the target itself puts every record on, besides those of the writer's options.</summary>
    public virtual IReadOnlyList<long> Lists => [];

    /// <summary>Whether records are events, which the service can list.</summary>
    public virtual bool HoldsEvents => false;

    /// <summary>What may be done with contacts; <see langword="null"/> for targets without modes.</summary>
    public virtual SyncMode? Mode => null;

    public virtual void SetMode(SyncMode mode) => throw new NotSupportedException("The target has no modes.");

    /// <summary>Whether a rejection says that something is wrong with the record; otherwise it may well be taken later.</summary>
    public virtual bool IsRefusal(OutcomeCause cause) => true;

    /// <summary>What a writer to this target consists of. The options are the run's own.</summary>
    public abstract WriterParts<T> CreateParts(SyncContext context);

    /// <summary>Options with what the run gives them, before the user sets his own.</summary>
    protected static TOptions Options<TOptions>(SyncContext context, Action<TOptions>? configure)
        where TOptions : BatchWriterOptions, new()
    {
        var options = new TOptions { TimeProvider = context.Clock, LoggerFactory = context.Loggers };
        configure?.Invoke(options);
        return options;
    }
}
