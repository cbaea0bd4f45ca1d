namespace BrevoTd.Connector.TreasureData;

/// <summary>A token to be created, or all of what a token shall be from now on.</summary>
public record TdProfileTokenRequest
{
    private const int MaxAttributes = 5;
    private const int MaxSegments = 15;

    /// <summary>Column by whose value people are looked up.</summary>
    public required string KeyColumn { get; init; }

    /// <summary>Attributes that are shown, up to 5.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> AttributeColumns { get; init; } = [];

    /// <summary>Segments that are shown, up to 15.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<TdSegmentId> SegmentIds { get; init; } = [];

    /// <summary>Description.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public string? Description { get; init; }

    /// <summary>What it shows, in numbers.</summary>
    public override string ToString() =>
        $"{nameof(TdProfileTokenRequest)} {{ {AttributeColumns.Count} attributes, {SegmentIds.Count} segments }}";

    internal TdProfileTokenBody ToBody()
    {
        if (string.IsNullOrWhiteSpace(KeyColumn))
        {
            throw new ArgumentException("Name the column by whose value people are looked up.", nameof(KeyColumn));
        }

        if (AttributeColumns.Count > MaxAttributes)
        {
            throw new ArgumentException(
                $"A token shows up to {MaxAttributes} attributes; create another token for more.",
                nameof(AttributeColumns)
            );
        }

        if (SegmentIds.Count > MaxSegments)
        {
            throw new ArgumentException($"A token shows up to {MaxSegments} segments; create another token for more.", nameof(SegmentIds));
        }

        foreach (var id in SegmentIds)
        {
            TdIds.Of(id, nameof(SegmentIds));
        }

        return new(Description, KeyColumn, [.. SegmentIds.Select(static id => new TdProfileTokenSegment(id.Value))], AttributeColumns);
    }
}
