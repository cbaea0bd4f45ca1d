namespace BrevoTd.Connector.Mapping;

/// <summary>A map that writes back the columns that another map read.</summary>
internal sealed class ReversedRowMap<TSource>(
    string name,
    IReadOnlyList<(string Column, RuleNode<TSource> Node)> columns,
    Func<TSource, DateTimeOffset?> time
) : RowMap<TSource>
{
    private protected override string Name => name;

    protected override void Configure(RowMapBuilder<TSource> map)
    {
        var hasTime = false;
        foreach (var (column, node) in columns)
        {
            if (column == RowMapBuilder<TSource>.TimeColumn && AsUnixTime(node) is { } unixTime)
            {
                hasTime = true;
                _ = map.WriteTime(unixTime);
            }
            else
            {
                _ = map.Definition.Add(column, column, node);
            }
        }

        if (!hasTime)
        {
            _ = map.Time(time);
        }
    }

    private static ValueNode<TSource, DateTimeOffset>? AsUnixTime(RuleNode<TSource> node) =>
        node switch
        {
            ValueNode<TSource, long> seconds => new UnixTimeNode<TSource>(seconds),
            ValueNode<TSource, DateTimeOffset> time => new ValueToValueNode<TSource, DateTimeOffset, DateTimeOffset>(
                FieldKind.UnixTime,
                time,
                new SameStep()
            ),
            _ => null,
        };

    private sealed class SameStep : ValueToValueStep<DateTimeOffset, DateTimeOffset>
    {
        public override string Name => "";

        public override ValueState Apply(DateTimeOffset value, EncodeContext context, out DateTimeOffset result)
        {
            result = value;
            return ValueState.Present;
        }
    }
}
