namespace BrevoTd.Connector.Mapping;

/// <summary>A rule for every column of a group, each as what its type says. What is said of it holds for each of them.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class ColumnGroupRule<T> : MapRule<T, ColumnGroupRule<T>>
{
    internal ColumnGroupRule(RuleDefinition<T> definition)
        : base(definition) { }
}
