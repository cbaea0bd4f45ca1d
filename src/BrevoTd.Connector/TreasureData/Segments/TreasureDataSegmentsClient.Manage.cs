using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataSegmentsClient
{
    private static readonly ServiceOperation s_createOperation = new(
        "segments.create",
        HttpMethod.Post,
        "audiences/{audience_id}/segments",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the segments of the parent segment before creating it again",
    };

    private static readonly ServiceOperation s_updateOperation = new(
        "segments.update",
        HttpMethod.Put,
        "audiences/{audience_id}/segments/{segment_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_deleteOperation = new(
        "segments.delete",
        HttpMethod.Delete,
        "audiences/{audience_id}/segments/{segment_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_createFolderOperation = new(
        "segments.create_folder",
        HttpMethod.Post,
        "audiences/{audience_id}/folders",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the folders of the parent segment before creating it again",
    };

    private static readonly ServiceOperation s_deleteFolderOperation = new(
        "segments.delete_folder",
        HttpMethod.Delete,
        "audiences/{audience_id}/folders/{folder_id}",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Creates a segment (<c>POST /audiences/{id}/segments</c>). The service recognises no repeats: when the answer is lost, the segments are looked through for one with this name and folder that was created by
    /// this call, and the call is not sent again.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="request">The segment.</param>
    /// <param name="cancellationToken">Ends the call. The segment may have been created nevertheless.</param>
    /// <exception cref="ArgumentException">An id is not possible, or the request is incomplete.</exception>
    /// <exception cref="ServiceException">The service refuses the segment, for example because of its rule.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdSegment> CreateAsync(
        TdAudienceId audienceId,
        TdSegmentRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var path = $"audiences/{TdIds.Of(audienceId)}/segments";
        TdSegment? found = null;
        var look = new Look(
            async (arguments, token) =>
            {
                var list = _requests.Of(s_listOperation, path);
                var answer = await _transport.SendForAnswerAsync(list, [], token).ConfigureAwait(false);
                found = _transport
                    .Read(list, answer, TreasureDataCdpJsonContext.Default.CdpListTdSegment)
                    .Values.FirstOrDefault(one =>
                        one.Name == request.Name
                        && (request.FolderId is null || one.FolderId == request.FolderId)
                        && arguments.IsSinceBegin(one.CreatedAt, answer)
                    );
                return found is null ? null : answer;
            },
            static e => e.StatusCode == HttpStatusCode.Conflict,
            MayRepeat: false
        );
        var call = _requests.Of(s_createOperation, path, Body(request), look);
        var created = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        return found ?? _transport.Read(call, created, TreasureDataCdpJsonContext.Default.CdpItemTdSegment).Value;
    }

    /// <summary>Changes a segment (<c>PUT /audiences/{id}/segments/{segment}</c>). What the request leaves out, the service decides on.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="request">What it shall be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible, or the request is incomplete.</exception>
    /// <exception cref="ServiceException">There is no such segment (404), or the service refuses the change.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdSegment> UpdateAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdSegmentRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var answer = await _transport
            .SendAsync(
                _requests.Of(s_updateOperation, PathOf(audienceId, segmentId), Body(request)),
                TreasureDataCdpJsonContext.Default.CdpItemTdSegment,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Value;
    }

    /// <summary>Deletes a segment (<c>DELETE /audiences/{id}/segments/{segment}</c>); 404 counts as success.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ServiceException">Something depends on it, such as an activation (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<bool> DeleteIfExistsAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        CancellationToken cancellationToken = default
    ) => DeleteAsync(s_deleteOperation, PathOf(audienceId, segmentId), cancellationToken);

    /// <summary>
    /// Creates a folder (<c>POST /audiences/{id}/folders</c>). When the answer is lost, the folders are looked through for one with this name and parent that was created by this call, and the call is not sent
    /// again.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="name">Name of the folder.</param>
    /// <param name="parentFolderId">The folder that it is in; <see langword="null"/> leaves it to the service, which takes the topmost one.</param>
    /// <param name="description">Description; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends the call. The folder may have been created nevertheless.</param>
    /// <exception cref="ArgumentException">An id is not possible, or the name is empty.</exception>
    /// <exception cref="ServiceException">The service refuses the folder.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdSegmentFolder> CreateFolderAsync(
        TdAudienceId audienceId,
        string name,
        TdSegmentFolderId? parentFolderId = null,
        string? description = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (parentFolderId is { } parent)
        {
            TdIds.Of(parent, nameof(parentFolderId));
        }

        var path = $"audiences/{TdIds.Of(audienceId)}/folders";
        TdSegmentFolder? found = null;
        var look = new Look(
            async (arguments, token) =>
            {
                var list = _requests.Of(s_listFoldersOperation, path);
                var answer = await _transport.SendForAnswerAsync(list, [], token).ConfigureAwait(false);
                found = _transport
                    .Read(list, answer, TreasureDataCdpJsonContext.Default.CdpListTdSegmentFolder)
                    .Values.FirstOrDefault(one =>
                        one.Name == name
                        && (parentFolderId is null || one.ParentFolderId == parentFolderId)
                        && arguments.IsSinceBegin(one.CreatedAt, answer)
                    );
                return found is null ? null : answer;
            },
            static e => e.StatusCode == HttpStatusCode.Conflict,
            MayRepeat: false
        );
        var body = new TdSegmentFolderBody(name, description, parentFolderId);
        var call = _requests.Of(
            s_createFolderOperation,
            path,
            ServiceContent.Json(body, TreasureDataCdpJsonContext.Default.TdSegmentFolderBody),
            look
        );
        var created = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        return found ?? _transport.Read(call, created, TreasureDataCdpJsonContext.Default.CdpItemTdSegmentFolder).Value;
    }

    /// <summary>Deletes an empty folder (<c>DELETE /audiences/{id}/folders/{folder}</c>); 404 counts as success.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="folderId">The folder.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ServiceException">The folder is not empty (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<bool> DeleteFolderIfExistsAsync(
        TdAudienceId audienceId,
        TdSegmentFolderId folderId,
        CancellationToken cancellationToken = default
    ) => DeleteAsync(s_deleteFolderOperation, $"audiences/{TdIds.Of(audienceId)}/folders/{TdIds.Of(folderId)}", cancellationToken);

    private static ByteArrayContent Body(TdSegmentRequest request) =>
        ServiceContent.Json(request, TreasureDataCdpJsonContext.Default.TdSegmentRequest);

    private async Task<bool> DeleteAsync(ServiceOperation operation, string path, CancellationToken cancellationToken)
    {
        var answer = await _transport
            .SendForAnswerAsync(_requests.Of(operation, path), [HttpStatusCode.NotFound], cancellationToken)
            .ConfigureAwait(false);
        return answer.IsSuccess;
    }
}
