using System.Globalization;
using BrevoTd.Connector.Emulator.Sql;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The work of a query job: runs the statement and stores what it gives.</summary>
internal sealed class QueryRunner(SqlEngine engine, TableStore tables, ResultStore results, ResultExporter exports)
{
    /// <exception cref="JobFailedException">The statement failed; the message reads like the service's.</exception>
    public async Task<JobOutcome> RunAsync(Job job, CancellationToken cancellationToken)
    {
        await tables.SettleAsync(cancellationToken).ConfigureAwait(false);
        var session = new SqlSession(
            job.Database,
            job.StartAt ?? job.CreatedAt,
            job.ScheduledTime,
            NullsAreSmallest: job.Type == HiveDialect.JobType
        );
        try
        {
            var sql = job.Type == HiveDialect.JobType ? HiveDialect.ToTrino(job.Query) : job.Query;
            var result = await engine.ExecuteAsync(sql, session, cancellationToken).ConfigureAwait(false);
            JobOutcome outcome;
            await using (result.ConfigureAwait(false))
            {
                outcome = await StoreAsync(job, result, cancellationToken).ConfigureAwait(false);
            }

            if (job.Result is { } target)
                await exports.WriteAsync(target, job.Id, outcome.ResultSchema ?? [], cancellationToken).ConfigureAwait(false);
            return outcome;
        }
        catch (SqlFailedException exception)
        {
            var start = session.QueryStart.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
            throw new JobFailedException(
                string.Create(CultureInfo.InvariantCulture, $"Query {start}_{job.Id % 100_000:d5}_emuls failed: {exception.Message}\n"),
                exception
            );
        }
        finally
        {
            tables.Reconcile();
        }
    }

    private async Task<JobOutcome> StoreAsync(Job job, SqlResult result, CancellationToken cancellationToken)
    {
        using var file = new ResultFile(results.StoredPath(job.Id));
        object?[] row = [];
        ResultFile.ValueWriter writeValue = (ref MessagePackWriter writer, int column) => ResultValues.Write(ref writer, row[column]);
        await foreach (var next in result.ReadRowsAsync(cancellationToken).ConfigureAwait(false))
        {
            row = next;
            file.WriteRow(row.Length, writeValue);
        }

        var (length, hash) = file.Complete();
        return new JobOutcome
        {
            NumRecords = file.Rows,
            ResultSize = length,
            ResultHash = hash,
            ResultSchema =
            [
                .. result.Columns.Select(column =>
                    job.Type == HiveDialect.JobType ? HiveDialect.ToHive(column.Name, column.Type) : [column.Name, column.Type]
                ),
            ],
            RecordsInserted = result.RowsChanged ?? 0,
        };
    }
}
