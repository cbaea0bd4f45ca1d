namespace BrevoTd.Connector.TreasureData;

/// <summary>A query to be saved, with or without a schedule.</summary>
public record TdSavedQueryRequest
{
    /// <summary>Database in which tables without a database's name are looked for.</summary>
    public required string Database { get; init; }

    /// <summary>The SQL: up to 1,000,000 characters for Trino, up to 2,097,152 for Hive.</summary>
    public required string Query { get; init; }

    /// <summary>Engine that runs it.</summary>
    /// <value>Default: <see cref="TdJobType.Trino"/>.</value>
    public TdJobType Type { get; init; } = TdJobType.Trino;

    /// <summary>When it runs: a cron expression such as <c>0 3 * * *</c>, or <c>@hourly</c>, <c>@daily</c>, <c>@monthly</c>.</summary>
    /// <value>Default: <see langword="null"/>: it runs only when it is told to.</value>
    public string? Cron { get; init; }

    /// <summary>Time zone of <see cref="Cron"/>, such as <c>Europe/Paris</c>.</summary>
    /// <value>Default: <see langword="null"/>, which means UTC.</value>
    public string? TimeZone { get; init; }

    /// <summary>How long after its scheduled time a run begins, in whole seconds, so that late rows are there.</summary>
    /// <value>Default: <see langword="null"/>, which means at once.</value>
    public TimeSpan? Delay { get; init; }

    /// <summary>How urgent its jobs are.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service (normal).</value>
    public TdPriority? Priority { get; init; }

    /// <summary>How often the service itself runs the query again if it fails, 0 to 32. Leave it alone for statements that insert.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service (never).</value>
    public int? RetryLimit { get; init; }

    /// <summary>Address to which results are exported. May contain a password.</summary>
    /// <value>Default: <see langword="null"/>: results are only kept for download.</value>
    public string? ResultUrl { get; init; }

    /// <summary>Version of the engine, such as <c>stable</c>.</summary>
    /// <value>Default: <see langword="null"/>, the account's default.</value>
    public string? EngineVersion { get; init; }

    /// <summary>Resource pool that its jobs run in.</summary>
    /// <value>Default: <see langword="null"/>, the account's default pool.</value>
    public string? PoolName { get; init; }

    /// <summary>Id of the user in whose name it runs.</summary>
    /// <value>Default: <see langword="null"/>, the user who saves it.</value>
    public string? ExecutingUserId { get; init; }

    /// <summary>Engine and size only: the query may quote personal data, the address a password.</summary>
    public override string ToString() => $"{nameof(TdSavedQueryRequest)} {{ Type = {Type}, Query = {Query?.Length ?? 0} characters }}";

    internal FormUrlEncodedContent ToForm()
    {
        TdNames.Database(Database, nameof(Database));
        TdQueryRules.Type(Type);
        TdQueryRules.Query(Query, Type);
        TdQueryRules.RetryLimit(RetryLimit);
        TdQueryRules.Priority(Priority);
        TdQueryRules.Delay(Delay);
        return new TdForm()
            .Add("type", Type.Value.ToLowerInvariant())
            .Add("database", Database)
            .Add("query", Query)
            .Add("cron", Cron)
            .Add("timezone", TimeZone)
            .Add("delay", Delay)
            .Add("priority", Priority)
            .Add("retry_limit", RetryLimit)
            .Add("result", ResultUrl)
            .Add("engine_version", EngineVersion)
            .Add("pool_name", PoolName)
            .Add("executing_user_id", ExecutingUserId)
            .ToContent();
    }
}
