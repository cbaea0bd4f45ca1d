using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// The rows of a query, streamed. The first use issues the job and waits for it; rows are then downloaded while they are read. A result is
/// read once: keep what you need, or read the job's result again with <see cref="TreasureDataJobsClient.ReadResult"/>.
/// </summary>
/// <remarks>A row is valid until the enumerator moves on; <see cref="TdRow.Detach"/> gives a copy to keep. Read by one caller at a time.</remarks>
public class TreasureDataQueryResult : IAsyncEnumerable<TdRow>, IAsyncDisposable
{
    // How often a download is begun anew as long as no row has been handed out.
    private const int MaxRestarts = 3;

    private static readonly TimeSpan s_killTimeout = TimeSpan.FromSeconds(10);

    private readonly TreasureDataJobsClient _jobs;
    private readonly TdQueryRequest? _request;
    private readonly TdQueryOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly bool _hasOwnKey;

    private TdJobId? _jobId;
    private TdJob? _job;
    private bool _issuing;
    private bool _foreign;
    private bool _ended;
    private bool _disposed;
    private int _taken;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataQueryResult()
    {
        _jobs = null!;
        _options = TdQueryOptions.Default;
        _timeProvider = null!;
    }

    internal TreasureDataQueryResult(TreasureDataJobsClient jobs, TdQueryRequest request, TdQueryOptions options, TimeProvider timeProvider)
    {
        _jobs = jobs;

        // One key for the life of this object: a use after a failed one finds the job that the failed one may have issued.
        _request = request with
        {
            DomainKey = request.DomainKey ?? TreasureDataJobsClient.NewDomainKey(),
        };
        _options = options;
        _timeProvider = timeProvider;
        _hasOwnKey = request.DomainKey is null;
    }

    internal TreasureDataQueryResult(TreasureDataJobsClient jobs, TdJobId jobId, TdQueryOptions options, TimeProvider timeProvider)
    {
        _jobs = jobs;
        _jobId = jobId;
        _options = options;
        _timeProvider = timeProvider;
    }

    /// <summary>Issues the job if that has not happened yet, waits until it has ended, and returns it. Later calls return the same.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TreasureDataJobFailedException">The query failed, or the job was killed.</exception>
    /// <exception cref="TimeoutException">The job did not end in time.</exception>
    /// <exception cref="ConnectorException">A call failed. The next use continues with the same job.</exception>
    /// <exception cref="ObjectDisposedException">The result was disposed before the job had ended.</exception>
    public virtual async Task<TdJob> GetJobAsync(CancellationToken cancellationToken = default)
    {
        if (_job is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed && _job is null, this);
            return _job ??= await RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The columns of the result; waits for the job as <see cref="GetJobAsync"/> does, and fails like it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public virtual async Task<TdSchema> GetSchemaAsync(CancellationToken cancellationToken = default) =>
        (await GetJobAsync(cancellationToken).ConfigureAwait(false)).ResultSchema ?? TdSchema.Empty;

    /// <summary>Reads the rows through a function that makes something lasting of each.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="convert">Makes something of a row. It must not keep the row itself.</param>
    [SuppressMessage(
        "Naming",
        "CA1716",
        Justification = "The word that reads best where it is used; overriding it in other languages needs quoting."
    )]
    public virtual IAsyncEnumerable<T> As<T>(Func<TdRow, T> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return ConvertAsync(convert);
    }

    /// <summary>Reads the rows. Can be called once.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">The result is read already.</exception>
    public virtual IAsyncEnumerator<TdRow> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Take();
        return ReadAsync(cancellationToken).GetAsyncEnumerator(CancellationToken.None);
    }

    /// <summary>
    /// Opens the result for code that speaks ADO.NET, such as <c>SqlBulkCopy</c>; waits for the job and for the first row. Can be called once,
    /// instead of an enumeration. Read with <c>ReadAsync</c> where possible: only then are broken downloads resumed.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The result is read already.</exception>
    /// <exception cref="TreasureDataJobFailedException">The query failed, or the job was killed.</exception>
    /// <exception cref="ConnectorException">A call failed, or the result cannot be read.</exception>
    public virtual async Task<TdDataReader> OpenDataReaderAsync(CancellationToken cancellationToken = default)
    {
        Take();
        var job = await GetJobOrAbandonAsync(cancellationToken).ConfigureAwait(false);
        for (var restarts = 0; ; restarts++)
        {
            var rows = OpenReader(job);
            try
            {
                return await TdDataReader.OpenAsync(rows, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                await rows.DisposeAsync().ConfigureAwait(false);
                if (e is not TreasureDataResultException unreadable || restarts >= MaxRestarts || !MayRestart(unreadable))
                {
                    throw;
                }
            }

            job = await ReadAgainAsync(job, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Kills the job if it has not ended, unless the options say otherwise. Failures of that are not reported.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await AbandonAsync().ConfigureAwait(false);
        _disposed = true;
        GC.SuppressFinalize(this);
    }

    private async IAsyncEnumerable<T> ConvertAsync<T>(
        Func<TdRow, T> convert,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await foreach (var row in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return convert(row);
        }
    }

    private async IAsyncEnumerable<TdRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var job = await GetJobOrAbandonAsync(cancellationToken).ConfigureAwait(false);
        for (var restarts = 0; ; restarts++)
        {
            var reader = OpenReader(job);
            await using (reader.ConfigureAwait(false))
            {
                while (true)
                {
                    bool found;
                    try
                    {
                        found = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    }
                    catch (TreasureDataResultException e) when (reader.RowCount == 0 && restarts < MaxRestarts && MayRestart(e))
                    {
                        // Nobody has seen a row yet: the result may be downloaded anew.
                        break;
                    }

                    if (!found)
                    {
                        CheckCount(job, reader.RowCount);
                        yield break;
                    }

                    yield return reader.Current;
                }
            }

            job = await ReadAgainAsync(job, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Another object has another length: what the job announces is only known for the object that lay there when it was asked.</summary>
    private async Task<TdJob> ReadAgainAsync(TdJob job, CancellationToken cancellationToken)
    {
        var read = await _jobs.GetAsync(_jobId!.Value, cancellationToken).ConfigureAwait(false);
        return job with { ResultSize = read.ResultSize ?? job.ResultSize, RecordCount = read.RecordCount ?? job.RecordCount };
    }

    private async Task<TdJob> GetJobOrAbandonAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetJobAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Often nothing but the reading code holds the result, and nobody else would dispose it.
            await AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static bool MayRestart(TreasureDataResultException exception) =>
        exception.IsTransient || exception.Problem == TdResultProblem.Changed;

    private async Task<TdJob> RunAsync(CancellationToken cancellationToken)
    {
        if (_jobId is not { } jobId)
        {
            _issuing = true;
            try
            {
                var issued = await _jobs.IssueAsync(_request!, cancellationToken).ConfigureAwait(false);
                _jobId = jobId = issued.JobId;
                _foreign = issued.WasAdopted && !_hasOwnKey;
            }
            catch (ConnectorException e) when (!e.MayHaveBeenProcessed)
            {
                // There is certainly no job that would have to be killed.
                _issuing = false;
                throw;
            }
        }

        try
        {
            var job = await _jobs.WaitAsync(jobId, _options.Wait, _options.Progress, cancellationToken).ConfigureAwait(false);
            _ended = true;
            return job;
        }
        catch (TreasureDataJobFailedException)
        {
            _ended = true;
            throw;
        }
    }

    private TdRowReader OpenReader(TdJob job) =>
        TdRowReader.OpenGzip(
            _jobs.OpenResult(_jobId!.Value, TdResultFormat.MessagePackGzip, includeHeader: false, job.ResultSize, _options.Download),
            job.ResultSchema ?? TdSchema.Empty
        );

    /// <summary>Where the job announced no size, its count of records is the only measure of a whole result.</summary>
    private static void CheckCount(TdJob job, long rows)
    {
        if (job.ResultSize is null or 0 && job.ResultSchema is { Count: > 0 } && rows < job.RecordCount)
        {
            throw new TreasureDataResultException(
                TdResultProblem.Truncated,
                $"The result of Treasure Data job {job.JobId} ended after {rows} rows, but the job counted {job.RecordCount}. Download it again.",
                rows
            );
        }
    }

    private void Take()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            throw new InvalidOperationException(
                "This query's result is read already; it is a stream and can be read once. Keep what you need of the rows (TdRow.Detach), "
                    + "or read the job's result again with Jobs.ReadResult."
            );
        }
    }

    /// <summary>Stops a job that nobody waits for any more.</summary>
    private async Task AbandonAsync()
    {
        if (!_options.KillJobOnDispose || !_issuing || _ended || _foreign)
        {
            return;
        }

        _ended = true;
        using var limit = new CancellationTokenSource(s_killTimeout, _timeProvider);
        try
        {
            // The call that issued the job may have been cancelled before it learned the id.
            var jobId =
                _jobId
                ?? (
                    _hasOwnKey
                        ? (await _jobs.GetStatusByDomainKeyAsync(_request!.DomainKey!, limit.Token).ConfigureAwait(false)).JobId
                        : null
                );
            if (jobId is { } running)
            {
                await _jobs.KillAsync(running, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is ConnectorException or OperationCanceledException or ArgumentException)
        {
            // The job may end on its own; what made the caller give up matters more than this.
        }
    }
}
