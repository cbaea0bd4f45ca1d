using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataJobsClient
{
    // Every pause varies by this part of itself, so that many waiting processes do not poll in step.
    private const double PollJitter = 0.2;

    private static readonly ServiceOperation s_issueOperation = new(
        "jobs.issue",
        HttpMethod.Post,
        "v3/job/issue/{type}/{database}",
        RepeatRule.IdempotentWithKey
    );

    /// <summary>
    /// Issues a query as a job (<c>POST /v3/job/issue</c>). The call always carries a key by which the service recognises a repeat, so that
    /// a lost answer never runs the query twice: the service is asked for the key before a repeat, and if it knows the key already, the job issued with it
    /// is returned.
    /// </summary>
    /// <param name="request">The query.</param>
    /// <param name="cancellationToken">Ends the call. The job may have been issued nevertheless.</param>
    /// <exception cref="ArgumentException">The request is incomplete or exceeds a limit.</exception>
    /// <exception cref="ServiceException">The service refuses the query, such as for an unknown database (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdIssuedJob> IssueAsync(TdQueryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var keyed = request with { DomainKey = request.DomainKey ?? NewDomainKey() };
        var path = $"v3/job/issue/{keyed.Type.Value.ToLowerInvariant()}/{keyed.Database}";
        return await _issuer.IssueAsync(s_issueOperation, path, keyed.ToForm(), keyed.DomainKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until a job has ended, looking at it ever more rarely. An unknown status counts as not ended.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="options">Pauses and time limit; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told the job's state at every look at it.</param>
    /// <param name="cancellationToken">Ends the wait. The job runs on.</param>
    /// <returns>The job, which ended with success.</returns>
    /// <exception cref="ArgumentException">The id is not one of a job, or an option is out of range.</exception>
    /// <exception cref="TreasureDataJobFailedException">The job failed or was killed.</exception>
    /// <exception cref="TimeoutException">The job did not end within <see cref="TdWaitOptions.Timeout"/>.</exception>
    /// <exception cref="ConnectorException">A call failed. The job is not affected: the wait can be repeated.</exception>
    public virtual async Task<TdJob> WaitAsync(
        TdJobId jobId,
        TdWaitOptions? options = null,
        IProgress<TdJobState>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        TdNames.JobId(jobId);
        options ??= TdWaitOptions.Default;
        options.Validate();
        var begun = _timeProvider.GetTimestamp();
        var pause = options.InitialPollDelay;
        while (true)
        {
            var state = await GetStatusAsync(jobId, cancellationToken).ConfigureAwait(false);
            progress?.Report(state);
            if (state.IsFinished)
            {
                return await ReadEndAsync(jobId, state, cancellationToken).ConfigureAwait(false);
            }

            var delay = Vary(pause, options.MaxPollDelay);
            if (options.Timeout is { } timeout)
            {
                var left = timeout - _timeProvider.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero)
                {
                    throw new TimeoutException(
                        $"Treasure Data job {jobId} has not ended within {timeout}. It runs on: wait for it again, or kill it."
                    );
                }

                delay = delay < left ? delay : left;
            }

            await Task.Delay(delay, _timeProvider, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < options.MaxPollDelay ? pause * 2 : options.MaxPollDelay;
        }
    }

    internal static string NewDomainKey() => JobIssuer.NewDomainKey();

    private async Task<TdJob> ReadEndAsync(TdJobId jobId, TdJobState state, CancellationToken cancellationToken)
    {
        var job = await GetAsync(jobId, cancellationToken).ConfigureAwait(false);

        // The light answer decided that the job has ended; the full one may still come from a copy that lags behind.
        job = job with
        {
            Status = state.Status,
            ResultSize = job.ResultSize ?? state.ResultSize,
        };
        return job.Status == TdJobStatus.Success ? job : throw TreasureDataJobFailedException.From(jobId, job);
    }

    private static TimeSpan Vary(TimeSpan pause, TimeSpan max)
    {
        // Not a secret: the pause only must not be the same everywhere.
        var varied = pause * (1 - PollJitter + (2 * PollJitter * Random.Shared.NextDouble()));
        return varied < max ? varied : max;
    }
}
