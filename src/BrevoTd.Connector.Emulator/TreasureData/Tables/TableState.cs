namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A database as it is shown; its tables and rows are the SQL engine's.</summary>
internal sealed record DatabaseState
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What the SQL engine does not know about a table.</summary>
internal sealed record TableState
{
    public required long Id { get; init; }

    public required string Database { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When rows last came in; <c>counter_updated_at</c>.</summary>
    public DateTimeOffset? LastImport { get; init; }

    public int? ExpireDays { get; init; }

    public bool IncludeV { get; init; }

    public string? Description { get; init; }

    /// <summary>A repeated creation with the same key is answered like the first.</summary>
    public string? IdempotentKey { get; init; }

    /// <summary>The schema in order; <c>time</c> and <c>v</c> are not listed.</summary>
    public IReadOnlyList<ColumnState> Columns { get; init; } = [];

    /// <summary>The columns that can be seen.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<ColumnState> VisibleColumns => Columns.Where(column => column.VisibleAt is null);
}

/// <summary>One column of a schema.</summary>
/// <param name="Key">The key in imported rows.</param>
/// <param name="Type">The type in the schema's grammar.</param>
/// <param name="Alias">The name in SQL.</param>
/// <param name="Description">Free text, or null.</param>
/// <param name="VisibleAt">Until then neither schemas nor SQL have the column; null once they have.</param>
internal sealed record ColumnState(string Key, string Type, string Alias, string? Description = null, DateTimeOffset? VisibleAt = null);

/// <summary>A line of the catalogue's log: the newest state of a database or table, or its end.</summary>
internal sealed record CatalogEntry
{
    public DatabaseState? Database { get; init; }

    public TableState? Table { get; init; }

    /// <summary>The id of a database or table that is gone.</summary>
    public long? Removed { get; init; }
}

/// <summary>A line of the log of imports: an id that a table has seen.</summary>
internal sealed record ImportEntry(long Table, string Id, string Md5);

/// <summary>The id of an import and the MD5 of the bytes that came with it.</summary>
internal sealed record ImportId(string Id, string Md5);
