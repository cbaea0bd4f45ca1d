using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

public abstract partial class RowMap<T>
{
    /// <summary>
    /// The way back from a table: makes a <typeparamref name="T"/> of each row, with the setters given to <see cref="MapBuilder{T}.From(Func{T, string}, Action{T, string})"/>. Steps that only normalise
    /// are left out, others are undone. A time that a function computes is left out.
    /// </summary>
    /// <param name="create">Makes an empty object.</param>
    /// <param name="options">Which rules are left out.</param>
    /// <exception cref="MapDefinitionException">A rule has no way back: a function without a setter, a hash, a text that was cut. The message names all of them.</exception>
    public ReverseMap<TdRow, T> ReverseInto(Func<T> create, ReverseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ReverseMap<TdRow, T>(
            new MapReverser<TdRow, T>(Definition, Written, options ?? new ReverseOptions(), intoObjects: true).Reverse(),
            create
        );
    }

    private static RuleNode<TdRow>? Written(RuleDefinition<T> rule)
    {
        var column = rule.WireName;
        return rule.Kind switch
        {
            FieldKind.Text => RuleNodes.Text<TdRow>(Column.Text(column)),
            FieldKind.Int64 => RuleNodes.Int64<TdRow>(Column.Int64(column)),
            FieldKind.Double => RuleNodes.Double<TdRow>(Column.Double(column)),
            FieldKind.Decimal => RuleNodes.Decimal<TdRow>(Column.Decimal(column)),
            FieldKind.Boolean => RuleNodes.Boolean<TdRow>(Column.BooleanOrNull(column)),
            FieldKind.Date => RuleNodes.Date<TdRow>(Column.Date(column)),
            FieldKind.Timestamp or FieldKind.UnixTime => RuleNodes.Timestamp<TdRow>(Column.Timestamp(column)),
            _ => null,
        };
    }
}
