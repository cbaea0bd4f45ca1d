using System.Globalization;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>One load: looks at the source and the table, reads ahead, chooses the way, and takes it.</summary>
internal sealed class TableLoad<T>(
    TreasureDataClient client,
    string database,
    string table,
    RecordEncoder<T> encoder,
    Func<TableImportWriterOptions, BatchCheck<T>> createCheck,
    TdLoadOptions options
)
{
    private const string Name = "treasuredata.load";
    private const int NameOfTable = 100;

    public async Task<TdLoadResult> RunAsync(IAsyncEnumerable<T> records, CancellationToken cancellationToken)
    {
        var enumerator = records.GetAsyncEnumerator(cancellationToken);
        await using (enumerator.ConfigureAwait(false))
        {
            var source = new LoadSource<T>(enumerator, encoder, options.MaxFailedRecords);
            await CheckAsync(source, cancellationToken).ConfigureAwait(false);
            if (!options.Volume.IsContinuous)
            {
                await source.ReadAheadAsync(options.MaxRowsAhead, options.MaxBytesAhead).ConfigureAwait(false);
            }

            var plan = Choose(source);
            return plan.Path switch
            {
                TdWritePath.BulkImport when !(source.HasEnded && source.RowsAhead == 0) => await ImportAsync(
                        source,
                        plan,
                        cancellationToken
                    )
                    .ConfigureAwait(false),
                TdWritePath.Ingestion => await WriteAsync(
                        source,
                        plan,
                        TreasureDataIngestionClientExtensions.Create(
                            client.Ingestion,
                            source.CreateRowEncoder(),
                            database,
                            table,
                            options.Writer ?? new IngestionWriterOptions { TimeProvider = options.TimeProvider }
                        ),
                        cancellationToken
                    )
                    .ConfigureAwait(false),
                // Without a single row there is nothing to commit: the writer only counts what was skipped.
                _ => await WriteAsync(
                        source,
                        plan,
                        new BatchWriter<LoadRow>(
                            source.CreateRowEncoder(),
                            new TableImportSink(client.Tables, database, table),
                            options.Writer ?? new TableImportWriterOptions { TimeProvider = options.TimeProvider }
                        ),
                        cancellationToken
                    )
                    .ConfigureAwait(false),
            };
        }
    }

    private async Task CheckAsync(LoadSource<T> source, CancellationToken cancellationToken)
    {
        var check = createCheck(new TableImportWriterOptions { CreateTable = options.CreateTable });
        IReadOnlyList<MappingProblem> problems = [];
        await source.BeginAsync(first => problems = check.CheckSource(first)).ConfigureAwait(false);
        if (options.CheckBeforeSending && !options.Volume.HasWriteOnlyKey && !source.HasEnded)
        {
            problems = [.. problems, .. await check.CheckTargetAsync(cancellationToken).ConfigureAwait(false)];
        }

        if (problems.Count > 0)
        {
            throw new BatchCheckException(Name, problems);
        }
    }

    private TdWritePlan Choose(LoadSource<T> source)
    {
        var volume = options.Volume;
        if (options.Path is { } path)
        {
            return new TdWritePlan(path, "This way, because the options ask for it.");
        }

        if (source.HasEnded)
        {
            return TdWritePlan.For(volume with { Rows = source.RowsAhead, Bytes = source.BytesAhead });
        }

        return volume is { IsContinuous: false, HasWriteOnlyKey: false, Rows: null, Bytes: null, AllOrNothing: false }
            ? new TdWritePlan(
                TdWritePath.BulkImport,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Bulk import, because the source had not ended after {source.RowsAhead:N0} rows and {source.BytesAhead:N0} bytes, and such a volume goes into archive storage directly, where the service would have to merge it later otherwise."
                )
            )
            : TdWritePlan.For(volume);
    }

    private static async Task<TdLoadResult> WriteAsync(
        LoadSource<T> source,
        TdWritePlan plan,
        BatchWriter<LoadRow> writer,
        CancellationToken cancellationToken
    )
    {
        BatchWriteReport report;
        await using (writer.ConfigureAwait(false))
        {
            try
            {
                report = await writer.WriteAllAsync(source.ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException)
            {
                report = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
                if (report.StopReason is null)
                {
                    // It was the source that failed.
                    throw;
                }
            }
        }

        return new TdLoadResult
        {
            Plan = plan,
            Read = report.Read,
            Skipped = report.Skipped,
            Delivered = report.Delivered,
            Rejected = report.Rejected,
            DeadLettered = report.DeadLettered,
            Unverified = report.Unverified,
            Failures = source.Failures,
            StopReason = report.StopReason,
            Report = report,
        };
    }

    private async Task<TdLoadResult> ImportAsync(LoadSource<T> source, TdWritePlan plan, CancellationToken cancellationToken)
    {
        var name =
            options.SessionName
            ?? $"load_{table[..Math.Min(table.Length, NameOfTable)]}_{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)}";
        var session = await client.BulkImports.OpenSessionAsync(name, database, table, cancellationToken).ConfigureAwait(false);
        TdPartsResult parts;
        try
        {
            parts = await session
                .WriteAsync(
                    source.ReadAsync(cancellationToken),
                    source.CreateRowEncoder(),
                    // The source counts failures itself.
                    (options.Parts ?? TdPartOptions.Default) with
                    {
                        MaxFailedRecords = long.MaxValue,
                    },
                    progress: null,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch when (options.SessionName is null)
        {
            // Nobody could go on with a session whose name nobody knows.
            await DropAsync(session).ConfigureAwait(false);
            throw;
        }

        var done = await session.CompleteAsync(options.Completion, progress: null, cancellationToken).ConfigureAwait(false);
        var isLeftOut = source.OnFailure == FailurePolicy.Skip;
        var delivered = done.ValidRecords ?? parts.Rows - done.ErrorRecords;
        var rejected = done.ErrorRecords;
        if (!parts.WasWrittenBefore)
        {
            // A session may hold parts of other loads as well.
            delivered = Math.Clamp(delivered, 0, parts.Rows);
            rejected = Math.Min(rejected, parts.Rows - delivered);
        }

        return new TdLoadResult
        {
            Plan = plan,
            Read = parts.Rows + parts.Skipped + parts.Failed,
            Skipped = parts.Skipped + (isLeftOut ? parts.Failed : 0),
            Delivered = delivered,
            Rejected = rejected,
            DeadLettered = isLeftOut ? 0 : parts.Failed,
            Unverified = parts.WasWrittenBefore ? 0 : parts.Rows - delivered - rejected,
            Failures = source.Failures,
            SessionName = name,
            WasWrittenBefore = parts.WasWrittenBefore,
            BulkImport = done,
        };
    }

    private static async Task DropAsync(TreasureDataBulkImportSession session)
    {
        try
        {
            await session.DeleteAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (ConnectorException)
        {
            // The load's own failure is the one to be told; the session expires by itself.
        }
    }
}
