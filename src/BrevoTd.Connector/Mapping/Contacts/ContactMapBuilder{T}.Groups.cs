namespace BrevoTd.Connector.Mapping;

public sealed partial class ContactMapBuilder<T>
{
    /// <summary>
    /// An attribute for every column that fits a pattern, each as what the query says it is. A rule of its own for an attribute comes first. A column that no attribute can hold (a list, a map, one
    /// whose name is taken) fails every record, so that nothing is lost unseen: leave it out with <see cref="ColumnPattern.Except"/>.
    /// </summary>
    /// <param name="columns">Which columns: <see cref="Column.Matching"/>.</param>
    /// <param name="name">Name of the attribute by that of the column; the default is the column's name in capital letters.</param>
    public ColumnGroupRule<T> Attributes(ColumnPattern columns, Func<string, string>? name = null) =>
        new(
            Definition.Set.AddGroup(
                Definition.Set.Root,
                columns,
                new GroupTargets(
                    name ?? (static column => column.ToUpperInvariant()),
                    static attribute => $"attributes.{attribute}",
                    static attribute =>
                        s_ownMethods.TryGetValue(attribute, out var method)
                            ? $"{attribute} identifies contacts and has its own rule: map.{method}(…)."
                            : null
                )
            )
        );

    /// <summary>
    /// Takes over the rules of another map, such as one that several maps have in common. A target that both write is a problem of the map. The other map's policies for nulls and empty
    /// texts hold for its own rules; what it says of failures is not taken over.
    /// </summary>
    /// <param name="map">The other map.</param>
    public void Include(ContactMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Definition.Include(map, map.GetType().Name, () => map.WriteInto(this));
    }
}
