namespace BrevoTd.Connector.TreasureData;

/// <summary>A table that was replaced.</summary>
public record TdReplaceResult
{
    /// <summary>Rows that were loaded.</summary>
    public long Rows { get; init; }

    /// <summary>Whether there was a table before.</summary>
    public bool Existed { get; init; }

    /// <summary>Id of the table that is there now.</summary>
    public string? TableId { get; init; }

    /// <summary>Counts only.</summary>
    public override string ToString() => $"{nameof(TdReplaceResult)} {{ Rows = {Rows}, Existed = {Existed} }}";
}
