using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Segments of a parent segment, their folders, and the people in them.</summary>
/// <remarks>All calls but those of a query's job go to the host of the CDP API (<see cref="TreasureDataClientOptions.CdpBaseAddress"/>).</remarks>
public partial class TreasureDataSegmentsClient
{
    private static readonly ServiceOperation s_listOperation = new(
        "segments.list",
        HttpMethod.Get,
        "audiences/{audience_id}/segments",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getOperation = new(
        "segments.get",
        HttpMethod.Get,
        "audiences/{audience_id}/segments/{segment_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getEntityOperation = new(
        "segments.get_entity",
        HttpMethod.Get,
        "entities/segments/{segment_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getStatisticsOperation = new(
        "segments.get_statistics",
        HttpMethod.Get,
        "audiences/{audience_id}/segments/{segment_id}/statistics",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listFoldersOperation = new(
        "segments.list_folders",
        HttpMethod.Get,
        "audiences/{audience_id}/folders",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listInFolderOperation = new(
        "segments.list_in_folder",
        HttpMethod.Get,
        "audiences/{audience_id}/folders/{folder_id}/segments",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listFolderEntriesOperation = new(
        "segments.list_folder_entries",
        HttpMethod.Get,
        "entities/by-folder/{folder_id}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;
    private readonly CdpRequests _requests;
    private readonly TreasureDataClientOptions _options;
    private readonly TimeProvider _timeProvider;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataSegmentsClient()
    {
        _transport = null!;
        _requests = null!;
        _options = null!;
        _timeProvider = null!;
    }

    internal TreasureDataSegmentsClient(IServiceTransport transport, TreasureDataClientOptions options, TimeProvider timeProvider)
    {
        _transport = transport;
        _requests = new CdpRequests(options);
        _options = options;
        _timeProvider = timeProvider;
    }

    /// <summary>Lists the segments of a parent segment with their rules (<c>GET /audiences/{id}/segments</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdSegment>> ListAsync(TdAudienceId audienceId, CancellationToken cancellationToken = default)
    {
        var request = _requests.Of(s_listOperation, $"audiences/{TdIds.Of(audienceId)}/segments");
        var answer = await _transport
            .SendAsync(request, TreasureDataCdpJsonContext.Default.CdpListTdSegment, cancellationToken)
            .ConfigureAwait(false);
        return answer.Values;
    }

    /// <summary>Reads a segment with its rule (<c>GET /audiences/{id}/segments/{segment}</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ServiceException">There is no such segment (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdSegment> GetAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        CancellationToken cancellationToken = default
    )
    {
        var request = _requests.Of(s_getOperation, PathOf(audienceId, segmentId));
        var answer = await _transport
            .SendAsync(request, TreasureDataCdpJsonContext.Default.CdpItemTdSegment, cancellationToken)
            .ConfigureAwait(false);
        return answer.Value;
    }

    /// <summary>Reads a segment without naming its parent segment, in the newer style (<c>GET /entities/segments/{segment}</c>).</summary>
    /// <param name="segmentId">The segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a segment.</exception>
    /// <exception cref="ServiceException">There is no such segment (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdSegment> GetEntityAsync(TdSegmentId segmentId, CancellationToken cancellationToken = default)
    {
        var request = _requests.Of(s_getEntityOperation, $"entities/segments/{TdIds.Of(segmentId)}");
        var answer = await _transport
            .SendAsync(request, TreasureDataCdpJsonContext.Default.CdpItemTdSegment, cancellationToken)
            .ConfigureAwait(false);
        return answer.Value;
    }

    /// <summary>
    /// Reads how many people a segment had, day by day in its parent segment's time zone (<c>GET /audiences/{id}/segments/{segment}/statistics</c>). Stages of
    /// funnels have no statistics.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="from">The first day; <see langword="null"/> leaves it to the service.</param>
    /// <param name="to">The last day, which is included; <see langword="null"/> leaves it to the service.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible, or the days are in the wrong order.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdPopulation>> GetStatisticsAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        DateOnly? from = null,
        DateOnly? to = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = CdpRequests.Days(PathOf(audienceId, segmentId) + "/statistics", from, to);
        return await _transport
            .SendAsync(
                _requests.Of(s_getStatisticsOperation, path),
                TreasureDataCdpJsonContext.Default.IReadOnlyListTdPopulation,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Lists the folders of a parent segment (<c>GET /audiences/{id}/folders</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdSegmentFolder>> ListFoldersAsync(
        TdAudienceId audienceId,
        CancellationToken cancellationToken = default
    )
    {
        var request = _requests.Of(s_listFoldersOperation, $"audiences/{TdIds.Of(audienceId)}/folders");
        var answer = await _transport
            .SendAsync(request, TreasureDataCdpJsonContext.Default.CdpListTdSegmentFolder, cancellationToken)
            .ConfigureAwait(false);
        return answer.Values;
    }

    /// <summary>Lists the segments in a folder (<c>GET /audiences/{id}/folders/{folder}/segments</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="folderId">The folder.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdSegment>> ListInFolderAsync(
        TdAudienceId audienceId,
        TdSegmentFolderId folderId,
        CancellationToken cancellationToken = default
    )
    {
        var path = $"audiences/{TdIds.Of(audienceId)}/folders/{TdIds.Of(folderId)}/segments";
        var answer = await _transport
            .SendAsync(_requests.Of(s_listInFolderOperation, path), TreasureDataCdpJsonContext.Default.CdpListTdSegment, cancellationToken)
            .ConfigureAwait(false);
        return answer.Values;
    }

    /// <summary>Lists what is below a folder, the folder itself included (<c>GET /entities/by-folder/{folder}</c>).</summary>
    /// <param name="folderId">The folder.</param>
    /// <param name="depth">How many levels of folders are looked into.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">The id is not one of a folder, or the depth is negative.</exception>
    public virtual AsyncPageable<TdFolderEntry> ListFolderEntriesAsync(
        TdSegmentFolderId folderId,
        int depth = 1,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        var first = new QueryString($"entities/by-folder/{TdIds.Of(folderId)}").Add("depth", depth).ToString();
        return new CdpPageable<TdFolderEntry>(
            s_listFolderEntriesOperation,
            first,
            (path, token) =>
                _transport.SendAsync(
                    _requests.Of(s_listFolderEntriesOperation, path),
                    TreasureDataCdpJsonContext.Default.CdpListTdFolderEntry,
                    token
                ),
            cancellationToken
        );
    }

    private static string PathOf(TdAudienceId audienceId, TdSegmentId segmentId) =>
        $"audiences/{TdIds.Of(audienceId)}/segments/{TdIds.Of(segmentId)}";
}
