using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>A target that one of the ready-made writers serves.</summary>
/// <param name="name">Name of the step unless the user gives another.</param>
/// <param name="create">Makes the writer's parts of the run and its options.</param>
/// <param name="configure">Sets the user's options.</param>
internal sealed class WriterTarget<T, TOptions>(
    string name,
    Func<SyncContext, TOptions, WriterParts<T>> create,
    Action<TOptions>? configure
) : PushTarget<T>(name)
    where TOptions : BatchWriterOptions, new()
{
    public override bool HasKey => Policy is null;

    public override OutboxPolicy DefaultPolicy => Policy ?? OutboxPolicy.AtLeastOnce;

    public override bool HoldsContacts => IsList;

    public override IReadOnlyList<long> Lists => List is { } list ? [list] : [];

    public override bool HoldsEvents => IsEvents;

    /// <summary>What becomes of records in doubt; <see langword="null"/> where the service has a key.</summary>
    public OutboxPolicy? Policy { get; init; }

    public bool IsList { get; init; }

    /// <summary>The list, if it is one.</summary>
    public long? List { get; init; }

    public bool IsEvents { get; init; }

    /// <summary>A cause that is no refusal.</summary>
    public OutcomeCause? NoRefusal { get; init; }

    public override bool IsRefusal(OutcomeCause cause) => cause != NoRefusal;

    public override WriterParts<T> CreateParts(SyncContext context) => create(context, Options(context, configure));
}
