using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>A query that is kept in Treasure Data.</summary>
internal sealed class SavedQuerySource(string name, TdQueryOptions? options) : SqlSource(options)
{
    public override string Description => $"the saved query '{name}'";

    protected override async Task<(string Database, string Sql)> GetSqlAsync(SyncContext context, CancellationToken cancellationToken)
    {
        var queries = await context.TreasureData.Schedules.ListAsync(cancellationToken).ConfigureAwait(false);
        var query =
            queries.FirstOrDefault(query => string.Equals(query.Name, name, StringComparison.Ordinal))
            ?? throw new SyncSourceException(
                $"Treasure Data has no saved query '{name}'. Create it, or change the name in FromSavedQuery."
            );
        if (
            query is not { Database: { Length: > 0 } database, Query: { Length: > 0 } sql }
            || query.Type is { } type && type == TdJobType.Hive
        )
        {
            throw new SyncSourceException($"The saved query '{name}' is not a Trino query with a database, which is what a sync can read.");
        }

        return (database, sql.TrimEnd().TrimEnd(';'));
    }
}
