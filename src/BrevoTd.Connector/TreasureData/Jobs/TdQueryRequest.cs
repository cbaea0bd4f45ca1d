namespace BrevoTd.Connector.TreasureData;

/// <summary>A query to be run as a job.</summary>
public record TdQueryRequest
{
    /// <summary>Database in which tables without a database's name are looked for.</summary>
    public required string Database { get; init; }

    /// <summary>The SQL: up to 1,000,000 characters for Trino, up to 2,097,152 for Hive.</summary>
    public required string Query { get; init; }

    /// <summary>Engine that runs the query.</summary>
    /// <value>Default: <see cref="TdJobType.Trino"/>.</value>
    public TdJobType Type { get; init; } = TdJobType.Trino;

    /// <summary>How urgent the job is.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service (normal).</value>
    public TdPriority? Priority { get; init; }

    /// <summary>How often the service itself runs the query again if it fails, 0 to 32. Leave it alone for statements that insert.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service (never).</value>
    public int? RetryLimit { get; init; }

    /// <summary>Address to which the service exports the result, such as <c>td://@/database/table?mode=replace</c>. May contain a password.</summary>
    /// <value>Default: <see langword="null"/>: the result is only kept for download.</value>
    public string? ResultUrl { get; init; }

    /// <summary>Saved connection through which the service exports the result; instead of <see cref="ResultUrl"/>.</summary>
    /// <value>Default: <see langword="null"/>: the result is only kept for download.</value>
    public TdResultConnection? ResultConnection { get; init; }

    /// <summary>Resource pool that the job runs in.</summary>
    /// <value>Default: <see langword="null"/>, the account's default pool.</value>
    public string? PoolName { get; init; }

    /// <summary>Version of the engine, such as <c>stable</c>.</summary>
    /// <value>Default: <see langword="null"/>, the account's default.</value>
    public string? EngineVersion { get; init; }

    /// <summary>
    /// Key under which the service recognises a repeat; it must be unique in the account. Issuing a job with a key that was used before
    /// returns the earlier job, whatever its query and its outcome were.
    /// </summary>
    /// <value>Default: <see langword="null"/>, which generates a key for each call.</value>
    public string? DomainKey { get; init; }

    /// <summary>What <c>TD_SCHEDULED_TIME()</c> gives in the query, to whole seconds.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>Engine and size only: the query may quote personal data, the address a password.</summary>
    public override string ToString() => $"{nameof(TdQueryRequest)} {{ Type = {Type}, Query = {Query?.Length ?? 0} characters }}";

    /// <summary>Checks what the service would refuse less clearly.</summary>
    internal void Validate()
    {
        TdNames.Database(Database, nameof(Database));
        ResultConnection?.Validate();
        if (ResultConnection is not null && !string.IsNullOrEmpty(ResultUrl))
        {
            throw new ArgumentException(
                "A result goes to an address or through a connection, not both. Leave one of them out.",
                nameof(ResultConnection)
            );
        }

        TdQueryRules.Type(Type);
        TdQueryRules.Query(Query, Type);
        TdQueryRules.RetryLimit(RetryLimit);
        TdQueryRules.Priority(Priority);
        TdQueryRules.DomainKey(DomainKey);
    }

    internal FormUrlEncodedContent ToForm() =>
        new TdForm()
            .Add("query", Query)
            .Add("priority", Priority)
            .Add("retry_limit", RetryLimit)
            .Add("result", NullIfEmpty(ResultUrl))
            .Add("result_connection_id", ResultConnection?.Id.Value)
            .Add("result_connection_settings", ResultConnection?.Settings)
            .Add("pool_name", NullIfEmpty(PoolName))
            .Add("engine_version", NullIfEmpty(EngineVersion))
            .Add("domain_key", NullIfEmpty(DomainKey))
            .Add("scheduled_time", ScheduledTime)
            .ToContent();

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
