using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Activations: people of a segment that are sent to a connection. The API calls them syndications.
/// </summary>
/// <remarks>All calls go to the host of the CDP API (<see cref="TreasureDataClientOptions.CdpBaseAddress"/>).</remarks>
public partial class TreasureDataActivationsClient
{
    private const string OneRoute = "audiences/{audience_id}/segments/{segment_id}/syndications/{syndication_id}";

    private static readonly ServiceOperation s_listOperation = new(
        "activations.list",
        HttpMethod.Get,
        "audiences/{audience_id}/segments/{segment_id}/syndications",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listAllOperation = new(
        "activations.list_all",
        HttpMethod.Get,
        "audiences/{audience_id}/syndications",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listEntitiesOperation = new(
        "activations.list_entities",
        HttpMethod.Get,
        "entities/parent_segments/{audience_id}/syndications",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listInFolderOperation = new(
        "activations.list_in_folder",
        HttpMethod.Get,
        "audiences/{audience_id}/folders/{folder_id}/syndications",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getOperation = new("activations.get", HttpMethod.Get, OneRoute, RepeatRule.Idempotent);

    private static readonly ServiceOperation s_createOperation = new(
        "activations.create",
        HttpMethod.Post,
        "audiences/{audience_id}/segments/{segment_id}/syndications",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the activations of the segment before creating it again",
    };

    private static readonly ServiceOperation s_updateOperation = new("activations.update", HttpMethod.Put, OneRoute, RepeatRule.Idempotent);

    private static readonly ServiceOperation s_deleteOperation = new(
        "activations.delete",
        HttpMethod.Delete,
        OneRoute,
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;
    private readonly CdpRequests _requests;
    private readonly TimeProvider _timeProvider;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataActivationsClient()
    {
        _transport = null!;
        _requests = null!;
        _timeProvider = null!;
    }

    internal TreasureDataActivationsClient(IServiceTransport transport, TreasureDataClientOptions options, TimeProvider timeProvider)
    {
        _transport = transport;
        _requests = new CdpRequests(options);
        _timeProvider = timeProvider;
    }

    /// <summary>Lists the activations of a segment (<c>GET /audiences/{id}/segments/{segment}/syndications</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdActivation>> ListAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await _transport
            .SendAsync(
                _requests.Of(s_listOperation, PathOf(audienceId, segmentId)),
                TreasureDataCdpJsonContext.Default.CdpListTdActivation,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Values;
    }

    /// <summary>Lists the activations of all segments of a parent segment (<c>GET /audiences/{id}/syndications</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="withDetails">Whether the answer tells the runs, and whether each can run; that takes the service longer.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdActivation>> ListAllAsync(
        TdAudienceId audienceId,
        bool withDetails = true,
        CancellationToken cancellationToken = default
    )
    {
        var path = new QueryString($"audiences/{TdIds.Of(audienceId)}/syndications").Add(
            "without_detail",
            withDetails ? null : (bool?)true
        );
        var answer = await _transport
            .SendAsync(
                _requests.Of(s_listAllOperation, path.ToString()),
                TreasureDataCdpJsonContext.Default.CdpListTdActivation,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Values;
    }

    /// <summary>
    /// Lists the activations of all segments of a parent segment in the newer style (<c>GET /entities/parent_segments/{id}/syndications</c>): without
    /// schedule and runs.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    public virtual AsyncPageable<TdActivation> ListEntitiesAsync(TdAudienceId audienceId, CancellationToken cancellationToken = default) =>
        Pages(s_listEntitiesOperation, $"entities/parent_segments/{TdIds.Of(audienceId)}/syndications", cancellationToken);

    /// <summary>
    /// Lists the activations of the segments in and below a folder, page by page (<c>GET /audiences/{id}/folders/{folder}/syndications</c>), each with its
    /// last run.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="folderId">The folder.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    public virtual AsyncPageable<TdActivation> ListInFolderAsync(
        TdAudienceId audienceId,
        TdSegmentFolderId folderId,
        CancellationToken cancellationToken = default
    ) => Pages(s_listInFolderOperation, $"audiences/{TdIds.Of(audienceId)}/folders/{TdIds.Of(folderId)}/syndications", cancellationToken);

    /// <summary>Reads an activation with its latest runs (<c>GET /audiences/{id}/segments/{segment}/syndications/{activation}</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="activationId">The activation.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ServiceException">There is no such activation (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdActivation> GetAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        CancellationToken cancellationToken = default
    )
    {
        var (activation, _) = await ReadAsync(audienceId, segmentId, activationId, cancellationToken).ConfigureAwait(false);
        return activation;
    }

    /// <summary>
    /// Creates an activation (<c>POST /audiences/{id}/segments/{segment}/syndications</c>). The service recognises no repeats: when the answer is lost, the
    /// segment's activations are looked through for one with this name that was created by this call, and the call is not sent again.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="request">The activation.</param>
    /// <param name="cancellationToken">Ends the call. The activation may have been created nevertheless.</param>
    /// <exception cref="ArgumentException">An id is not possible, or the request is incomplete.</exception>
    /// <exception cref="ServiceException">The service refuses the activation.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdActivation> CreateAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        TdActivation? found = null;
        var path = PathOf(audienceId, segmentId);
        var look = new Look(
            async (arguments, token) =>
            {
                var list = _requests.Of(s_listOperation, path);
                var answer = await _transport.SendForAnswerAsync(list, [], token).ConfigureAwait(false);
                found = Named(Read(list, answer), request.Name).FirstOrDefault(one => arguments.IsSinceBegin(one.CreatedAt, answer));
                return found is null ? null : answer;
            },
            static e => e.StatusCode == HttpStatusCode.Conflict,
            MayRepeat: false
        );
        var call = _requests.Of(s_createOperation, path, Body(request), look);
        var created = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            return found;
        }

        // The service's description promises no body.
        if (!created.Body.IsEmpty)
        {
            return _transport.Read(call, created, TreasureDataCdpJsonContext.Default.CdpItemTdActivation).Value;
        }

        var all = await ListAsync(audienceId, segmentId, cancellationToken).ConfigureAwait(false);
        return Named(all, request.Name).MaxBy(static one => one.CreatedAt)
            ?? throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                s_createOperation.Name,
                created.Status,
                "Treasure Data accepted the activation but does not list it. List the activations of the segment before creating it again."
            );
    }

    /// <summary>Changes an activation (<c>PUT /audiences/{id}/segments/{segment}/syndications/{activation}</c>). What the request leaves out, the service decides on.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="activationId">The activation.</param>
    /// <param name="request">What it shall be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible, or the request is incomplete.</exception>
    /// <exception cref="ServiceException">There is no such activation (404), or the service refuses the change.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdActivation> UpdateAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        TdActivationRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var answer = await _transport
            .SendAsync(
                _requests.Of(s_updateOperation, PathOf(audienceId, segmentId, activationId), Body(request)),
                TreasureDataCdpJsonContext.Default.CdpItemTdActivation,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Value;
    }

    /// <summary>Deletes an activation (<c>DELETE /audiences/{id}/segments/{segment}/syndications/{activation}</c>); 404 counts as success.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="activationId">The activation.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<bool> DeleteIfExistsAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        CancellationToken cancellationToken = default
    )
    {
        var request = _requests.Of(s_deleteOperation, PathOf(audienceId, segmentId, activationId));
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }

    private async Task<(TdActivation Activation, ServiceAnswer Answer)> ReadAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        CancellationToken cancellationToken
    )
    {
        var request = _requests.Of(s_getOperation, PathOf(audienceId, segmentId, activationId));
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return (_transport.Read(request, answer, TreasureDataCdpJsonContext.Default.CdpItemTdActivation).Value, answer);
    }

    private CdpPageable<TdActivation> Pages(ServiceOperation operation, string first, CancellationToken cancellationToken) =>
        new(
            operation,
            first,
            (path, token) =>
                _transport.SendAsync(_requests.Of(operation, path), TreasureDataCdpJsonContext.Default.CdpListTdActivation, token),
            cancellationToken
        );

    private IReadOnlyList<TdActivation> Read(ServiceRequest request, ServiceAnswer answer) =>
        _transport.Read(request, answer, TreasureDataCdpJsonContext.Default.CdpListTdActivation).Values;

    private static IEnumerable<TdActivation> Named(IReadOnlyList<TdActivation> activations, string name) =>
        activations.Where(one => string.Equals(one.Name, name, StringComparison.Ordinal));

    private static ByteArrayContent Body(TdActivationRequest request) =>
        ServiceContent.Json(request, TreasureDataCdpJsonContext.Default.TdActivationRequest);

    private static string PathOf(TdAudienceId audienceId, TdSegmentId segmentId) =>
        $"audiences/{TdIds.Of(audienceId)}/segments/{TdIds.Of(segmentId)}/syndications";

    private static string PathOf(TdAudienceId audienceId, TdSegmentId segmentId, TdActivationId activationId) =>
        $"{PathOf(audienceId, segmentId)}/{TdIds.Of(activationId)}";
}
