namespace BrevoTd.Connector.TreasureData;

/// <summary>Changes to a saved query. Members that are <see langword="null"/> are left as they are.</summary>
public record TdSavedQueryUpdateRequest
{
    /// <summary>The name that it gets.</summary>
    public string? NewName { get; init; }

    /// <summary>Database in which tables without a database's name are looked for.</summary>
    public string? Database { get; init; }

    /// <summary>The SQL: up to 1,000,000 characters for Trino, up to 2,097,152 for Hive.</summary>
    public string? Query { get; init; }

    /// <summary>Engine that runs it.</summary>
    public TdJobType? Type { get; init; }

    /// <summary>When it runs: a cron expression, or a word such as <c>@daily</c>. Empty text takes the schedule away.</summary>
    public string? Cron { get; init; }

    /// <summary>Time zone of <see cref="Cron"/>, such as <c>Europe/Paris</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How long after its scheduled time a run begins, in whole seconds.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How urgent its jobs are.</summary>
    public TdPriority? Priority { get; init; }

    /// <summary>How often the service itself runs the query again if it fails, 0 to 32.</summary>
    public int? RetryLimit { get; init; }

    /// <summary>Address to which results are exported; may contain a password. Empty text ends the export.</summary>
    public string? ResultUrl { get; init; }

    /// <summary>Version of the engine, such as <c>stable</c>.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>Resource pool that its jobs run in.</summary>
    public string? PoolName { get; init; }

    /// <summary>Id of the user in whose name it runs.</summary>
    public string? ExecutingUserId { get; init; }

    /// <summary>Sizes only: the query may quote personal data, the address a password.</summary>
    public override string ToString() =>
        $"{nameof(TdSavedQueryUpdateRequest)} {{ Type = {Type}, Query = {Query?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unchanged"} characters }}";

    internal FormUrlEncodedContent ToForm()
    {
        if (NewName is not null)
        {
            TdNames.Free(NewName, "saved query", nameof(NewName));
        }

        if (Database is not null)
        {
            TdNames.Database(Database, nameof(Database));
        }

        if (Type is { } type)
        {
            TdQueryRules.Type(type);
        }

        if (Query is not null)
        {
            // Which engine it is for is not known here; the larger limit is the one that refuses nothing good.
            TdQueryRules.Query(Query, Type ?? TdJobType.Hive);
        }

        TdQueryRules.RetryLimit(RetryLimit);
        TdQueryRules.Priority(Priority);
        TdQueryRules.Delay(Delay);
        var form = new TdForm()
            .Add("name", NewName)
            .Add("type", Type?.Value.ToLowerInvariant())
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
            .Add("executing_user_id", ExecutingUserId);
        return form.IsEmpty
            ? throw new ArgumentException("The request changes nothing. Set at least one of its members.", "request")
            : form.ToContent();
    }
}
