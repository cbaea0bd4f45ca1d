using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What is saved in the account about places outside it: connections, targets of results, and databases that queries reach.</summary>
public class TreasureDataConnectionsClient
{
    private const string TargetKind = "result target";

    private static readonly ServiceOperation s_getIdOperation = new(
        "connections.get_id",
        HttpMethod.Get,
        "v3/connections/lookup",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listTargetsOperation = new(
        "connections.list_result_targets",
        HttpMethod.Get,
        "v3/result/list",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_createTargetOperation = new(
        "connections.create_result_target",
        HttpMethod.Post,
        "v3/result/create/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the result targets before sending it again",
    };

    private static readonly ServiceOperation s_deleteTargetOperation = new(
        "connections.delete_result_target",
        HttpMethod.Post,
        "v3/result/delete/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the result targets before sending it again",
    };

    private static readonly ServiceOperation s_deleteTargetIfExistsOperation = s_deleteTargetOperation with
    {
        Repeat = RepeatRule.Idempotent,
    };

    private static readonly ServiceOperation s_listFederatedOperation = new(
        "connections.list_federated_query_configs",
        HttpMethod.Get,
        "v4/federated_query_configs",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataConnectionsClient()
    {
        _transport = null!;
    }

    internal TreasureDataConnectionsClient(IServiceTransport transport)
    {
        _transport = transport;
    }

    /// <summary>Finds a saved connection's id by its name (<c>GET /v3/connections/lookup</c>).</summary>
    /// <param name="name">The connection's name, as the console shows it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ServiceException">There is no such connection (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdConnectionId> GetIdAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var request = new ServiceRequest(s_getIdOperation, new QueryString(s_getIdOperation.Route).Add("name", name).ToString());
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return _transport.Read(request, answer, TreasureDataJsonContext.Default.TdConnectionLookup).Id is { Value.Length: > 0 } id
            ? id
            : throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                s_getIdOperation.Name,
                answer.Status,
                "Treasure Data answered without the connection's id. Look it up in the console."
            );
    }

    /// <summary>Lists the saved targets of results (<c>GET /v3/result/list</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdResultTarget>> ListResultTargetsAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_listTargetsOperation, s_listTargetsOperation.Route),
                TreasureDataJsonContext.Default.TdResultTargetList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Results ?? [];
    }

    /// <summary>
    /// Saves a target of results (<c>POST /v3/result/create</c>). When the answer is lost, the targets are listed, and it is saved again only if it is not among
    /// them.
    /// </summary>
    /// <param name="name">Name, unique in the account.</param>
    /// <param name="url">Its address, such as <c>postgresql://user:password@host/database/table</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The name is not possible, or the address is empty.</exception>
    /// <exception cref="ServiceException">The name is taken (409), or the service refuses the address.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateResultTargetAsync(string name, string url, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        var request = new ServiceRequest(s_createTargetOperation, $"v3/result/create/{TdNames.Segment(name, TargetKind)}")
        {
            Content = new TdForm().Add("url", url).ToContent(),
            Look = new Look((_, token) => FindTargetAsync(name, url, token), e => e.StatusCode == HttpStatusCode.Conflict),
        };
        return _transport.SendAsync(request, cancellationToken);
    }

    /// <summary>Deletes a saved target of results (<c>POST /v3/result/delete</c>).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No target can have that name.</exception>
    /// <exception cref="ServiceException">There is no such target (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteResultTargetAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(DeleteRequest(s_deleteTargetOperation, name), cancellationToken);

    /// <summary>Deletes a saved target of results if it exists (404 counts as success).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">No target can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<bool> DeleteResultTargetIfExistsAsync(string name, CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendForAnswerAsync(DeleteRequest(s_deleteTargetIfExistsOperation, name), [HttpStatusCode.NotFound], cancellationToken)
            .ConfigureAwait(false);
        return answer.IsSuccess;
    }

    /// <summary>Lists the databases outside Treasure Data that queries can reach (<c>GET /v4/federated_query_configs</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdFederatedQueryConfig>> ListFederatedQueryConfigsAsync(
        CancellationToken cancellationToken = default
    ) =>
        await _transport
            .SendAsync(
                new ServiceRequest(s_listFederatedOperation, s_listFederatedOperation.Route),
                TreasureDataJsonContext.Default.IReadOnlyListTdFederatedQueryConfig,
                cancellationToken
            )
            .ConfigureAwait(false);

    private static ServiceRequest DeleteRequest(ServiceOperation operation, string name) =>
        new(operation, $"v3/result/delete/{TdNames.Segment(name, TargetKind)}") { Content = TreasureDataService.EmptyForm() };

    /// <summary>Finds the target, if it has the address it was to be saved with: one with another is not this call's work.</summary>
    private async Task<ServiceAnswer?> FindTargetAsync(string name, string url, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_listTargetsOperation, s_listTargetsOperation.Route);
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var all = _transport.Read(request, answer, TreasureDataJsonContext.Default.TdResultTargetList).Results ?? [];
        return all.Any(target => target.Name == name && target.Url == url) ? answer : null;
    }
}
