using System.Globalization;
using BrevoTd.Connector.Emulator.Sql;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Does what the service's own workflows do: builds the tables of a parent segment and writes those of activations.</summary>
internal sealed class AudienceBuilder(TreasureDataAccount account)
{
    private const string Customers = "customers";

    private CdpStore Cdp => account.Cdp;

    /// <summary>Starts to build a parent segment.</summary>
    public ExecutionState Start(AudienceState audience)
    {
        var workflow = account.Workflows.Define("cdp_audience_" + audience.IdText, "master", work: null);
        return Start(audience, syndication: null, workflow, token => BuildAsync(audience, token));
    }

    /// <summary>Starts an activation: its columns of the segment's members go to the table <c>cdp_syndication_{id}</c>.</summary>
    public ExecutionState Start(AudienceState audience, SegmentState segment, SyndicationState syndication)
    {
        var workflow = account.Workflows.Define("cdp_audience_" + audience.IdText, "syndication_" + syndication.IdText, work: null);
        return Start(audience, syndication.Id, workflow, token => ActivateAsync(audience, segment, syndication, token));
    }

    /// <summary>The rows of a query.</summary>
    /// <exception cref="SqlFailedException">It failed.</exception>
    public async Task<List<object?[]>> QueryAsync(string database, string sql, CancellationToken cancellationToken)
    {
        var session = new SqlSession(database, account.Clock.GetUtcNow());
        var result = await account.Engine.ExecuteAsync(sql, session, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            var rows = new List<object?[]>();
            await foreach (var row in result.ReadRowsAsync(cancellationToken).ConfigureAwait(false))
                rows.Add([.. row]);
            return rows;
        }
    }

    private ExecutionState Start(AudienceState audience, long? syndication, WorkflowState workflow, Func<CancellationToken, Task> work)
    {
        // Attempts are one per session time; a second run within the same instant is one of its own here.
        var name = Guid.NewGuid().ToString("n");
        var (attempt, _) = account.Workflows.Start(workflow, account.Clock.GetUtcNow(), name, "{}", work);
        return Cdp.Executions.Add(
            new ExecutionState
            {
                AudienceId = audience.Id,
                SyndicationId = syndication,
                AttemptId = attempt.Id,
            }
        );
    }

    private async Task BuildAsync(AudienceState audience, CancellationToken cancellationToken)
    {
        await account.Tables.SettleAsync(cancellationToken).ConfigureAwait(false);
        var database = audience.OutputDatabase;
        if (!account.Tables.Databases().Any(known => known.Name == database))
            await account.Tables.CreateDatabaseAsync(database, cancellationToken).ConfigureAwait(false);
        await ReplaceAsync(database, Customers, CustomersSql(audience), cancellationToken).ConfigureAwait(false);
        foreach (var behavior in audience.Behaviors)
            await ReplaceAsync(database, behavior.OutputTable, BehaviorSql(audience, behavior), cancellationToken).ConfigureAwait(false);

        var population = await CountAsync(database, $"select count(*) from {database}.{Customers}", cancellationToken)
            .ConfigureAwait(false);
        var now = account.Clock.GetUtcNow();
        Cdp.Audiences.Change(audience.Id, known => known with { Population = population, MatrixUpdatedAt = now });
        foreach (var segment in Cdp.SegmentsOf(audience))
        {
            var sql = Cdp.Sql(audience, account.Tables).Select(CdpStore.Rule(segment), "count(*)");
            var members = await CountAsync(database, sql, cancellationToken).ConfigureAwait(false);
            Cdp.Segments.Change(
                segment.Id,
                known =>
                    known with
                    {
                        Population = members,
                        Statistics = [.. known.Statistics, new SegmentStatistic(now.ToUnixTimeSeconds(), members)],
                    }
            );
        }
    }

    private async Task ActivateAsync(
        AudienceState audience,
        SegmentState segment,
        SyndicationState syndication,
        CancellationToken cancellationToken
    )
    {
        var sql = Cdp.Sql(audience, account.Tables);
        var columns = SyndicationColumns(syndication, sql);
        await ReplaceAsync(
                audience.OutputDatabase,
                "cdp_syndication_" + syndication.IdText,
                sql.Select(CdpStore.Rule(segment), columns),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>The columns that an activation sends; all of them unless it names some.</summary>
    private static string SyndicationColumns(SyndicationState syndication, SegmentSql sql)
    {
        using var definition = System.Text.Json.JsonDocument.Parse(syndication.Definition);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var columns = new List<string>();
        foreach (var column in definition.RootElement.Items("columns"))
        {
            var source = column.Member("source")?.Text("column") ?? column.Text("column") ?? "";
            var alias = TableNames.ToAlias(column.Text("column") ?? source, taken.Contains);
            taken.Add(alias);
            columns.Add($"{sql.Column(source)} as {Names.Quote(alias)}");
        }

        return columns.Count == 0 || definition.RootElement.IsTrue("allColumns") ? "a.*" : string.Join(", ", columns);
    }

    private static string CustomersSql(AudienceState audience)
    {
        var id = audience.KeyColumn is { } key
            ? $"td_md5(cast(m.{Names.Quote(key)} as varchar))"
            : "td_md5(cast(row_number() over (order by m.time) as varchar))";
        var columns = new List<string> { $"{id} as cdp_customer_id", "m.*" };
        var joins = "";
        for (var i = 0; i < audience.Attributes.Count; i++)
        {
            var attribute = audience.Attributes[i];
            var name = "a" + i.ToString(CultureInfo.InvariantCulture);
            columns.Add($"{name}.value as {Names.Quote(attribute.Alias)}");
            joins +=
                $" left join (select {Names.Quote(attribute.ParentKey)} as k, arbitrary({Names.Quote(attribute.Column)}) as value"
                + $" from {Names.Quote(attribute.Database, attribute.Table)} group by 1) {name}"
                + $" on {name}.k = m.{Names.Quote(attribute.ForeignKey)}";
        }

        return $"select {string.Join(", ", columns)} from {Names.Quote(audience.Database, audience.Table)} m{joins}";
    }

    private static string BehaviorSql(AudienceState audience, AudienceBehavior behavior) =>
        $"select c.cdp_customer_id, b.* from {Names.Quote(behavior.Database, behavior.Table)} b"
        + $" join {audience.OutputDatabase}.{Customers} c on b.{Names.Quote(behavior.ParentKey)} = c.{Names.Quote(behavior.ForeignKey)}";

    /// <summary>Readers see the old table until the new one is complete.</summary>
    private async Task ReplaceAsync(string database, string table, string sql, CancellationToken cancellationToken)
    {
        var temporary = table + "_build";
        await QueryAsync(database, $"drop table if exists {temporary}", cancellationToken).ConfigureAwait(false);
        await QueryAsync(database, $"create table {temporary} as {sql}", cancellationToken).ConfigureAwait(false);
        account.Tables.Reconcile();
        await account.Tables.RenameTableAsync(database, temporary, table, overwrite: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> CountAsync(string database, string sql, CancellationToken cancellationToken) =>
        (long)(await QueryAsync(database, sql, cancellationToken).ConfigureAwait(false))[0][0]!;
}
