using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataAudiencesClient
{
    private static readonly ServiceOperation s_runOperation = new(
        "audiences.run",
        HttpMethod.Post,
        "audiences/{audience_id}/run",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the executions of the parent segment before running it again",
    };

    private static readonly ServiceOperation s_listExecutionsOperation = new(
        "audiences.list_executions",
        HttpMethod.Get,
        "audiences/{audience_id}/executions",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Rebuilds a parent segment (<c>POST /audiences/{id}/run</c>). When the answer is lost, the executions are looked through for one that was begun by this
    /// call; the call is not sent again.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call. The rebuild may have begun nevertheless.</param>
    /// <returns>The run that has begun; <see cref="WaitAsync"/> waits for its end.</returns>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<TdExecution> RunAsync(TdAudienceId audienceId, CancellationToken cancellationToken = default)
    {
        TdExecution? found = null;
        var path = $"audiences/{TdIds.Of(audienceId)}/run";
        var look = new Look(
            async (arguments, token) =>
            {
                var (runs, answer) = await ReadExecutionsAsync(audienceId, token).ConfigureAwait(false);
                found = CdpRuns.Since(arguments, runs, answer);
                return found is null ? null : answer;
            },
            static _ => false,
            MayRepeat: false
        );
        var request = _requests.Of(s_runOperation, path, CdpRequests.Nothing(), look);
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return found ?? _transport.Read(request, answer, TreasureDataCdpJsonContext.Default.CdpItemTdExecution).Value;
    }

    /// <summary>Lists the rebuilds of a parent segment (<c>GET /audiences/{id}/executions</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdExecution>> ListExecutionsAsync(
        TdAudienceId audienceId,
        CancellationToken cancellationToken = default
    )
    {
        var (runs, _) = await ReadExecutionsAsync(audienceId, cancellationToken).ConfigureAwait(false);
        return runs;
    }

    /// <summary>Waits until a rebuild has ended, looking at it ever more rarely. An unknown status counts as not ended.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="attemptId">The run, from <see cref="RunAsync"/> or <see cref="ListExecutionsAsync"/>.</param>
    /// <param name="options">Pauses and time limit; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told the state at every look.</param>
    /// <param name="cancellationToken">Ends the wait. The rebuild runs on.</param>
    /// <returns>The run, which ended with success.</returns>
    /// <exception cref="ArgumentException">An id is not possible, or an option is out of range.</exception>
    /// <exception cref="TreasureDataWorkflowFailedException">The rebuild failed or was stopped.</exception>
    /// <exception cref="TimeoutException">It did not end within <see cref="TdWaitOptions.Timeout"/>.</exception>
    /// <exception cref="ConnectorException">A call failed, or the run is not listed. The rebuild is not affected: the wait can be repeated.</exception>
    public virtual Task<TdExecution> WaitAsync(
        TdAudienceId audienceId,
        TdWorkflowAttemptId attemptId,
        TdWaitOptions? options = null,
        IProgress<TdExecution>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        TdIds.Of(audienceId);
        TdIds.Of(attemptId);
        return CdpRuns.WaitAsync(
            "audiences.wait",
            attemptId,
            token => ListExecutionsAsync(audienceId, token),
            options,
            progress,
            _timeProvider,
            cancellationToken
        );
    }

    private async Task<(IReadOnlyList<TdExecution> Runs, ServiceAnswer Answer)> ReadExecutionsAsync(
        TdAudienceId audienceId,
        CancellationToken cancellationToken
    )
    {
        var request = _requests.Of(s_listExecutionsOperation, $"audiences/{TdIds.Of(audienceId)}/executions");
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return (_transport.Read(request, answer, TreasureDataCdpJsonContext.Default.CdpListTdExecution).Values, answer);
    }
}
