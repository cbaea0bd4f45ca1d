using System.Globalization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A query to be run as a job.</summary>
public record TdQueryRequest
{
    private const int MaxTrinoCharacters = 1_000_000;
    private const int MaxHiveCharacters = 2_097_152;
    private const int MaxRetryLimit = 32;

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
        if (Type != TdJobType.Trino && Type != TdJobType.Presto && Type != TdJobType.Hive)
        {
            throw new ArgumentException(
                $"A query is run by {TdJobType.Trino}, {TdJobType.Presto} or {TdJobType.Hive}, not by '{Type}'.",
                nameof(Type)
            );
        }

        if (string.IsNullOrWhiteSpace(Query))
        {
            throw new ArgumentException("The query is empty.", nameof(Query));
        }

        var max = Type == TdJobType.Hive ? MaxHiveCharacters : MaxTrinoCharacters;
        if (Query.Length > max)
        {
            throw new ArgumentException(
                $"The query has {Query.Length} characters; Treasure Data takes {max} at most for {Type}. Put long lists of values into a table and join it.",
                nameof(Query)
            );
        }

        if (RetryLimit is < 0 or > MaxRetryLimit)
        {
            throw new ArgumentException($"The retry limit is {RetryLimit}; it must be between 0 and {MaxRetryLimit}.", nameof(RetryLimit));
        }

        if (Priority is { } priority && !Enum.IsDefined(priority))
        {
            throw new ArgumentException($"The priority is {(int)priority}; it must be between -2 and 2.", nameof(Priority));
        }

        if (DomainKey is not null)
        {
            TdNames.DomainKey(DomainKey, nameof(DomainKey));
        }
    }

    internal FormUrlEncodedContent ToForm()
    {
        var fields = new List<KeyValuePair<string, string>>();
        Add("query", Query);
        Add("priority", Priority is { } priority ? Text((int)priority) : null);
        Add("retry_limit", RetryLimit is { } limit ? Text(limit) : null);
        Add("result", ResultUrl);
        Add("pool_name", PoolName);
        Add("engine_version", EngineVersion);
        Add("domain_key", DomainKey);
        Add("scheduled_time", ScheduledTime is { } time ? Text(time.ToUnixTimeSeconds()) : null);
        return new FormUrlEncodedContent(fields);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                fields.Add(new(name, value));
            }
        }

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
