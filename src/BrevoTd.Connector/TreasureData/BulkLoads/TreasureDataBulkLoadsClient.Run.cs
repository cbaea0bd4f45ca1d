using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataBulkLoadsClient
{
    private static readonly ServiceOperation s_guessOperation = new(
        "bulk_loads.guess",
        HttpMethod.Post,
        "v3/bulk_loads/guess",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_previewOperation = new(
        "bulk_loads.preview",
        HttpMethod.Post,
        "v3/bulk_loads/preview",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_issueOperation = new(
        "bulk_loads.issue",
        HttpMethod.Post,
        "v3/job/issue/bulkload/{database}",
        RepeatRule.IdempotentWithKey
    );

    private static readonly ServiceOperation s_listJobsOperation = new(
        "bulk_loads.list_jobs",
        HttpMethod.Get,
        "v3/bulk_loads/{name}/jobs",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_runOperation = new(
        "bulk_loads.run",
        HttpMethod.Post,
        "v3/bulk_loads/{name}/jobs",
        RepeatRule.IdempotentWithKey
    );

    /// <summary>
    /// Lets the service look at a source and complete a configuration: format, separators, columns and their types (<c>POST /v3/bulk_loads/guess</c>). Stores
    /// nothing. It reads from the source, so allow for some time.
    /// </summary>
    /// <param name="config">The configuration as a JSON object, or a file's object with it as its member <c>config</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The completed configuration as JSON text. It holds the same keys and passwords as the one that was sent.</returns>
    /// <exception cref="ArgumentException">The configuration is not a JSON object.</exception>
    /// <exception cref="ServiceException">The source cannot be reached, or the service refuses the configuration.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<string> GuessAsync(string config, CancellationToken cancellationToken = default)
    {
        var request = ConfigRequest(s_guessOperation, config);
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return _transport.Read(request, answer, TreasureDataJsonContext.Default.TdBulkLoadGuess).Config
            ?? throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                s_guessOperation.Name,
                answer.Status,
                "Treasure Data answered without a configuration. Complete the configuration by hand, and check it with PreviewAsync."
            );
    }

    /// <summary>Lets the service read the first records of a source (<c>POST /v3/bulk_loads/preview</c>). Stores nothing.</summary>
    /// <param name="config">The configuration as a JSON object, or a file's object with it as its member <c>config</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The configuration is not a JSON object.</exception>
    /// <exception cref="ServiceException">The source cannot be reached, or the service refuses the configuration.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdBulkLoadPreview> PreviewAsync(string config, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            ConfigRequest(s_previewOperation, config),
            TreasureDataJsonContext.Default.TdBulkLoadPreview,
            cancellationToken
        );

    /// <summary>
    /// Loads once, without saving a session (<c>POST /v3/job/issue/bulkload</c>). The call always carries a key by which the service recognises a repeat, so
    /// that a lost answer never loads twice.
    /// </summary>
    /// <param name="request">What to load, and where to.</param>
    /// <param name="cancellationToken">Ends the call. The job may have been issued nevertheless.</param>
    /// <exception cref="ArgumentException">A name is not possible, the configuration is not a JSON object, or a value is out of range.</exception>
    /// <exception cref="ServiceException">There is no such table (404), or the service refuses the configuration.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdIssuedJob> IssueAsync(TdBulkLoadJobRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.ToBody();
        var key = request.DomainKey ?? JobIssuer.NewDomainKey();

        // With a JSON body, what belongs to the job and not to the load stands in the query.
        var path = new QueryString($"v3/job/issue/bulkload/{body.Database}")
            .Add("table", body.Table)
            .Add("priority", (long?)request.Priority)
            .Add("retry_limit", request.RetryLimit)
            .Add("pool_name", request.PoolName)
            .Add("domain_key", key);
        return _issuer.IssueAsync(s_issueOperation, path.ToString(), Json(body), key, cancellationToken);
    }

    /// <summary>Lists the jobs that a connector session has started (<c>GET /v3/bulk_loads/{name}/jobs</c>).</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<IReadOnlyList<TdBulkLoadRun>> ListJobsAsync(string name, CancellationToken cancellationToken = default) =>
        await _transport
            .SendAsync(
                new ServiceRequest(s_listJobsOperation, SessionPath(name) + "/jobs"),
                TreasureDataJsonContext.Default.IReadOnlyListTdBulkLoadRun,
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <summary>
    /// Runs a connector session now (<c>POST /v3/bulk_loads/{name}/jobs</c>). The call always carries a key by which the service recognises a repeat, so that a
    /// lost answer never loads twice.
    /// </summary>
    /// <param name="name">The session's name.</param>
    /// <param name="scheduledTime">The time for which it runs, to whole seconds; <see langword="null"/> for now.</param>
    /// <param name="domainKey">
    /// Key under which the service recognises a repeat, unique in the account; with one that was used before, the earlier job is returned.
    /// <see langword="null"/> generates one.
    /// </param>
    /// <param name="cancellationToken">Ends the call. The job may have been issued nevertheless.</param>
    /// <exception cref="ArgumentException">No session can have that name, or the key is empty.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdIssuedJob> RunAsync(
        string name,
        DateTimeOffset? scheduledTime = null,
        string? domainKey = null,
        CancellationToken cancellationToken = default
    )
    {
        TdQueryRules.DomainKey(domainKey);
        var body = new TdBulkLoadRunBody
        {
            ScheduledTime = scheduledTime?.ToUnixTimeSeconds(),
            DomainKey = domainKey ?? JobIssuer.NewDomainKey(),
        };
        return _issuer.IssueAsync(
            s_runOperation,
            SessionPath(name) + "/jobs",
            ServiceContent.Json(body, TreasureDataJsonContext.Default.TdBulkLoadRunBody),
            body.DomainKey,
            cancellationToken
        );
    }

    private static ServiceRequest ConfigRequest(ServiceOperation operation, string config) =>
        new(operation, operation.Route) { Content = Json(new TdBulkLoadBody { Config = TdBulkLoadBody.ReadConfig(config) }) };
}
