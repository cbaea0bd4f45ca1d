namespace BrevoTd.Connector.TreasureData;

/// <summary>A person of a preview.</summary>
public record TdPreviewProfile
{
    /// <summary>Names of the columns, the same list for every person of a page.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The values as text, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<string?>? Values { get; init; }

    /// <summary>The value of a column; <see langword="null"/> if it has none, or there is no such column.</summary>
    /// <param name="name">Name of the column.</param>
    public string? Text(string name)
    {
        for (var index = 0; index < Names?.Count && index < Values?.Count; index++)
        {
            if (string.Equals(Names[index], name, StringComparison.Ordinal))
            {
                return Values[index];
            }
        }

        return null;
    }

    /// <summary>The number of values only.</summary>
    public override string ToString() => $"{nameof(TdPreviewProfile)} {{ {Values?.Count ?? 0} values }}";
}
