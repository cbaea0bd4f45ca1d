namespace BrevoTd.Connector.TreasureData;

/// <summary>What <see cref="TreasureDataTablesClient.EnsureTableAsync"/> found and did.</summary>
public record TdEnsureTableResult
{
    /// <summary>Whether this call created the table.</summary>
    public bool Created { get; init; }

    /// <summary>Columns that this call added to a table that existed.</summary>
    public IReadOnlyList<TdColumn> AddedColumns { get; init; } = [];

    /// <summary>Columns that have another type in the table; empty unless conflicts were allowed.</summary>
    public IReadOnlyList<TdColumnConflict> Conflicts { get; init; } = [];
}
