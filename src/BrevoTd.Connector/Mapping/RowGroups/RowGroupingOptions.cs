namespace BrevoTd.Connector.Mapping;

/// <summary>How rows are put into groups.</summary>
public sealed record RowGroupingOptions
{
    /// <summary>How many rows a group may have. The rows of one group are in memory at the same time, so a wrong key column must not fill it.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxRows { get; init; } = 10_000;

    /// <summary>
    /// Whether a key that comes again after another one ends the enumeration with a <see cref="RowGroupException"/>, instead of becoming a second group. It shows that an <c>ORDER BY</c> is missing. It
    /// remembers every key: about 30 bytes for each.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RejectRepeatedKeys { get; init; }
}
