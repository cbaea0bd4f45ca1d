using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Saved queries: SQL that is kept in the account, runs by a schedule or when told to, and is known by its name.</summary>
public partial class TreasureDataSchedulesClient
{
    private const string Kind = "saved query";

    private static readonly ServiceOperation s_listOperation = new(
        "schedules.list",
        HttpMethod.Get,
        "v3/schedule/list",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_createOperation = new(
        "schedules.create",
        HttpMethod.Post,
        "v3/schedule/create/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the saved queries before sending it again",
    };

    private static readonly ServiceOperation s_updateOperation = new(
        "schedules.update",
        HttpMethod.Post,
        "v3/schedule/update/{name}",
        RepeatRule.Idempotent
    );

    // Once renamed, the query is not found under the name that a repeat would use.
    private static readonly ServiceOperation s_renameOperation = s_updateOperation with
    {
        Repeat = RepeatRule.NotIdempotent,
        HowToLook = "look which of the two names the saved query has before sending it again",
    };

    private static readonly ServiceOperation s_deleteOperation = new(
        "schedules.delete",
        HttpMethod.Post,
        "v3/schedule/delete/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the saved queries before sending it again",
    };

    private static readonly ServiceOperation s_deleteIfExistsOperation = s_deleteOperation with { Repeat = RepeatRule.Idempotent };

    private static readonly ServiceOperation s_historyOperation = new(
        "schedules.history",
        HttpMethod.Get,
        "v3/schedule/history/{name}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;
    private readonly JobIssuer _issuer;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataSchedulesClient()
    {
        _transport = null!;
        _issuer = null!;
    }

    internal TreasureDataSchedulesClient(IServiceTransport transport)
    {
        _transport = transport;
        _issuer = new JobIssuer(transport);
    }

    /// <summary>Lists the saved queries that the user may see, with and without a schedule (<c>GET /v3/schedule/list</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdSavedQuery>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_listOperation, s_listOperation.Route),
                TreasureDataJsonContext.Default.TdSavedQueryList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Schedules ?? [];
    }

    /// <summary>
    /// Saves a query (<c>POST /v3/schedule/create</c>). When the answer is lost, the saved queries are listed, and it is saved again only if it is not among
    /// them.
    /// </summary>
    /// <param name="name">Name, unique in the account.</param>
    /// <param name="request">The query and its schedule.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The name is not possible, or the request is incomplete or exceeds a limit.</exception>
    /// <exception cref="ServiceException">The name is taken (409), there is no such database (404), or the service refuses the query or its schedule.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdSavedQuery> CreateAsync(string name, TdSavedQueryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new ServiceRequest(s_createOperation, $"v3/schedule/create/{TdNames.Segment(name, Kind)}")
        {
            Content = request.ToForm(),
            Look = new Look((about, token) => FindAsync(name, about, token), e => e.StatusCode == HttpStatusCode.Conflict),
        };
        return _transport.SendAsync(call, TreasureDataJsonContext.Default.TdSavedQuery, cancellationToken);
    }

    /// <summary>Changes a saved query (<c>POST /v3/schedule/update</c>); what the request leaves out stays as it is.</summary>
    /// <remarks>A lost answer is repeated, except where the query gets another name: look which name it has before sending that again.</remarks>
    /// <param name="name">Its name.</param>
    /// <param name="request">What is to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A name is not possible, the request changes nothing, or a value exceeds a limit.</exception>
    /// <exception cref="ServiceException">There is no such saved query (404), the new name is taken (409), or the service refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdSavedQuery> UpdateAsync(
        string name,
        TdSavedQueryUpdateRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var operation = request.NewName is null ? s_updateOperation : s_renameOperation;
        var call = new ServiceRequest(operation, $"v3/schedule/update/{TdNames.Segment(name, Kind)}") { Content = request.ToForm() };
        return _transport.SendAsync(call, TreasureDataJsonContext.Default.TdSavedQuery, cancellationToken);
    }

    /// <summary>Deletes a saved query (<c>POST /v3/schedule/delete</c>). Jobs that it has started run on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was deleted.</returns>
    /// <exception cref="ArgumentException">No saved query can have that name.</exception>
    /// <exception cref="ServiceException">There is no such saved query (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdSavedQuery> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(DeleteRequest(s_deleteOperation, name), TreasureDataJsonContext.Default.TdSavedQuery, cancellationToken);

    /// <summary>Deletes a saved query if it exists (404 counts as success).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">No saved query can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<bool> DeleteIfExistsAsync(string name, CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendForAnswerAsync(DeleteRequest(s_deleteIfExistsOperation, name), [HttpStatusCode.NotFound], cancellationToken)
            .ConfigureAwait(false);
        return answer.IsSuccess;
    }

    /// <summary>Reads a range of a saved query's runs, the newest first (<c>GET /v3/schedule/history</c>).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="first">Position of the first run, from 0.</param>
    /// <param name="last">Position of the last run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No saved query can have that name, or the range is not one.</exception>
    /// <exception cref="ServiceException">There is no such saved query (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<IReadOnlyList<TdSavedQueryRun>> ListHistoryRangeAsync(
        string name,
        int first,
        int last,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var path = new QueryString($"v3/schedule/history/{TdNames.Segment(name, Kind)}").Add("from", first).Add("to", last);
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_historyOperation, path.ToString()),
                TreasureDataJsonContext.Default.TdSavedQueryHistory,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.History ?? [];
    }

    /// <summary>
    /// Lists a saved query's runs of the last 90 days, the newest first, page by page. Runs that begin meanwhile move the pages; a run that shows up on two
    /// neighbouring pages for that reason is listed once.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">No saved query can have that name.</exception>
    public virtual AsyncPageable<TdSavedQueryRun> ListHistoryAsync(string name, CancellationToken cancellationToken = default)
    {
        TdNames.Free(name, Kind);
        return new JobPageable<TdSavedQueryRun>((first, last, token) => ListHistoryRangeAsync(name, first, last, token), cancellationToken);
    }

    private static ServiceRequest DeleteRequest(ServiceOperation operation, string name) =>
        new(operation, $"v3/schedule/delete/{TdNames.Segment(name, Kind)}") { Content = TreasureDataService.EmptyForm() };

    /// <summary>Finds the query, if it was saved since the call began: one that was there before is not this call's work.</summary>
    private async Task<ServiceAnswer?> FindAsync(string name, LookArguments about, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_listOperation, s_listOperation.Route);
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var all = _transport.Read(request, answer, TreasureDataJsonContext.Default.TdSavedQueryList).Schedules ?? [];
        var found = all.FirstOrDefault(query => query.Name == name && about.IsSinceBegin(query.CreatedAt, answer));
        return found is null
            ? null
            : answer with
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(found, TreasureDataJsonContext.Default.TdSavedQuery),
            };
    }
}
