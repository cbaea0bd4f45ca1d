using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Tasks of the CRM and their types. Reached through <see cref="BrevoClient.Tasks"/>.</summary>
/// <remarks>These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed.</remarks>
public class BrevoTasksClient
{
    private static readonly ServiceOperation s_list = new("tasks.list", HttpMethod.Get, "crm/tasks", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("tasks.create", HttpMethod.Post, "crm/tasks", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest tasks before sending it again, because two may be equal",
    };
    private static readonly ServiceOperation s_get = new("tasks.get", HttpMethod.Get, "crm/tasks/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_update = new("tasks.update", HttpMethod.Patch, "crm/tasks/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_delete = new("tasks.delete", HttpMethod.Delete, "crm/tasks/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_listTypes = new("tasks.list_types", HttpMethod.Get, "crm/tasktypes", RepeatRule.Idempotent);

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoTasksClient() => _transport = null!;

    internal BrevoTasksClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Lists tasks (<c>GET /crm/tasks</c>), 50 per request unless the query says otherwise. Brevo gives no total: the listing ends at a page
    /// that is not full. Tasks that come or go meanwhile make it neither skip nor repeat others, unless <see cref="CrmTaskQuery.SortBy"/> is set.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists all tasks, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The moments do not fit the filter by due date, or the query asks for pages without a task.</exception>
    public virtual AsyncPageable<CrmTask> ListAsync(CrmTaskQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new CrmTaskQuery();
        var due = Due(query);
        return CrmListing.Create<CrmTask>(
            s_list,
            CrmChecks.PageSize(query.PageSize, nameof(query)),
            query.SortBy is null ? task => task.Id?.Value : null,
            async (offset, limit, token) =>
            {
                var path = new QueryString("crm/tasks")
                    .Add("filter[type]", query.TaskTypeId?.Value)
                    .Add("filter[status]", query.Status?.Value)
                    .Add("filter[date]", due?.Value)
                    .Add("filter[assignTo]", query.AssignTo)
                    .Add("filter[contacts]", query.ContactId?.ToString())
                    .Add("filter[deals]", query.DealId?.Value)
                    .Add("filter[companies]", query.CompanyId?.Value)
                    .Add("dateFrom", query.DueFrom?.ToUnixTimeMilliseconds())
                    .Add("dateTo", query.DueTo?.ToUnixTimeMilliseconds())
                    .Add("offset", offset)
                    .Add("limit", limit)
                    .Add("sort", query.Order.ToWire())
                    .Add("sortBy", query.SortBy);
                var answer = await _transport
                    .SendAsync(new ServiceRequest(s_list, path.ToString()), TasksJsonContext.Default.CrmTaskListAnswer, token)
                    .ConfigureAwait(false);
                return answer.Items ?? [];
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Creates a task (<c>POST /crm/tasks</c>). When the answer is lost, the newest tasks are searched for the one that this call created, and it is never
    /// created a second time.
    /// </summary>
    /// <param name="request">The task.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new task.</returns>
    /// <exception cref="ArgumentException">The name or the type is empty, the duration is negative, or the reminder has no way to remind.</exception>
    /// <exception cref="ServiceException">Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<CrmTaskId> CreateAsync(CreateCrmTaskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrmChecks.Name(request.Name, nameof(request));
        if (string.IsNullOrEmpty(request.TaskTypeId.Value))
        {
            throw new ArgumentException("The type of the task is empty. Take one from ListTypesAsync.", nameof(request));
        }

        Check(request.Duration, request.Reminder, nameof(request));
        var newest = new QueryString("crm/tasks").Add("limit", CrmListing.DefaultPageSize).Add("sort", SortOrder.Descending.ToWire());
        var call = new ServiceRequest(s_create, "crm/tasks")
        {
            Content = ServiceContent.Json(request, TasksJsonContext.Default.CreateCrmTaskRequest),
            Look = CrmLook.For(
                _transport,
                new ServiceRequest(s_list, newest.ToString()),
                TasksJsonContext.Default.CrmTaskListAnswer,
                answer => answer.Items,
                task =>
                    task.Name == request.Name
                    && task.TaskTypeId == request.TaskTypeId
                    && CrmLook.Same(request.ContactIds, task.ContactIds)
                    && CrmLook.Same(request.CompanyIds, task.CompanyIds)
                    && CrmLook.Same(request.DealIds, task.DealIds),
                task => task.CreatedAt,
                task => task.Id?.Value
            ),
        };
        var answer = await _transport
            .SendAsync(call, CompaniesJsonContext.Default.CrmCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id is { } id ? new CrmTaskId(id) : throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Gets one task (<c>GET /crm/tasks/{id}</c>).</summary>
    /// <param name="id">Id of the task.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such task (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CrmTask> GetAsync(CrmTaskId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), TasksJsonContext.Default.CrmTask, cancellationToken);

    /// <summary>
    /// Changes a task (<c>PATCH /crm/tasks/{id}</c>). Idempotent. The members whose names begin with <c>Replace</c> take away every link that they do not name.
    /// </summary>
    /// <param name="id">Id of the task.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id or the new name is empty, the duration is negative, or the reminder has no way to remind.</exception>
    /// <exception cref="ServiceException">There is no such task (404), or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(CrmTaskId id, UpdateCrmTaskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CrmChecks.NewName(request.Name, nameof(request));
        Check(request.Duration, request.Reminder, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, TasksJsonContext.Default.UpdateCrmTaskRequest),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes a task and its reminders for good (<c>DELETE /crm/tasks/{id}</c>).</summary>
    /// <param name="id">Id of the task.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such task (404), or it belongs to another user and may not be deleted (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(CrmTaskId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    /// <summary>
    /// Lists the types that tasks can have (<c>GET /crm/tasktypes</c>). For an account that has none, Brevo creates its usual ones by this call.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<CrmTaskType>> ListTypesAsync(CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(s_listTypes, "crm/tasktypes");
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);

        // Documents before August 2026 show one type in place of the list.
        return answer.Body.Span.TrimStart(" \r\n\t\uFEFF"u8).StartsWith("{"u8)
            ? [_transport.Read(request, answer, TasksJsonContext.Default.CrmTaskType)]
            : _transport.Read(request, answer, TasksJsonContext.Default.IReadOnlyListCrmTaskType);
    }

    private static CrmTaskDue? Due(CrmTaskQuery query)
    {
        var hasMoment = query.DueFrom is not null || query.DueTo is not null;
        if (hasMoment ? query.Due is { } other && other != CrmTaskDue.Range : query.Due == CrmTaskDue.Range)
        {
            throw new ArgumentException(
                "DueFrom and DueTo belong to the filter Range: set them without Due or with Range, and Range only with one of them.",
                nameof(query)
            );
        }

        if (query.DueFrom > query.DueTo)
        {
            throw new ArgumentException("DueFrom is later than DueTo. Exchange them.", nameof(query));
        }

        return hasMoment ? CrmTaskDue.Range : query.Due;
    }

    private static void Check(TimeSpan? duration, CrmTaskReminder? reminder, string parameter)
    {
        if (duration < TimeSpan.Zero)
        {
            throw new ArgumentException("The duration is negative. Set it to zero or more.", parameter);
        }

        if (reminder is { Types.Count: 0 })
        {
            throw new ArgumentException("The reminder has no way to remind. Name at least one type.", parameter);
        }
    }

    private static string Path(CrmTaskId id) => $"crm/tasks/{PathSegment.Of(id.Value, "id of the task", nameof(id))}";
}
