namespace BrevoTd.Connector.Mapping;

/// <summary>Where a <see cref="RowMap{T}"/> is written: one call per column, followed by the rule's steps.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed partial class RowMapBuilder<T> : MapBuilder<T>
{
    internal const string TimeColumn = "time";

    internal RowMapBuilder(MapDefinition<T> definition)
        : base(definition) => definition.Set.Root.CanClear = true;

    /// <summary>The row's time, by which Treasure Data partitions tables: stored as whole Unix seconds, decimals cut off. A record without one fails.</summary>
    /// <param name="value">Function over the record.</param>
    public TimestampRule<T> Time(Func<T, DateTimeOffset?> value) => WriteTime(RuleNodes.Timestamp(value, FieldKind.UnixTime));

    /// <inheritdoc cref="Time(Func{T, DateTimeOffset?})"/>
    /// <remarks>A <see cref="DateTime"/> without a kind is taken as UTC.</remarks>
    public TimestampRule<T> Time(Func<T, DateTime?> value) => WriteTime(RuleNodes.Timestamp(value, FieldKind.UnixTime));

    /// <summary>The row's time as Unix seconds. Numbers beyond the year 9999, such as milliseconds, fail the record. A record without one fails.</summary>
    /// <param name="unixSeconds">Function over the record.</param>
    public TimestampRule<T> Time(Func<T, long?> unixSeconds) => WriteTime(new UnixTimeNode<T>(RuleNodes.Int64(unixSeconds)));

    /// <inheritdoc cref="Time(Func{T, DateTimeOffset?})"/>
    /// <param name="column">Column to read.</param>
    public TimestampRule<T> Time(Column<DateTimeOffset> column) => WriteTime(RuleNodes.Timestamp<T>(column, FieldKind.UnixTime));

    internal TimestampRule<T> WriteTime(ValueNode<T, DateTimeOffset> node)
    {
        var rule = Definition.Add(TimeColumn, TimeColumn, node);
        rule.Require();
        rule.FixedKind = FieldKind.UnixTime;
        return new TimestampRule<T>(rule);
    }

    private RuleDefinition<T> AddColumn(string name, RuleNode<T> node, bool failsWhenNull = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        var rule = Definition.Add(name, name, node, failsWhenNull: failsWhenNull);
        if (string.Equals(name, TimeColumn, StringComparison.OrdinalIgnoreCase))
        {
            rule.Problem(MappingProblemCode.InvalidName, "The column time is the row's time and has its own rule: use map.Time(…).");
        }

        return rule;
    }
}
