namespace BrevoTd.Connector.Mapping;

/// <summary>What every rule offers. A rule is a target and its source, followed by steps that run in the order written; a step is skipped where there is no value.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
/// <typeparam name="TSelf">The rule's own type, so that steps can be chained.</typeparam>
public abstract class MapRule<T, TSelf>
    where TSelf : MapRule<T, TSelf>
{
    private protected MapRule(RuleDefinition<T> definition) => Definition = definition;

    internal RuleDefinition<T> Definition { get; }

    private protected TSelf Self => (TSelf)this;

    /// <summary>The record fails if the rule has no value in the end, that is after <c>Default</c> and all other steps. Where it stands among the steps does not matter.</summary>
    public TSelf Required()
    {
        Definition.Require();
        return Self;
    }

    /// <summary>
    /// A failure of this rule drops the value instead of failing the record: the field is not written, and the drop is counted in <see cref="MappingStatistics.DroppedByTarget"/>.
    /// A <c>Default</c> written behind it takes the value's place.
    /// </summary>
    public TSelf OrDrop()
    {
        Definition.Drop();
        return Self;
    }

    /// <summary>The rule applies to records that meet the condition, and is as good as not written for others. Several conditions must all hold.</summary>
    /// <param name="condition">The condition, over the whole record.</param>
    public TSelf When(Func<T, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Definition.AddCondition(condition);
        return Self;
    }

    /// <summary>What this rule does without a value, instead of the map's null policy.</summary>
    /// <param name="policy">The policy.</param>
    public TSelf WhenNull(NullPolicy policy)
    {
        Definition.SetNullPolicy(policy);
        return Self;
    }

    /// <summary>What this rule makes of an empty text, instead of the map's empty policy.</summary>
    /// <param name="policy">The policy.</param>
    public TSelf WhenEmpty(EmptyPolicy policy)
    {
        Definition.SetEmptyPolicy(policy);
        return Self;
    }
}
