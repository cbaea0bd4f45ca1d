using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataActivationsClient
{
    private static readonly ServiceOperation s_runOperation = new(
        "activations.run",
        HttpMethod.Post,
        "entities/segments/{segment_id}/syndications/{syndication_id}/run",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "read the executions of the activation before running it again",
    };

    private static readonly ServiceOperation s_runLegacyOperation = s_runOperation with
    {
        Name = "activations.run_legacy",
        Route = OneRoute + "/run",
    };

    /// <summary>
    /// Runs an activation now (<c>POST /entities/segments/{segment}/syndications/{activation}/run</c>): people are sent to the connection. When the answer is
    /// lost, the activation's runs are looked through for one that was begun by this call; the call is not sent again.
    /// </summary>
    /// <param name="audienceId">The parent segment; used for the look.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="activationId">The activation.</param>
    /// <param name="cancellationToken">Ends the call. The run may have begun nevertheless.</param>
    /// <returns>The run that has begun; <see cref="WaitAsync"/> waits for its end.</returns>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ServiceException">There is no such activation (404), or it cannot run.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdExecution> RunAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        CancellationToken cancellationToken = default
    ) =>
        RunAsync(
            s_runOperation,
            $"entities/segments/{TdIds.Of(segmentId)}/syndications/{TdIds.Of(activationId)}/run",
            audienceId,
            segmentId,
            activationId,
            cancellationToken
        );

    /// <summary>
    /// Runs an activation of the older Audience Studio now (<c>POST /audiences/{id}/segments/{segment}/syndications/{activation}/run</c>); otherwise as
    /// <see cref="RunAsync(TdAudienceId, TdSegmentId, TdActivationId, CancellationToken)"/>.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="activationId">The activation.</param>
    /// <param name="cancellationToken">Ends the call. The run may have begun nevertheless.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ServiceException">There is no such activation (404), or it cannot run.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdExecution> RunLegacyAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        CancellationToken cancellationToken = default
    ) =>
        RunAsync(
            s_runLegacyOperation,
            PathOf(audienceId, segmentId, activationId) + "/run",
            audienceId,
            segmentId,
            activationId,
            cancellationToken
        );

    /// <summary>Reads the latest runs of an activation (<see cref="TdActivation.Executions"/> of <see cref="GetAsync"/>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="activationId">The activation.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ServiceException">There is no such activation (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<IReadOnlyList<TdExecution>> ListExecutionsAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        CancellationToken cancellationToken = default
    )
    {
        var (activation, _) = await ReadAsync(audienceId, segmentId, activationId, cancellationToken).ConfigureAwait(false);
        return activation.Executions ?? [];
    }

    /// <summary>Waits until a run of an activation has ended, looking at it ever more rarely. An unknown status counts as not ended.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="activationId">The activation.</param>
    /// <param name="attemptId">The run, from <see cref="RunAsync(TdAudienceId, TdSegmentId, TdActivationId, CancellationToken)"/> or <see cref="ListExecutionsAsync"/>.</param>
    /// <param name="options">Pauses and time limit; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told the state at every look.</param>
    /// <param name="cancellationToken">Ends the wait. The activation runs on.</param>
    /// <returns>The run, which ended with success.</returns>
    /// <exception cref="ArgumentException">An id is not possible, or an option is out of range.</exception>
    /// <exception cref="TreasureDataWorkflowFailedException">The run failed or was stopped.</exception>
    /// <exception cref="TimeoutException">It did not end within <see cref="TdWaitOptions.Timeout"/>.</exception>
    /// <exception cref="ConnectorException">A call failed, or the run is not listed. The run is not affected: the wait can be repeated.</exception>
    public virtual Task<TdExecution> WaitAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        TdWorkflowAttemptId attemptId,
        TdWaitOptions? options = null,
        IProgress<TdExecution>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        PathOf(audienceId, segmentId, activationId);
        TdIds.Of(attemptId);
        return CdpRuns.WaitAsync(
            "activations.wait",
            attemptId,
            token => ListExecutionsAsync(audienceId, segmentId, activationId, token),
            options,
            progress,
            _timeProvider,
            cancellationToken
        );
    }

    private async Task<TdExecution> RunAsync(
        ServiceOperation operation,
        string path,
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        TdActivationId activationId,
        CancellationToken cancellationToken
    )
    {
        PathOf(audienceId, segmentId, activationId);
        TdExecution? found = null;
        var look = new Look(
            async (arguments, token) =>
            {
                var (activation, answer) = await ReadAsync(audienceId, segmentId, activationId, token).ConfigureAwait(false);
                found = CdpRuns.Since(arguments, activation.Executions ?? [], answer);
                return found is null ? null : answer;
            },
            static _ => false,
            MayRepeat: false
        );
        var request = _requests.Of(operation, path, CdpRequests.Nothing(), look);
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return found ?? _transport.Read(request, answer, TreasureDataCdpJsonContext.Default.CdpItemTdExecution).Value;
    }
}
