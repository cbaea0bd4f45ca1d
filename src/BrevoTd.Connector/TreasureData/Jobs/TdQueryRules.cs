namespace BrevoTd.Connector.TreasureData;

/// <summary>What the service would refuse less clearly, of queries that run now and of those that are saved.</summary>
internal static class TdQueryRules
{
    private const int MaxTrinoCharacters = 1_000_000;
    private const int MaxHiveCharacters = 2_097_152;
    private const int MaxRetryLimit = 32;

    public static void Type(TdJobType type)
    {
        if (type != TdJobType.Trino && type != TdJobType.Presto && type != TdJobType.Hive)
        {
            throw Wrong(nameof(Type), $"A query is run by {TdJobType.Trino}, {TdJobType.Presto} or {TdJobType.Hive}, not by '{type}'.");
        }
    }

    public static void Query(string query, TdJobType type)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            throw Wrong(nameof(Query), "The query is empty.");
        }

        var max = type == TdJobType.Hive ? MaxHiveCharacters : MaxTrinoCharacters;
        if (query.Length > max)
        {
            throw Wrong(
                nameof(Query),
                $"The query has {query.Length} characters; Treasure Data takes {max} at most for {type}. Put long lists of values into a table and join it."
            );
        }
    }

    public static void RetryLimit(int? retryLimit)
    {
        if (retryLimit is < 0 or > MaxRetryLimit)
        {
            throw Wrong(nameof(RetryLimit), $"The retry limit is {retryLimit}; it must be between 0 and {MaxRetryLimit}.");
        }
    }

    public static void Priority(TdPriority? priority)
    {
        if (priority is { } value && !Enum.IsDefined(value))
        {
            throw Wrong(nameof(Priority), $"The priority is {(int)value}; it must be between -2 and 2.");
        }
    }

    public static void Delay(TimeSpan? delay)
    {
        if (delay < TimeSpan.Zero)
        {
            throw Wrong(nameof(Delay), "The delay is negative: a run begins at its scheduled time or later.");
        }
    }

    public static void DomainKey(string? domainKey)
    {
        if (domainKey is not null)
        {
            TdNames.DomainKey(domainKey, nameof(DomainKey));
        }
    }

    /// <summary>The member of the request is named: it is what the caller has to change.</summary>
    private static ArgumentException Wrong(string member, string message) => new(message, member);
}
