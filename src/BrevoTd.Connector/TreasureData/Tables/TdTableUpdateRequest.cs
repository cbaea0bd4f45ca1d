namespace BrevoTd.Connector.TreasureData;

/// <summary>Changes to a table's properties. Members that are <see langword="null"/> are left as they are.</summary>
public record TdTableUpdateRequest
{
    /// <summary>After how many days rows expire; 0 for never.</summary>
    public int? ExpireDays { get; init; }

    /// <summary>Whether queries see the column <c>v</c>, the whole row as a map.</summary>
    public bool? IncludesV { get; init; }

    /// <summary>Description; empty text removes it.</summary>
    public string? Description { get; init; }

    /// <summary>Without the description.</summary>
    public override string ToString() => $"{nameof(TdTableUpdateRequest)} {{ ExpireDays = {ExpireDays}, IncludesV = {IncludesV} }}";
}
