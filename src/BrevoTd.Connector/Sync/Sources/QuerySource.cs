using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>A query that stands in the definition.</summary>
internal sealed class QuerySource(string database, string sql, TdQueryOptions? options) : SqlSource(options)
{
    private readonly string _sql = sql.TrimEnd().TrimEnd(';');

    public override string Description => $"a query of {database}";

    protected override Task<(string Database, string Sql)> GetSqlAsync(SyncContext context, CancellationToken cancellationToken) =>
        Task.FromResult((database, _sql));
}
