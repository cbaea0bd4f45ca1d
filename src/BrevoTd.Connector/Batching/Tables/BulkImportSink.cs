using System.Globalization;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Uploads batches as parts of a bulk import session. When everything is sent it completes the session, and only the commit settles the rows: all of them together, because the service counts the rows
/// that it refused and does not say in which parts they stand.
/// </summary>
internal sealed class BulkImportSink : ISettlingBatchSink, IDisposable
{
    public const string SinkName = "treasuredata.bulk_import";

    /// <summary>The session took no part any more.</summary>
    private static readonly OutcomeCause s_closed = new("session_closed");

    /// <summary>The session was not committed: the table is as it was.</summary>
    private static readonly OutcomeCause s_notCommitted = new("not_committed");

    /// <summary>The session was committed without rows that the service refused.</summary>
    private static readonly OutcomeCause s_errorRecords = new("error_records");

    /// <summary>The session was committed with fewer rows than were sent.</summary>
    private static readonly OutcomeCause s_fewerCounted = new("fewer_counted");

    private readonly TreasureDataBulkImportSession _session;
    private readonly BulkImportWriterOptions _options;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<(RecordOutcome Outcome, OutcomeCause Cause)> _end = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private long _rows;
    private long _errorRecords;
    private int _isCompleting;

    public BulkImportSink(TreasureDataBulkImportSession session, BulkImportWriterOptions options)
    {
        options.Validate();
        _session = session;
        _options = options;
        _log = new QuietLogger((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<BulkImportSink>());
    }

    public string Name => SinkName;

    public BatchLimits Limits { get; } = new();

    public WireFormat Format => WireFormat.MessagePack;

    public IReadOnlyList<SinkCall> Calls { get; } = [new SinkCall("PUT", "v3/bulk_import/upload_part/{name}/{part}")];

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var part = Compress(batch);
        var name = string.Create(CultureInfo.InvariantCulture, $"{_options.Label}-{batch.Number:D6}-{part.Hash}");
        try
        {
            await _session.PutPartAsync(name, part.Content, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refusal) when (refusal.StatusCode is System.Net.HttpStatusCode.RequestEntityTooLarge)
        {
            return BatchAnswer.TooLarge;
        }
        catch (InvalidOperationException)
        {
            return BatchAnswer.Refused(s_closed);
        }

        Interlocked.Add(ref _rows, batch.Count);
        return BatchAnswer.Accepted(name);
    }

    public async Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default)
    {
        var (outcome, cause) = await _end.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        var settlement = new BatchSettlement(outcome, cause);
        // How many were refused is known, and which is not: the report says so once.
        settlement.AddUnmatchedReportLines(s_errorRecords, Interlocked.Exchange(ref _errorRecords, 0));
        return settlement;
    }

    public void Urge(SettlementUrgency urgency)
    {
        if (urgency == SettlementUrgency.Completing && Interlocked.Read(ref _rows) > 0 && Interlocked.Exchange(ref _isCompleting, 1) == 0)
        {
            _ = Task.Run(CompleteAsync, CancellationToken.None);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _ = _end.TrySetResult((RecordOutcome.Unverified, OutcomeCause.SettlementAbandoned));
    }

    private static TdRowPart Compress(Batch batch)
    {
        using var compressor = new TdRowCompressor();
        foreach (var run in batch.Runs())
        {
            compressor.Write(run.Span);
        }

        return TdRowPart.Finish(compressor, batch.Count);
    }

    private async Task CompleteAsync()
    {
        try
        {
            var done = await _session.CompleteAsync(_options.ToCompletion(), progress: null, _stop.Token).ConfigureAwait(false);
            _ = Interlocked.Exchange(ref _errorRecords, done.ErrorRecords);
            _ = _end.TrySetResult(Read(done));
        }
        catch (Exception exception)
        {
            BatchLog.SettlementFailed(_log, SinkName, 0, _session.Name, BatchLog.Describe(exception));
            _ = _end.TrySetResult(
                exception switch
                {
                    TreasureDataBulkImportException or TreasureDataJobFailedException => (RecordOutcome.DeadLettered, s_notCommitted),
                    TimeoutException => (RecordOutcome.Unverified, OutcomeCause.SettlementTimeout),
                    OperationCanceledException => (RecordOutcome.Unverified, OutcomeCause.SettlementAbandoned),
                    ConnectorException => (RecordOutcome.Unverified, OutcomeCause.NoAnswer),
                    _ => (RecordOutcome.Unverified, OutcomeCause.SinkFailed),
                }
            );
        }
    }

    private (RecordOutcome Outcome, OutcomeCause Cause) Read(TdBulkImportResult done)
    {
        if (done.ValidRecords == 0)
        {
            return (RecordOutcome.Rejected, s_errorRecords);
        }

        if (done.ErrorRecords > 0 || done.ErrorParts > 0)
        {
            return (RecordOutcome.Unverified, s_errorRecords);
        }

        // More than were sent is no contradiction: others may have filled the session too.
        return done.ValidRecords < Interlocked.Read(ref _rows)
            ? (RecordOutcome.Unverified, s_fewerCounted)
            : (RecordOutcome.Delivered, default);
    }
}
