namespace BrevoTd.Connector.Mapping;

/// <summary>A rule over dates, written as <c>YYYY-MM-DD</c>.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class DateRule<T> : ValueRule<T, DateOnly, DateRule<T>>
{
    internal DateRule(RuleDefinition<T> definition)
        : base(definition) { }
}
