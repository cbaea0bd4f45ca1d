namespace BrevoTd.Connector.Mapping;

public sealed partial class RowMapBuilder<T>
{
    /// <summary>
    /// A column for every column that fits a pattern, each as what its source says it is. A rule of its own for a column comes first. A column that cannot be written (a list, a map, one whose
    /// name is taken) fails every record, so that nothing is lost unseen: leave it out with <see cref="ColumnPattern.Except"/>.
    /// </summary>
    /// <param name="columns">Which columns: <see cref="Mapping.Column.Matching"/>.</param>
    /// <param name="name">Name of the table's column by that of the source; the default is the same name.</param>
    public ColumnGroupRule<T> Columns(ColumnPattern columns, Func<string, string>? name = null) =>
        new(
            Definition.Set.AddGroup(
                Definition.Set.Root,
                columns,
                new GroupTargets(
                    name ?? (static column => column),
                    static column => column,
                    static column =>
                        string.Equals(column, TimeColumn, StringComparison.OrdinalIgnoreCase)
                            ? "The column time is the row's time and has its own rule: map.Time(…)."
                            : null
                )
            )
        );

    /// <summary>
    /// Takes over the rules of another map, such as one that several maps have in common. A target that both write is a problem of the map. The other map's policies for nulls and empty
    /// texts hold for its own rules; what it says of failures is not taken over.
    /// </summary>
    /// <param name="map">The other map.</param>
    public void Include(RowMap<T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Definition.Include(map, map.GetType().Name, () => map.WriteInto(this));
    }
}
