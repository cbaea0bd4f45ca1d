using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Parent segments, which the API calls audiences: who is in them, what is known of them, and when they are rebuilt. Their output is in the database
/// <c>cdp_audience_{id}</c>.
/// </summary>
/// <remarks>All calls go to the host of the CDP API (<see cref="TreasureDataClientOptions.CdpBaseAddress"/>).</remarks>
public partial class TreasureDataAudiencesClient
{
    private static readonly ServiceOperation s_listOperation = new("audiences.list", HttpMethod.Get, "audiences", RepeatRule.Idempotent);

    private static readonly ServiceOperation s_getOperation = new(
        "audiences.get",
        HttpMethod.Get,
        "audiences/{audience_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listVisibleOperation = new(
        "audiences.list_visible",
        HttpMethod.Get,
        "master_segments",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listEntitiesOperation = new(
        "audiences.list_entities",
        HttpMethod.Get,
        "entities/parent_segments",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getEntityOperation = new(
        "audiences.get_entity",
        HttpMethod.Get,
        "entities/parent_segments/{audience_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listAttributesOperation = new(
        "audiences.list_attributes",
        HttpMethod.Get,
        "audiences/{audience_id}/attributes",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listBehaviorsOperation = new(
        "audiences.list_behaviors",
        HttpMethod.Get,
        "audiences/{audience_id}/behaviors",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getStatisticsOperation = new(
        "audiences.get_statistics",
        HttpMethod.Get,
        "audiences/{audience_id}/statistics",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;
    private readonly CdpRequests _requests;
    private readonly TimeProvider _timeProvider;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataAudiencesClient()
    {
        _transport = null!;
        _requests = null!;
        _timeProvider = null!;
    }

    internal TreasureDataAudiencesClient(IServiceTransport transport, TreasureDataClientOptions options, TimeProvider timeProvider)
    {
        _transport = transport;
        _requests = new CdpRequests(options);
        _timeProvider = timeProvider;
    }

    /// <summary>Name of the database that holds the output of a parent segment: the table <c>customers</c>, and one per behavior.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    public static string DatabaseOf(TdAudienceId audienceId) => $"cdp_audience_{TdIds.Of(audienceId)}";

    /// <summary>Lists the parent segments with their configuration (<c>GET /audiences</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdAudience>> ListAsync(CancellationToken cancellationToken = default) =>
        await ReadListAsync(_requests.Of(s_listOperation, s_listOperation.Route), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Lists the parent segments whose output the user may see, with a few members only (<c>GET /master_segments</c>): id, name, description, population,
    /// schedule, and when each was rebuilt.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdAudience>> ListVisibleAsync(CancellationToken cancellationToken = default) =>
        await ReadListAsync(_requests.Of(s_listVisibleOperation, s_listVisibleOperation.Route), cancellationToken).ConfigureAwait(false);

    /// <summary>Reads a parent segment with its configuration (<c>GET /audiences/{id}</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ServiceException">There is no such parent segment (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdAudience> GetAsync(TdAudienceId audienceId, CancellationToken cancellationToken = default) =>
        await ReadItemAsync(_requests.Of(s_getOperation, $"audiences/{TdIds.Of(audienceId)}"), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Lists the parent segments in the newer style (<c>GET /entities/parent_segments</c>): without configuration, but with the folder that holds their
    /// segments.
    /// </summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    public virtual AsyncPageable<TdAudience> ListEntitiesAsync(CancellationToken cancellationToken = default) =>
        new CdpPageable<TdAudience>(
            s_listEntitiesOperation,
            s_listEntitiesOperation.Route,
            (path, token) =>
                _transport.SendAsync(
                    _requests.Of(s_listEntitiesOperation, path),
                    TreasureDataCdpJsonContext.Default.CdpListTdAudience,
                    token
                ),
            cancellationToken
        );

    /// <summary>Reads a parent segment in the newer style (<c>GET /entities/parent_segments/{id}</c>): without configuration, but with its folder.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ServiceException">There is no such parent segment (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdAudience> GetEntityAsync(TdAudienceId audienceId, CancellationToken cancellationToken = default) =>
        await ReadItemAsync(_requests.Of(s_getEntityOperation, $"entities/parent_segments/{TdIds.Of(audienceId)}"), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Lists the attributes that rules of a parent segment can use (<c>GET /audiences/{id}/attributes</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdAudienceAttribute>> ListAttributesAsync(
        TdAudienceId audienceId,
        CancellationToken cancellationToken = default
    )
    {
        var request = _requests.Of(s_listAttributesOperation, $"audiences/{TdIds.Of(audienceId)}/attributes");
        var answer = await _transport
            .SendAsync(request, TreasureDataCdpJsonContext.Default.CdpListTdAudienceAttribute, cancellationToken)
            .ConfigureAwait(false);
        return answer.Values;
    }

    /// <summary>Lists the behaviors that rules of a parent segment can use (<c>GET /audiences/{id}/behaviors</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdAudienceBehavior>> ListBehaviorsAsync(
        TdAudienceId audienceId,
        CancellationToken cancellationToken = default
    )
    {
        var request = _requests.Of(s_listBehaviorsOperation, $"audiences/{TdIds.Of(audienceId)}/behaviors");
        var answer = await _transport
            .SendAsync(request, TreasureDataCdpJsonContext.Default.CdpListTdAudienceBehavior, cancellationToken)
            .ConfigureAwait(false);
        return answer.Values;
    }

    /// <summary>Reads how many people a parent segment had, day by day in its own time zone (<c>GET /audiences/{id}/statistics</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="from">The first day; <see langword="null"/> leaves it to the service.</param>
    /// <param name="to">The last day, which is included; <see langword="null"/> leaves it to the service.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment, or the days are in the wrong order.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdPopulation>> GetStatisticsAsync(
        TdAudienceId audienceId,
        DateOnly? from = null,
        DateOnly? to = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = CdpRequests.Days($"audiences/{TdIds.Of(audienceId)}/statistics", from, to);
        return await _transport
            .SendAsync(
                _requests.Of(s_getStatisticsOperation, path),
                TreasureDataCdpJsonContext.Default.IReadOnlyListTdPopulation,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<TdAudience>> ReadListAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var answer = await _transport
            .SendAsync(request, TreasureDataCdpJsonContext.Default.CdpListTdAudience, cancellationToken)
            .ConfigureAwait(false);
        return answer.Values;
    }

    private async Task<TdAudience> ReadItemAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var answer = await _transport
            .SendAsync(request, TreasureDataCdpJsonContext.Default.CdpItemTdAudience, cancellationToken)
            .ConfigureAwait(false);
        return answer.Value;
    }
}
