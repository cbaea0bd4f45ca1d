using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Connectors: jobs by which Treasure Data itself loads rows from files, databases and other services into a table. A session is such a load, saved under a
/// name, with or without a schedule. Configurations are JSON; a YAML file must be converted first.
/// </summary>
public partial class TreasureDataBulkLoadsClient
{
    private const string Kind = "connector session";
    private const string ListRoute = "v3/bulk_loads";
    private const string SessionRoute = "v3/bulk_loads/{name}";

    private static readonly ServiceOperation s_listOperation = new("bulk_loads.list", HttpMethod.Get, ListRoute, RepeatRule.Idempotent);

    private static readonly ServiceOperation s_createOperation = new(
        "bulk_loads.create",
        HttpMethod.Post,
        ListRoute,
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look whether the session is there before sending it again",
    };

    private static readonly ServiceOperation s_getOperation = new("bulk_loads.get", HttpMethod.Get, SessionRoute, RepeatRule.Idempotent);

    private static readonly ServiceOperation s_updateOperation = new(
        "bulk_loads.update",
        HttpMethod.Put,
        SessionRoute,
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_deleteOperation = new(
        "bulk_loads.delete",
        HttpMethod.Delete,
        SessionRoute,
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look whether the session is still there before sending it again",
    };

    private static readonly ServiceOperation s_deleteIfExistsOperation = s_deleteOperation with { Repeat = RepeatRule.Idempotent };

    private readonly IServiceTransport _transport;
    private readonly JobIssuer _issuer;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataBulkLoadsClient()
    {
        _transport = null!;
        _issuer = null!;
    }

    internal TreasureDataBulkLoadsClient(IServiceTransport transport)
    {
        _transport = transport;
        _issuer = new JobIssuer(transport);
    }

    /// <summary>Lists the connector sessions (<c>GET /v3/bulk_loads</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdBulkLoad>> ListAsync(CancellationToken cancellationToken = default) =>
        await _transport
            .SendAsync(
                new ServiceRequest(s_listOperation, s_listOperation.Route),
                TreasureDataJsonContext.Default.IReadOnlyListTdBulkLoad,
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <summary>Saves a connector session (<c>POST /v3/bulk_loads</c>). Not repeated by itself when the answer is lost: look before repeating it.</summary>
    /// <param name="request">The session.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A name is not possible, the configuration is not a JSON object, or a value is out of range.</exception>
    /// <exception cref="ServiceException">The name is taken (409), there is no such table (404), or the service refuses the configuration.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdBulkLoad> CreateAsync(TdBulkLoadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new ServiceRequest(s_createOperation, s_createOperation.Route) { Content = Json(request.ToBody()) };
        return _transport.SendAsync(call, TreasureDataJsonContext.Default.TdBulkLoad, cancellationToken);
    }

    /// <summary>Reads a connector session (<c>GET /v3/bulk_loads/{name}</c>).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdBulkLoad> GetAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_getOperation, SessionPath(name)),
            TreasureDataJsonContext.Default.TdBulkLoad,
            cancellationToken
        );

    /// <summary>Changes a connector session (<c>PUT /v3/bulk_loads/{name}</c>); what the request leaves out stays as it is. A lost answer is repeated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="request">What is to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A name is not possible, the request changes nothing, or the configuration is not a JSON object.</exception>
    /// <exception cref="ServiceException">There is no such session (404), or the service refuses the configuration.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdBulkLoad> UpdateAsync(string name, TdBulkLoadUpdateRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new ServiceRequest(s_updateOperation, SessionPath(name)) { Content = Json(request.ToBody()) };
        return _transport.SendAsync(call, TreasureDataJsonContext.Default.TdBulkLoad, cancellationToken);
    }

    /// <summary>Deletes a connector session (<c>DELETE /v3/bulk_loads/{name}</c>). Jobs that it has started run on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was deleted.</returns>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdBulkLoad> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_deleteOperation, SessionPath(name)),
            TreasureDataJsonContext.Default.TdBulkLoad,
            cancellationToken
        );

    /// <summary>Deletes a connector session if it exists (404 counts as success).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<bool> DeleteIfExistsAsync(string name, CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(s_deleteIfExistsOperation, SessionPath(name));
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }

    private static string SessionPath(string name) => $"v3/bulk_loads/{TdNames.Segment(name, Kind)}";

    private static ByteArrayContent Json(TdBulkLoadBody body) => ServiceContent.Json(body, TreasureDataJsonContext.Default.TdBulkLoadBody);
}
