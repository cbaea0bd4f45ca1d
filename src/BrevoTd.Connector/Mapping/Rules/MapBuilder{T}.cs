namespace BrevoTd.Connector.Mapping;

/// <summary>What can be said of a map as a whole.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract class MapBuilder<T>
{
    private protected MapBuilder(MapDefinition<T> definition) => Definition = definition;

    internal MapDefinition<T> Definition { get; }

    /// <summary>Leaves out records that meet the condition, before any rule looks at them. They are counted by reason.</summary>
    /// <param name="condition">The condition. If it throws, the record fails: it is not known whether it was to be left out.</param>
    /// <param name="reason">Reason, as it stands in reports.</param>
    public void SkipWhen(Func<T, bool> condition, string reason)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentException.ThrowIfNullOrEmpty(reason);
        Definition.EnsureOpen();
        Definition.SkipRules.Add((condition, reason));
    }

    /// <summary>What rules do without a value, unless they have their own <c>WhenNull</c>.</summary>
    /// <param name="policy">The policy. Default: <see cref="Mapping.NullPolicy.Omit"/>.</param>
    public void NullPolicy(NullPolicy policy)
    {
        Definition.EnsureOpen();
        Definition.NullPolicy = policy;
    }

    /// <summary>What becomes of records on which a rule fails.</summary>
    /// <param name="policy">The policy. Default: <see cref="FailurePolicy.DeadLetter"/>.</param>
    public void OnFailure(FailurePolicy policy)
    {
        Definition.EnsureOpen();
        Definition.OnFailure = policy;
    }

    /// <summary>
    /// Lets failures carry the value that failed, for a search for errors. They then contain people's data: see that neither logs nor dead letters end up where they must not.
    /// Without it, which is the default, a failure never contains a value.
    /// </summary>
    public void IncludeValuesInFailures()
    {
        Definition.EnsureOpen();
        Definition.IncludeValues = true;
    }
}
