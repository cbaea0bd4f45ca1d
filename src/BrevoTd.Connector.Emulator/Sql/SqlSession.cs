namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>What a statement sees beside its text.</summary>
/// <param name="Database">Where unqualified tables are looked up.</param>
/// <param name="QueryStart">The instant of <c>now()</c>, <c>current_timestamp</c> and <c>current_date</c>, shown in UTC.</param>
/// <param name="ScheduledTime">The value of <c>TD_SCHEDULED_TIME()</c> and the base of <c>TD_INTERVAL</c>; the query's start when absent.</param>
/// <param name="NullsAreSmallest">Where NULLs sort when a statement does not say: as Hive has it, not as Trino.</param>
internal sealed record SqlSession(
    string? Database,
    DateTimeOffset QueryStart,
    DateTimeOffset? ScheduledTime = null,
    bool NullsAreSmallest = false
);
