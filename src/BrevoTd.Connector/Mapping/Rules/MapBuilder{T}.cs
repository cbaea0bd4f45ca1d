namespace BrevoTd.Connector.Mapping;

/// <summary>What can be said of a map as a whole.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract partial class MapBuilder<T>
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
        if (policy == Mapping.NullPolicy.Clear && !Definition.Set.Root.CanClear)
        {
            Definition.Problems.Add(
                new MappingProblem(
                    MappingProblemCode.Contradiction,
                    Target: null,
                    Source: null,
                    "Only contacts and rows have fields that can be cleared. Use NullPolicy.Omit or NullPolicy.Fail."
                )
            );
        }

        Definition.NullPolicy = policy;
    }

    /// <summary>What rules make of an empty text, unless they have their own <c>WhenEmpty</c>.</summary>
    /// <param name="policy">The policy. Default: <see cref="Mapping.EmptyPolicy.Absent"/>.</param>
    public void EmptyPolicy(EmptyPolicy policy)
    {
        Definition.EnsureOpen();
        Definition.EmptyPolicy = policy;
    }

    /// <summary>What becomes of records on which a rule fails.</summary>
    /// <param name="policy">The policy. Default: <see cref="FailurePolicy.DeadLetter"/>.</param>
    public void OnFailure(FailurePolicy policy)
    {
        Definition.EnsureOpen();
        Definition.OnFailure = policy;
    }

    /// <summary>
    /// Ends the run when more records fail than this: the encoder, and with it <c>WriteAsync</c>, throws <see cref="TooManyMappingFailuresException"/>. Records that fail up to
    /// then are treated as <see cref="OnFailure"/> says. Counted per encoder, that is per writer. Without it, any number may fail.
    /// </summary>
    /// <param name="count">How many may fail; 0 lets the first failure end the run.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public void MaxFailures(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Definition.EnsureOpen();
        Definition.FailureLimit = Definition.FailureLimit with { MaxFailures = count };
    }

    /// <summary>
    /// Ends the run when a larger share of the records fails than this, as <see cref="MaxFailures"/> does for their number. Looked at whenever a record fails; records left out by
    /// <see cref="SkipWhen"/> do not count.
    /// </summary>
    /// <param name="ratio">The share that may fail, above 0 and below 1: 0.05 is five in a hundred.</param>
    /// <param name="afterRecords">From how many records on the share is looked at; a few failures at the start say little.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1, or the number is below 1.</exception>
    public void MaxFailureRatio(double ratio, long afterRecords = 1_000)
    {
        if (ratio is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ratio),
                ratio,
                "The share must be above 0 and below 1; 0.05 is five in a hundred. Use MaxFailures(0) to end at the first failure."
            );
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(afterRecords, 1);
        Definition.EnsureOpen();
        Definition.FailureLimit = Definition.FailureLimit with { MaxRatio = ratio, AfterRecords = afterRecords };
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
