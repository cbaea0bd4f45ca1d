using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Workflows of the account: starting them, watching them, stopping them, and reading what they logged.</summary>
/// <remarks>All calls go to the host of the workflow API (<see cref="TreasureDataClientOptions.WorkflowBaseAddress"/>).</remarks>
public partial class TreasureDataWorkflowsClient
{
    private static readonly ServiceOperation s_listProjectsOperation = new(
        "workflows.list_projects",
        HttpMethod.Get,
        "api/projects",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listInProjectOperation = new(
        "workflows.list_in_project",
        HttpMethod.Get,
        "api/projects/{project_id}/workflows",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listOperation = new(
        "workflows.list",
        HttpMethod.Get,
        "api/workflows",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getOperation = new(
        "workflows.get",
        HttpMethod.Get,
        "api/workflows/{workflow_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listSessionsOperation = new(
        "workflows.list_sessions",
        HttpMethod.Get,
        "api/sessions",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listSessionAttemptsOperation = new(
        "workflows.list_session_attempts",
        HttpMethod.Get,
        "api/sessions/{session_id}/attempts",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listAttemptsOperation = new(
        "workflows.list_attempts",
        HttpMethod.Get,
        "api/attempts",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getAttemptOperation = new(
        "workflows.get_attempt",
        HttpMethod.Get,
        "api/attempts/{attempt_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listRetriesOperation = new(
        "workflows.list_retries",
        HttpMethod.Get,
        "api/attempts/{attempt_id}/retries",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listTasksOperation = new(
        "workflows.list_tasks",
        HttpMethod.Get,
        "api/attempts/{attempt_id}/tasks",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;
    private readonly TreasureDataClientOptions _options;
    private readonly TimeProvider _timeProvider;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataWorkflowsClient()
    {
        _transport = null!;
        _options = null!;
        _timeProvider = null!;
    }

    internal TreasureDataWorkflowsClient(IServiceTransport transport, TreasureDataClientOptions options, TimeProvider timeProvider)
    {
        _transport = transport;
        _options = options;
        _timeProvider = timeProvider;
    }

    /// <summary>Lists the projects, page by page (<c>GET /api/projects</c>).</summary>
    /// <param name="name">Only the project of this name; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public virtual AsyncPageable<TdWorkflowProject> ListProjectsAsync(string? name = null, CancellationToken cancellationToken = default) =>
        new LastIdPageable<TdWorkflowProject>(
            async (last, size, token) =>
            {
                var path = new QueryString(s_listProjectsOperation.Route).Add("name", name).Add("last_id", last).Add("count", size);
                var answer = await _transport
                    .SendAsync(
                        Of(s_listProjectsOperation, path.ToString()),
                        TreasureDataWorkflowJsonContext.Default.TdWorkflowProjectList,
                        token
                    )
                    .ConfigureAwait(false);
                return answer.Projects ?? [];
            },
            static project => project.Id?.Value,
            cancellationToken
        );

    /// <summary>Lists the workflows of a project's latest revision (<c>GET /api/projects/{id}/workflows</c>).</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a project.</exception>
    /// <exception cref="ServiceException">There is no such project (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<IReadOnlyList<TdWorkflow>> ListInProjectAsync(
        TdWorkflowProjectId projectId,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await _transport
            .SendAsync(
                Of(s_listInProjectOperation, $"api/projects/{TdIds.Of(projectId)}/workflows"),
                TreasureDataWorkflowJsonContext.Default.TdWorkflowList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Workflows ?? [];
    }

    /// <summary>Lists the workflows of all projects' latest revisions, page by page (<c>GET /api/workflows</c>).</summary>
    /// <param name="namePattern">Only workflows whose name contains this; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public virtual AsyncPageable<TdWorkflow> ListAsync(string? namePattern = null, CancellationToken cancellationToken = default) =>
        new LastIdPageable<TdWorkflow>(
            async (last, size, token) =>
            {
                var path = new QueryString(s_listOperation.Route).Add("name_pattern", namePattern).Add("last_id", last).Add("count", size);
                var answer = await _transport
                    .SendAsync(Of(s_listOperation, path.ToString()), TreasureDataWorkflowJsonContext.Default.TdWorkflowList, token)
                    .ConfigureAwait(false);
                return answer.Workflows ?? [];
            },
            static workflow => workflow.Id?.Value,
            cancellationToken
        );

    /// <summary>Reads a workflow with its definition (<c>GET /api/workflows/{id}</c>).</summary>
    /// <param name="workflowId">The workflow.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a workflow.</exception>
    /// <exception cref="ServiceException">There is no such workflow (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdWorkflow> GetAsync(TdWorkflowId workflowId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            Of(s_getOperation, $"api/workflows/{TdIds.Of(workflowId)}"),
            TreasureDataWorkflowJsonContext.Default.TdWorkflow,
            cancellationToken
        );

    /// <summary>Lists the sessions of all workflows, the newest first, page by page (<c>GET /api/sessions</c>).</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    public virtual AsyncPageable<TdWorkflowSession> ListSessionsAsync(CancellationToken cancellationToken = default) =>
        new LastIdPageable<TdWorkflowSession>(
            async (last, size, token) =>
            {
                var path = new QueryString(s_listSessionsOperation.Route).Add("last_id", last).Add("page_size", size);
                var answer = await _transport
                    .SendAsync(
                        Of(s_listSessionsOperation, path.ToString()),
                        TreasureDataWorkflowJsonContext.Default.TdWorkflowSessionList,
                        token
                    )
                    .ConfigureAwait(false);
                return answer.Sessions ?? [];
            },
            static session => session.Id?.Value,
            cancellationToken
        );

    /// <summary>Lists the attempts of a session, the newest first, page by page (<c>GET /api/sessions/{id}/attempts</c>).</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">The id is not one of a session.</exception>
    public virtual AsyncPageable<TdWorkflowAttempt> ListSessionAttemptsAsync(
        TdWorkflowSessionId sessionId,
        CancellationToken cancellationToken = default
    )
    {
        var first = $"api/sessions/{TdIds.Of(sessionId)}/attempts";
        return Attempts(s_listSessionAttemptsOperation, () => new QueryString(first), cancellationToken);
    }

    /// <summary>Lists attempts, the newest first, page by page (<c>GET /api/attempts</c>).</summary>
    /// <param name="projectName">Only of the project of this name; <see langword="null"/> for all.</param>
    /// <param name="workflowName">Only of workflows of this name; <see langword="null"/> for all.</param>
    /// <param name="includeRetried">Whether all attempts of a session are listed, not only its latest.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public virtual AsyncPageable<TdWorkflowAttempt> ListAttemptsAsync(
        string? projectName = null,
        string? workflowName = null,
        bool includeRetried = false,
        CancellationToken cancellationToken = default
    ) =>
        Attempts(
            s_listAttemptsOperation,
            () =>
                new QueryString(s_listAttemptsOperation.Route)
                    .Add("project", projectName)
                    .Add("workflow", workflowName)
                    .Add("include_retried", includeRetried ? true : (bool?)null),
            cancellationToken
        );

    /// <summary>Reads an attempt (<c>GET /api/attempts/{id}</c>).</summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of an attempt.</exception>
    /// <exception cref="ServiceException">There is no such attempt (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdWorkflowAttempt> GetAttemptAsync(TdWorkflowAttemptId attemptId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            Of(s_getAttemptOperation, PathOf(attemptId)),
            TreasureDataWorkflowJsonContext.Default.TdWorkflowAttempt,
            cancellationToken
        );

    /// <summary>Lists the attempts of the session that an attempt belongs to (<c>GET /api/attempts/{id}/retries</c>).</summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of an attempt.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdWorkflowAttempt>> ListRetriesAsync(
        TdWorkflowAttemptId attemptId,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await _transport
            .SendAsync(
                Of(s_listRetriesOperation, PathOf(attemptId) + "/retries"),
                TreasureDataWorkflowJsonContext.Default.TdWorkflowAttemptList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Attempts ?? [];
    }

    /// <summary>Lists the tasks of an attempt (<c>GET /api/attempts/{id}/tasks</c>).</summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of an attempt.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdWorkflowTask>> ListTasksAsync(
        TdWorkflowAttemptId attemptId,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await _transport
            .SendAsync(
                Of(s_listTasksOperation, PathOf(attemptId) + "/tasks"),
                TreasureDataWorkflowJsonContext.Default.TdWorkflowTaskList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Tasks ?? [];
    }

    private LastIdPageable<TdWorkflowAttempt> Attempts(
        ServiceOperation operation,
        Func<QueryString> first,
        CancellationToken cancellationToken
    ) =>
        new(
            async (last, size, token) =>
            {
                var path = first().Add("last_id", last).Add("page_size", size);
                var answer = await _transport
                    .SendAsync(Of(operation, path.ToString()), TreasureDataWorkflowJsonContext.Default.TdWorkflowAttemptList, token)
                    .ConfigureAwait(false);
                return answer.Attempts ?? [];
            },
            static attempt => attempt.Id?.Value,
            cancellationToken
        );

    private ServiceRequest Of(ServiceOperation operation, string path, HttpContent? content = null, string accept = "application/json") =>
        new(operation, path)
        {
            BaseAddress = TreasureDataSites.WorkflowAddress(_options),
            Content = content,
            Accept = accept,
        };

    private static string PathOf(TdWorkflowAttemptId attemptId) => $"api/attempts/{TdIds.Of(attemptId)}";
}
