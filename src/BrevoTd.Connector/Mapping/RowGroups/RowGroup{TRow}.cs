namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Rows that belong together, such as the lines of an order: one record for a map. Columns of the group are those of its first row; a list of its <see cref="Rows"/> reads each row's own. It
/// holds until the enumerator moves on, and its rows with it.
/// </summary>
/// <typeparam name="TRow">Type of the rows.</typeparam>
public readonly struct RowGroup<TRow>
{
    private readonly RowKeeper<TRow>? _keeper;
    private readonly int _version;

    internal RowGroup(RowKeeper<TRow> keeper)
    {
        _keeper = keeper;
        _version = keeper.Version;
    }

    /// <summary>The rows in the order in which they came, at least one.</summary>
    /// <exception cref="InvalidOperationException">The enumerator has moved on.</exception>
    public IReadOnlyList<TRow> Rows => Keeper;

    /// <summary>The first row.</summary>
    /// <exception cref="InvalidOperationException">The enumerator has moved on.</exception>
    public TRow First => Keeper[0];

    /// <summary>Number of rows.</summary>
    /// <exception cref="InvalidOperationException">The enumerator has moved on.</exception>
    public int Count => Keeper.Count;

    private RowKeeper<TRow> Keeper =>
        _keeper is { } keeper && keeper.Version == _version
            ? keeper
            : throw new InvalidOperationException(
                _keeper is null
                    ? "This is no group: it is the default value of RowGroup. Make groups with GroupAdjacentAsync."
                    : "This group of rows is out of date: the enumerator has moved on. Take what is needed from a group before asking for the next one."
            );

    /// <summary>The number of rows only: rows are people's data.</summary>
    public override string ToString() =>
        _keeper is { } keeper && keeper.Version == _version ? $"Group of {keeper.Count} rows" : "Group that is out of date";
}
