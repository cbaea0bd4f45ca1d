using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Query jobs and their results.</summary>
public partial class TreasureDataJobsClient
{
    private static readonly ServiceOperation s_getOperation = new(
        "jobs.get",
        HttpMethod.Get,
        "v3/job/show/{job_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getStatusOperation = new(
        "jobs.get_status",
        HttpMethod.Get,
        "v3/job/status/{job_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getStatisticsOperation = new(
        "jobs.get_statistics",
        HttpMethod.Get,
        "v3/job/statistics/{job_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_killOperation = new(
        "jobs.kill",
        HttpMethod.Post,
        "v3/job/kill/{job_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listOperation = new("jobs.list", HttpMethod.Get, "v3/job/list", RepeatRule.Idempotent);

    private readonly IServiceTransport _transport;
    private readonly TreasureDataClientOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly JobIssuer _issuer;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataJobsClient()
    {
        _transport = null!;
        _options = null!;
        _timeProvider = null!;
        _issuer = null!;
    }

    internal TreasureDataJobsClient(IServiceTransport transport, TreasureDataClientOptions options, TimeProvider timeProvider)
    {
        _transport = transport;
        _options = options;
        _timeProvider = timeProvider;
        _issuer = new JobIssuer(transport);
    }

    /// <summary>Reads all that the service tells of a job (<c>GET /v3/job/show</c>). For polling, <see cref="GetStatusAsync"/> is lighter.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a job.</exception>
    /// <exception cref="ServiceException">There is no such job (404); jobs are kept for 90 days.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdJob> GetAsync(TdJobId jobId, CancellationToken cancellationToken = default)
    {
        var path = $"v3/job/show/{TdNames.JobId(jobId)}";
        return _transport.SendAsync(new ServiceRequest(s_getOperation, path), TreasureDataJsonContext.Default.TdJob, cancellationToken);
    }

    /// <summary>Reads where a job stands (<c>GET /v3/job/status</c>).</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a job.</exception>
    /// <exception cref="ServiceException">There is no such job (404); jobs are kept for 90 days.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdJobState> GetStatusAsync(TdJobId jobId, CancellationToken cancellationToken = default)
    {
        var path = $"v3/job/status/{TdNames.JobId(jobId)}";
        return _transport.SendAsync(
            new ServiceRequest(s_getStatusOperation, path),
            TreasureDataJsonContext.Default.TdJobState,
            cancellationToken
        );
    }

    /// <summary>Reads where the job stands that was issued with a key (<c>GET /v3/job/status_by_domain_key</c>).</summary>
    /// <param name="domainKey">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="ServiceException">No job was issued with that key (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdJobState> GetStatusByDomainKeyAsync(string domainKey, CancellationToken cancellationToken = default)
    {
        return _transport.SendAsync(JobIssuer.StatusByKey(domainKey), TreasureDataJsonContext.Default.TdJobState, cancellationToken);
    }

    /// <summary>Reads what a finished job counted (<c>GET /v3/job/statistics</c>).</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a job.</exception>
    /// <exception cref="ServiceException">There is no such job (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdJobStatistics> GetStatisticsAsync(TdJobId jobId, CancellationToken cancellationToken = default)
    {
        var path = $"v3/job/statistics/{TdNames.JobId(jobId)}";
        return _transport.SendAsync(
            new ServiceRequest(s_getStatisticsOperation, path),
            TreasureDataJsonContext.Default.TdJobStatistics,
            cancellationToken
        );
    }

    /// <summary>Stops a job (<c>POST /v3/job/kill</c>). Stopping a job that has ended changes nothing.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The status before, or <see langword="null"/> if the service does not tell.</returns>
    /// <exception cref="ArgumentException">The id is not one of a job.</exception>
    /// <exception cref="ServiceException">There is no such job (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdJobStatus?> KillAsync(TdJobId jobId, CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(s_killOperation, $"v3/job/kill/{TdNames.JobId(jobId)}")
        {
            Content = TreasureDataService.EmptyForm(),
        };
        var answer = await _transport
            .SendAsync(request, TreasureDataJsonContext.Default.TdKillAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.FormerStatus;
    }

    /// <summary>Reads a range of the account's jobs, the newest first (<c>GET /v3/job/list</c>).</summary>
    /// <param name="first">Position of the first job, from 0.</param>
    /// <param name="last">Position of the last job, which is included.</param>
    /// <param name="status">Only jobs of this status; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not one.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdJob>> ListRangeAsync(
        int first,
        int last,
        TdJobStatus? status = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var path = new QueryString(s_listOperation.Route).Add("from", first).Add("to", last);
        if (status is { Value.Length: > 0 } wanted)
        {
            path.Add("status", wanted.Value.ToLowerInvariant());
        }

        var answer = await _transport
            .SendAsync(new ServiceRequest(s_listOperation, path.ToString()), TreasureDataJsonContext.Default.TdJobList, cancellationToken)
            .ConfigureAwait(false);
        return answer.Jobs ?? [];
    }

    /// <summary>
    /// Lists the account's jobs of the last 90 days, the newest first, page by page. Jobs that are issued meanwhile move the pages; a job
    /// that shows up on two neighbouring pages for that reason is listed once.
    /// </summary>
    /// <param name="status">Only jobs of this status; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public virtual AsyncPageable<TdJob> ListAsync(TdJobStatus? status = null, CancellationToken cancellationToken = default) =>
        new JobPageable<TdJob>((first, last, token) => ListRangeAsync(first, last, status, token), cancellationToken);
}
