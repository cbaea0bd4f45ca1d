namespace BrevoTd.Connector.Mapping;

/// <summary>A column that holds a list, or JSON text of one. Made by <see cref="Column.List"/>.</summary>
public readonly record struct ListColumn
{
    private readonly ColumnPath? _path;

    internal ListColumn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>Name of the column, in its own case.</summary>
    public string Name { get; }

    /// <summary>Way to the list inside the column.</summary>
    internal ColumnPath Path
    {
        get => _path ?? ColumnPath.Empty;
        init => _path = value;
    }

    /// <summary>A list inside the column, by key, as <see cref="Column{TValue}.At(string)"/> finds a value.</summary>
    /// <param name="key">The key, compared with regard to case.</param>
    public ListColumn At(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return this with { Path = Path.At(key) };
    }

    /// <summary>A list inside the column, by its position in another list.</summary>
    /// <param name="index">The position, from 0.</param>
    public ListColumn At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return this with { Path = Path.At(index) };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{Path}";
}
