namespace BrevoTd.Connector.Mapping;

/// <summary>A column of the rows that a map reads. Made by <see cref="Column"/>.</summary>
/// <typeparam name="TValue">Type as which the column is read.</typeparam>
public readonly record struct Column<TValue>
{
    private readonly ColumnPath? _path;

    internal Column(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>Name of the column, in its own case.</summary>
    public string Name { get; }

    /// <summary>Whether null and absent fail the record unless the rule says otherwise.</summary>
    internal bool FailsWhenNull { get; init; }

    /// <summary>Way to the value inside the column.</summary>
    internal ColumnPath Path
    {
        get => _path ?? ColumnPath.Empty;
        init => _path = value;
    }

    /// <summary>The property that stands in for a column, where the records are objects: see <see cref="MapBuilder{T}"/>.</summary>
    internal PropertySource? Property { get; init; }

    /// <summary>
    /// A value inside the column, by key: the column is a map or an object, or text that is JSON. <c>Column.Text("address").At("city")</c>; calls can be chained. A key that is not there is an
    /// absent value, a null on the way is null, and anything else than a map on the way fails the rule. A dot in a name has no meaning of its own.
    /// </summary>
    /// <param name="key">The key, compared with regard to case.</param>
    public Column<TValue> At(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return this with { Path = Path.At(key) };
    }

    /// <summary>A value inside the column, by its position in a list. A position beyond the list's end is an absent value.</summary>
    /// <param name="index">The position, from 0.</param>
    public Column<TValue> At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return this with { Path = Path.At(index) };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{Path}";
}
