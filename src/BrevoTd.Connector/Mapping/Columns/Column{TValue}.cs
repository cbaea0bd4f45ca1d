namespace BrevoTd.Connector.Mapping;

/// <summary>A column of the rows that a map reads. Made by <see cref="Column"/>.</summary>
/// <typeparam name="TValue">Type as which the column is read.</typeparam>
public readonly record struct Column<TValue>
{
    internal Column(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>Name of the column, in its own case.</summary>
    public string Name { get; }

    /// <summary>Whether null and absent fail the record unless the rule says otherwise.</summary>
    internal bool FailsWhenNull { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";
}
