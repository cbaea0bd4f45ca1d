namespace BrevoTd.Connector.Mapping;

/// <summary>A rule over truth values.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class BooleanRule<T> : ValueRule<T, bool, BooleanRule<T>>
{
    internal BooleanRule(RuleDefinition<T> definition)
        : base(definition) { }
}
