namespace BrevoTd.Connector.Mapping;

/// <summary>A rule over points in time, written in UTC as ISO 8601 with decimals only where there are any: <c>2026-01-31T08:05:00Z</c>.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class TimestampRule<T> : ValueRule<T, DateTimeOffset, TimestampRule<T>>
{
    internal TimestampRule(RuleDefinition<T> definition)
        : base(definition) { }
}
