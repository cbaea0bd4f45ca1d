namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A parent segment ("audience"): a master table with what is joined to it.</summary>
internal sealed record AudienceState : StoredState
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required string Database { get; init; }

    public required string Table { get; init; }

    /// <summary>The master's column that <c>cdp_customer_id</c> is made from; null numbers the rows.</summary>
    public string? KeyColumn { get; init; }

    public IReadOnlyList<AudienceAttribute> Attributes { get; init; } = [];

    public IReadOnlyList<AudienceBehavior> Behaviors { get; init; } = [];

    public long RootFolderId { get; init; }

    /// <summary>When its tables were last built.</summary>
    public DateTimeOffset? MatrixUpdatedAt { get; init; }

    public long? Population { get; init; }

    /// <summary>The database with the tables that are built from it.</summary>
    public string OutputDatabase => "cdp_audience_" + IdText;
}

/// <summary>A column of another table that becomes one of <c>customers</c>.</summary>
/// <param name="Name">What people see.</param>
/// <param name="Column">The column of <paramref name="Table"/>.</param>
/// <param name="Alias">The column of <c>customers</c>; rules name it.</param>
/// <param name="Database">Of the table.</param>
/// <param name="Table">The table with the column.</param>
/// <param name="ParentKey">Its key.</param>
/// <param name="ForeignKey">The master's column with the same values.</param>
/// <param name="GroupingName">A heading, or null.</param>
internal sealed record AudienceAttribute(
    string Name,
    string Column,
    string Alias,
    string Database,
    string Table,
    string ParentKey,
    string ForeignKey,
    string? GroupingName
);

/// <summary>A table of events of the customers.</summary>
internal sealed record AudienceBehavior(
    string Id,
    string Name,
    string Database,
    string Table,
    string OutputTable,
    string ParentKey,
    string ForeignKey
);

internal sealed record FolderState : StoredState
{
    public required long AudienceId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Null for the root.</summary>
    public long? ParentId { get; init; }
}

internal sealed record SegmentState : StoredState
{
    public required long AudienceId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public int Kind { get; init; }

    public required long FolderId { get; init; }

    /// <summary>The rule as JSON; null means everybody.</summary>
    public string? Rule { get; init; }

    public long? Population { get; init; }

    /// <summary>The population after each build, oldest first.</summary>
    public IReadOnlyList<SegmentStatistic> Statistics { get; init; } = [];
}

/// <summary>A point of a segment's statistics.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Population">Members then.</param>
internal sealed record SegmentStatistic(long Time, long Population);

/// <summary>An activation of a segment.</summary>
internal sealed record SyndicationState : StoredState
{
    public required long AudienceId { get; init; }

    public required long SegmentId { get; init; }

    /// <summary>What the client defined, as JSON.</summary>
    public required string Definition { get; init; }

    public override string ToString() => $"Syndication {Id}";
}

/// <summary>One run of a parent segment or of an activation; an attempt of a workflow does the work.</summary>
internal sealed record ExecutionState : StoredState
{
    public required long AudienceId { get; init; }

    public long? SyndicationId { get; init; }

    public required long AttemptId { get; init; }
}

/// <summary>A query for members, run by a job.</summary>
internal sealed record SegmentQueryState : StoredState
{
    public required long AudienceId { get; init; }

    public required string QueryId { get; init; }

    public required long JobId { get; init; }
}

/// <summary>A token of the Profiles API.</summary>
internal sealed record ProfileTokenState : StoredState
{
    public required long AudienceId { get; init; }

    public required string Token { get; init; }

    public string? Description { get; init; }

    public required string KeyColumn { get; init; }

    public IReadOnlyList<string> Segments { get; init; } = [];

    public IReadOnlyList<string> AttributeColumns { get; init; } = [];

    /// <summary>The token is a credential.</summary>
    public override string ToString() => $"Profiles token {Id}";
}
