namespace BrevoTd.Connector.TreasureData;

/// <summary>How a table is replaced.</summary>
public sealed record TdReplaceOptions
{
    /// <summary>Columns of the new table, without <c>time</c> and <c>v</c>.</summary>
    /// <value>Default: <see langword="null"/>, which means the columns of the table that is replaced, if there is one.</value>
    public TdSchema? Columns { get; init; }

    /// <summary>Whether a load of no rows may replace a table.</summary>
    /// <value>Default: <see langword="false"/>; a source that is empty by mistake leaves the table as it is.</value>
    public bool AllowEmpty { get; init; }

    /// <summary>
    /// How the rows of the new table are counted before it takes the old one's place. <see langword="null"/> counts nothing: then the load's own word is believed.
    /// </summary>
    /// <value>Default: a count by query, for up to 10 minutes.</value>
    public TdVisibilityOptions? Visibility { get; init; } = TdVisibilityOptions.Default;

    /// <summary>Without the columns.</summary>
    public override string ToString() => $"{nameof(TdReplaceOptions)} {{ AllowEmpty = {AllowEmpty}, Visibility = {Visibility} }}";
}
