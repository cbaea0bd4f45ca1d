using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataSegmentsClient
{
    private static readonly ServiceOperation s_startPreviewOperation = new(
        "segments.start_preview",
        HttpMethod.Post,
        "audiences/{audience_id}/segments/queries",
        // A preview changes nothing; a second one only costs another job.
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getPreviewOperation = new(
        "segments.get_preview",
        HttpMethod.Get,
        "audiences/{audience_id}/segments/queries/{query_id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_killPreviewOperation = new(
        "segments.kill_preview",
        HttpMethod.Post,
        "audiences/{audience_id}/segments/queries/{query_id}/kill",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listPreviewProfilesOperation = new(
        "segments.list_preview_profiles",
        HttpMethod.Get,
        "audiences/{audience_id}/segments/queries/{query_id}/customers",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Begins to count and to sample the people of a rule (<c>POST /audiences/{id}/segments/queries</c>). Only a sample: for all of them, use
    /// <see cref="Query"/>.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="request">The rule.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<TdSegmentPreview> StartPreviewAsync(
        TdAudienceId audienceId,
        TdSegmentPreviewRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = new TdSegmentPreviewBody(request.Columns, request.Kind, request.Rule);
        return _transport.SendAsync(
            _requests.Of(
                s_startPreviewOperation,
                $"audiences/{TdIds.Of(audienceId)}/segments/queries",
                ServiceContent.Json(body, TreasureDataCdpJsonContext.Default.TdSegmentPreviewBody)
            ),
            TreasureDataCdpJsonContext.Default.TdSegmentPreview,
            cancellationToken
        );
    }

    /// <summary>Reads where a preview stands (<c>GET /audiences/{id}/segments/queries/{query}</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="previewId">The preview.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<TdSegmentPreview> GetPreviewAsync(
        TdAudienceId audienceId,
        TdSegmentPreviewId previewId,
        CancellationToken cancellationToken = default
    ) =>
        _transport.SendAsync(
            _requests.Of(s_getPreviewOperation, PathOf(audienceId, previewId)),
            TreasureDataCdpJsonContext.Default.TdSegmentPreview,
            cancellationToken
        );

    /// <summary>Waits until a preview has ended, looking at it ever more rarely.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="previewId">The preview.</param>
    /// <param name="options">Pauses and time limit; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told the state at every look.</param>
    /// <param name="cancellationToken">Ends the wait. The preview runs on.</param>
    /// <returns>The preview, however it ended: see <see cref="TdSegmentPreview.Status"/>.</returns>
    /// <exception cref="ArgumentException">An id is not possible, or an option is out of range.</exception>
    /// <exception cref="TimeoutException">It did not end within <see cref="TdWaitOptions.Timeout"/>.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual Task<TdSegmentPreview> WaitForPreviewAsync(
        TdAudienceId audienceId,
        TdSegmentPreviewId previewId,
        TdWaitOptions? options = null,
        IProgress<TdSegmentPreview>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        PathOf(audienceId, previewId);
        options ??= TdWaitOptions.Default;
        options.Validate();
        return TdPoll.UntilAsync(
            $"The preview {previewId} of parent segment {audienceId}",
            async token =>
            {
                var preview = await GetPreviewAsync(audienceId, previewId, token).ConfigureAwait(false);
                progress?.Report(preview);
                return preview;
            },
            static preview => preview.IsFinished,
            options,
            _timeProvider,
            cancellationToken
        );
    }

    /// <summary>Stops a preview (<c>POST /audiences/{id}/segments/queries/{query}/kill</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="previewId">The preview.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task KillPreviewAsync(
        TdAudienceId audienceId,
        TdSegmentPreviewId previewId,
        CancellationToken cancellationToken = default
    ) =>
        _transport.SendAsync(
            _requests.Of(s_killPreviewOperation, PathOf(audienceId, previewId) + "/kill", CdpRequests.Nothing()),
            cancellationToken
        );

    /// <summary>
    /// Lists the people whom a preview has sampled, page by page (<c>GET /audiences/{id}/segments/queries/{query}/customers</c>). Pages that are not ready
    /// yet are waited for. The service decides on the size of a page, and on how many people there are at most.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="previewId">The preview.</param>
    /// <param name="options">How pages that are not ready are waited for; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">An id is not possible, or an option is out of range.</exception>
    public virtual AsyncPageable<TdPreviewProfile> ListPreviewProfilesAsync(
        TdAudienceId audienceId,
        TdSegmentPreviewId previewId,
        TdWaitOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = PathOf(audienceId, previewId) + "/customers";
        options ??= TdWaitOptions.Default;
        options.Validate();
        return new PreviewPageable((page, token) => ReadPreviewPageAsync(path, page, previewId, options, token), cancellationToken);
    }

    private async Task<TdSegmentPreviewPage> ReadPreviewPageAsync(
        string path,
        int page,
        TdSegmentPreviewId previewId,
        TdWaitOptions options,
        CancellationToken cancellationToken
    )
    {
        var request = _requests.Of(s_listPreviewProfilesOperation, new QueryString(path).Add("page", page).ToString());
        var answer = await TdPoll
            .UntilAsync(
                $"The preview {previewId}",
                token => _transport.SendAsync(request, TreasureDataCdpJsonContext.Default.TdSegmentPreviewPage, token),
                static read => read.Type is "rows" or "end" or "killed" or "error",
                options,
                _timeProvider,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Type is "rows" or "end"
            ? answer
            : throw new ServiceException(
                TreasureDataService.Name,
                s_listPreviewProfilesOperation.Name,
                HttpStatusCode.OK,
                answer.Type == "killed"
                    ? $"The preview {previewId} was stopped before its people could be read. Start it again."
                    : $"The preview {previewId} failed. The service's own text is in ServiceMessage; it may quote data."
            )
            {
                ServiceMessage = answer.Error,
            };
    }

    private static string PathOf(TdAudienceId audienceId, TdSegmentPreviewId previewId)
    {
        if (string.IsNullOrWhiteSpace(previewId.Value))
        {
            throw new ArgumentException("The id of the preview is empty. Pass the one that starting it returned.", nameof(previewId));
        }

        return $"audiences/{TdIds.Of(audienceId)}/segments/queries/{Uri.EscapeDataString(previewId.Value)}";
    }
}
