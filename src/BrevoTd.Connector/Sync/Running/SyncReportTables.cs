using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>Reports as rows: one for each step in <c>brevo_sync_runs</c>, and one for each cause of a refusal in <c>brevo_sync_errors</c>.</summary>
internal static class SyncReportTables
{
    public const string Runs = "brevo_sync_runs";
    public const string Errors = "brevo_sync_errors";

    private static readonly RowMap<RunRow> s_runs = RowMap.From<RunRow>(row =>
    {
        row.Time(run => (DateTimeOffset?)run.Report.StartedAt);
        row.Column("job", run => run.Report.Job);
        row.Column("run_id", run => run.Report.RunId);
        row.Column("step", run => run.Step.Step);
        row.Column("source", run => run.Step.Source);
        row.Column("target", run => run.Step.Target);
        row.Column("is_complete", run => (bool?)run.Step.IsComplete);
        row.Column("was_resumed", run => (bool?)run.Step.WasResumed);
        row.Column("is_sample", run => (bool?)run.Report.IsSample);
        row.Column("read_records", run => (long?)run.Step.Records.Read);
        row.Column("skipped", run => (long?)run.Step.Records.Skipped);
        row.Column("delivered", run => (long?)run.Step.Records.Delivered);
        row.Column("rejected", run => (long?)run.Step.Records.Rejected);
        row.Column("dead_lettered", run => (long?)run.Step.Records.DeadLettered);
        row.Column("unverified", run => (long?)run.Step.Records.Unverified);
        row.Column("max_doubled", run => (long?)run.Step.MaxDoubled);
        row.Column("doubled", run => run.Step.Doubled);
        row.Column("requests", run => (long?)run.Step.Records.Requests);
        row.Column("run_seconds", run => (double?)run.Report.Elapsed.TotalSeconds);
        row.Column("failure", run => run.Report.Failure is null ? null : "failed");
    });

    private static readonly RowMap<ErrorRow> s_errors = RowMap.From<ErrorRow>(row =>
    {
        row.Time(error => (DateTimeOffset?)error.Report.StartedAt);
        row.Column("job", error => error.Report.Job);
        row.Column("run_id", error => error.Report.RunId);
        row.Column("step", error => error.Step);
        row.Column("outcome", error => error.Outcome);
        row.Column("cause", error => error.Cause);
        row.Column("records", error => (long?)error.Records);
    });

    public static async Task WriteAsync(TreasureDataClient client, string database, SyncReport report, CancellationToken cancellationToken)
    {
        await WriteAsync(client, database, Runs, s_runs, report.Steps.Select(step => new RunRow(report, step)), cancellationToken)
            .ConfigureAwait(false);
        await WriteAsync(client, database, Errors, s_errors, report.Steps.SelectMany(step => ErrorsOf(report, step)), cancellationToken)
            .ConfigureAwait(false);
    }

    private static IEnumerable<ErrorRow> ErrorsOf(SyncReport report, SyncStepReport step) =>
        Rows(report, step, "rejected", step.Records.RejectedByCause)
            .Concat(Rows(report, step, "dead_lettered", step.Records.DeadLetteredByCause))
            .Concat(Rows(report, step, "unverified", step.Records.UnverifiedByCause));

    private static IEnumerable<ErrorRow> Rows(
        SyncReport report,
        SyncStepReport step,
        string outcome,
        IReadOnlyDictionary<string, long> causes
    ) => causes.Select(cause => new ErrorRow(report, step.Step, outcome, cause.Key, cause.Value));

    private static async Task WriteAsync<T>(
        TreasureDataClient client,
        string database,
        string table,
        RowMap<T> map,
        IEnumerable<T> rows,
        CancellationToken cancellationToken
    )
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        await client.Tables.CreateIfNotExistsAsync(database, table, cancellationToken: cancellationToken).ConfigureAwait(false);
        var writer = client.Tables.CreateImportWriter(map, database, table);
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteAllAsync(all, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed record RunRow(SyncReport Report, SyncStepReport Step);

    private sealed record ErrorRow(SyncReport Report, string Step, string Outcome, string Cause, long Records);
}
