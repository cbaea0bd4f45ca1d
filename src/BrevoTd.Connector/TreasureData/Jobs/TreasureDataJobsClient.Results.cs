using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataJobsClient
{
    /// <summary>
    /// Runs a Trino query and streams its rows. Nothing is sent before the result is used for the first time; then the job is issued, waited
    /// for, and its result downloaded while it is read, with memory that does not grow with the number of rows.
    /// </summary>
    /// <param name="database">Database in which tables without a database's name are looked for.</param>
    /// <param name="query">The SQL.</param>
    /// <param name="options">How the result is waited for and read; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The name is not possible, the query is empty or too long, or an option is out of range.</exception>
    public virtual TreasureDataQueryResult Query(string database, string query, TdQueryOptions? options = null) =>
        Query(new TdQueryRequest { Database = database, Query = query }, options);

    /// <summary>Runs a query and streams its rows, as <see cref="Query(string, string, TdQueryOptions?)"/>, with all settings of a job.</summary>
    /// <param name="request">The query.</param>
    /// <param name="options">How the result is waited for and read; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The request is incomplete or exceeds a limit, or an option is out of range.</exception>
    public virtual TreasureDataQueryResult Query(TdQueryRequest request, TdQueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        options ??= TdQueryOptions.Default;
        options.Validate();
        return new TreasureDataQueryResult(this, request, options, _timeProvider);
    }

    /// <summary>Streams the rows of a job that was issued before, by this process or another one. The job is waited for, and never killed.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="options">How the result is waited for and read; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The id is not one of a job, or an option is out of range.</exception>
    public virtual TreasureDataQueryResult ReadResult(TdJobId jobId, TdQueryOptions? options = null)
    {
        TdNames.JobId(jobId);
        options ??= TdQueryOptions.Default;
        options.Validate();
        return new TreasureDataQueryResult(this, jobId, options, _timeProvider);
    }

    /// <summary>
    /// Downloads the result of a job that ended with success, as it is (<c>GET /v3/job/result</c>). A broken download is resumed where the
    /// service permits it. When the call fails, the destination holds the beginning of the result.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="format">The form of the result.</param>
    /// <param name="destination">Where the result is written.</param>
    /// <param name="includeHeader">Whether CSV and TSV begin with a line of column names.</param>
    /// <param name="download">How the result travels; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>Number of bytes written.</returns>
    /// <exception cref="ArgumentException">The id is not one of a job, a header was asked for in a format without one, or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The job has not ended yet.</exception>
    /// <exception cref="TreasureDataJobFailedException">The job failed or was killed.</exception>
    /// <exception cref="TreasureDataResultException">The result is shorter or longer than announced, or changed while it was downloaded.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<long> DownloadResultAsync(
        TdJobId jobId,
        TdResultFormat format,
        Stream destination,
        bool includeHeader = false,
        TdDownloadOptions? download = null,
        CancellationToken cancellationToken = default
    )
    {
        TdNames.JobId(jobId);
        ArgumentNullException.ThrowIfNull(destination);
        if (string.IsNullOrEmpty(format.Value))
        {
            throw new ArgumentException($"Name a format, such as {nameof(TdResultFormat)}.{nameof(TdResultFormat.Csv)}.", nameof(format));
        }

        if (includeHeader && !format.MayHaveHeader)
        {
            throw new ArgumentException($"The format {format} has no line of column names; only csv and tsv have.", nameof(includeHeader));
        }

        download ??= TdDownloadOptions.Default;
        download.Validate();
        var state = await GetStatusAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (!state.IsFinished)
        {
            throw new InvalidOperationException($"Treasure Data job {jobId} has not ended yet. Call {nameof(WaitAsync)} first.");
        }

        if (state.Status != TdJobStatus.Success)
        {
            // Reads the engine's text, and throws.
            await ReadEndAsync(jobId, state, cancellationToken).ConfigureAwait(false);
        }

        var stream = OpenResult(jobId, format, includeHeader, state.ResultSize, download);
        await using (stream.ConfigureAwait(false))
        {
            await stream.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
            return stream.Received;
        }
    }

    /// <summary>Opens a finished job's result; nothing is sent before the first read.</summary>
    internal DownloadStream OpenResult(
        TdJobId jobId,
        TdResultFormat format,
        bool includeHeader,
        long? resultSize,
        TdDownloadOptions download
    )
    {
        var source = new ResultSource(_transport, jobId, format, includeHeader);
        var options = ResultStreamOptions.From(_options, format, resultSize);
        var connections = Math.Min(download.Connections, _options.MaxConcurrentRequests);
        return
            connections > 1 && options.ExpectedLength is { } length && length >= download.ParallelThreshold && length > download.RangeBytes
            ? new RangedResultStream(source, options, length, download.RangeBytes, connections, _timeProvider)
            : new ResultStream(source, options, _timeProvider);
    }
}
