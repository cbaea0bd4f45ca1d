namespace BrevoTd.Connector.TreasureData;

/// <summary>A load by a connector that is run once, without saving a session.</summary>
public record TdBulkLoadJobRequest
{
    /// <summary>Database that receives the rows.</summary>
    public required string Database { get; init; }

    /// <summary>Table that receives the rows.</summary>
    public required string Table { get; init; }

    /// <summary>The connector's configuration as a JSON object, or a file's object with it as its member <c>config</c>.</summary>
    public required string Config { get; init; }

    /// <summary>Column of the source that becomes <c>time</c>.</summary>
    /// <value>Default: <see langword="null"/>: what the configuration says, else the time of loading.</value>
    public string? TimeColumn { get; init; }

    /// <summary>How urgent the job is.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service (normal).</value>
    public TdPriority? Priority { get; init; }

    /// <summary>How often the service itself repeats a load that fails, 0 to 32. A load that failed half-way may store rows twice.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service (never).</value>
    public int? RetryLimit { get; init; }

    /// <summary>Resource pool that the job runs in.</summary>
    /// <value>Default: <see langword="null"/>, the account's default pool.</value>
    public string? PoolName { get; init; }

    /// <summary>Key under which the service recognises a repeat; it must be unique in the account.</summary>
    /// <value>Default: <see langword="null"/>, which generates a key for each call.</value>
    public string? DomainKey { get; init; }

    /// <summary>Size only: the configuration may hold keys and passwords.</summary>
    public override string ToString() => $"{nameof(TdBulkLoadJobRequest)} {{ Config = {Config?.Length ?? 0} characters }}";

    internal TdBulkLoadBody ToBody()
    {
        TdQueryRules.Priority(Priority);
        TdQueryRules.RetryLimit(RetryLimit);
        TdQueryRules.DomainKey(DomainKey);
        return new()
        {
            Database = TdNames.Database(Database, nameof(Database)),
            Table = TdNames.Table(Table, nameof(Table)),
            Config = TdBulkLoadBody.ReadConfig(Config, nameof(Config)),
            TimeColumn = TimeColumn,
        };
    }
}
