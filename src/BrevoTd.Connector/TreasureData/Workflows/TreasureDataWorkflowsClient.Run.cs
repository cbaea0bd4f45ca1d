using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataWorkflowsClient
{
    private const string WaitName = "workflows.wait";

    private static readonly TimeSpan s_killTimeout = TimeSpan.FromSeconds(10);

    private static readonly ServiceOperation s_startOperation = new(
        "workflows.start",
        HttpMethod.Put,
        "api/attempts",
        RepeatRule.IdempotentWithKey
    );

    private static readonly ServiceOperation s_killOperation = new(
        "workflows.kill",
        HttpMethod.Post,
        "api/attempts/{attempt_id}/kill",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Starts an attempt (<c>PUT /api/attempts</c>). The service knows one attempt per workflow, session time and retry name: a repeat is answered with the
    /// attempt that exists (409), which is adopted. So a lost answer never runs the workflow twice.
    /// </summary>
    /// <param name="request">What to run, and for which time.</param>
    /// <param name="cancellationToken">Ends the call. The attempt may have been started nevertheless.</param>
    /// <exception cref="ArgumentException">The request is incomplete or contradicts itself.</exception>
    /// <exception cref="ServiceException">The service refuses the attempt, such as for an unknown workflow (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdStartedAttempt> StartAsync(TdWorkflowStartRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = Of(
            s_startOperation,
            s_startOperation.Route,
            ServiceContent.Json(request.ToBody(), TreasureDataWorkflowJsonContext.Default.TdWorkflowStartBody)
        );
        var answer = await _transport.SendForAnswerAsync(call, [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess && Existing(answer) is null)
        {
            // A conflict about something else, such as too many attempts under way.
            throw _transport.Refuse(call, answer);
        }

        var attempt = Existing(answer) ?? _transport.Read(call, answer, TreasureDataWorkflowJsonContext.Default.TdWorkflowAttempt);
        return attempt.Id is null
            ? throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                s_startOperation.Name,
                answer.Status,
                "Treasure Data started the workflow but did not name the attempt. Start it again with the same session time to learn it."
            )
            : new TdStartedAttempt(attempt, WasAdopted: !answer.IsSuccess);
    }

    /// <summary>Starts an attempt, as <see cref="StartAsync"/>, and waits until it has ended.</summary>
    /// <param name="request">What to run, and for which time.</param>
    /// <param name="options">How it is waited for; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait. The attempt runs on, unless the options say otherwise.</param>
    /// <returns>The attempt, which ended with success.</returns>
    /// <exception cref="ArgumentException">The request is incomplete or contradicts itself, or an option is out of range.</exception>
    /// <exception cref="TreasureDataWorkflowFailedException">The attempt failed or was stopped, now or, if it was adopted, earlier.</exception>
    /// <exception cref="TimeoutException">It did not end within <see cref="TdWaitOptions.Timeout"/>.</exception>
    /// <exception cref="ConnectorException">A call failed. The same call with the same request continues to wait for the same attempt.</exception>
    public virtual async Task<TdWorkflowAttempt> RunAsync(
        TdWorkflowStartRequest request,
        TdWorkflowRunOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= TdWorkflowRunOptions.Default;
        options.Wait.Validate();
        var started = await StartAsync(request, cancellationToken).ConfigureAwait(false);
        var attemptId = started.Attempt.Id!.Value;
        try
        {
            return await WaitAsync(attemptId, options.Wait, options.Progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException && options.KillOnCancellation && !started.WasAdopted)
        {
            await AbandonAsync(attemptId).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until an attempt has ended, looking at it ever more rarely. An unknown status counts as not ended.</summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="options">Pauses and time limit; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told the attempt at every look at it.</param>
    /// <param name="cancellationToken">Ends the wait. The attempt runs on.</param>
    /// <returns>The attempt, which ended with success.</returns>
    /// <exception cref="ArgumentException">The id is not one of an attempt, or an option is out of range.</exception>
    /// <exception cref="TreasureDataWorkflowFailedException">The attempt failed or was stopped.</exception>
    /// <exception cref="TimeoutException">It did not end within <see cref="TdWaitOptions.Timeout"/>.</exception>
    /// <exception cref="ConnectorException">A call failed. The attempt is not affected: the wait can be repeated.</exception>
    public virtual async Task<TdWorkflowAttempt> WaitAsync(
        TdWorkflowAttemptId attemptId,
        TdWaitOptions? options = null,
        IProgress<TdWorkflowAttempt>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        TdIds.Of(attemptId);
        options ??= TdWaitOptions.Default;
        options.Validate();
        var attempt = await TdPoll
            .UntilAsync(
                $"Treasure Data's workflow attempt {attemptId}",
                async token =>
                {
                    var seen = await GetAttemptAsync(attemptId, token).ConfigureAwait(false);
                    progress?.Report(seen);
                    return seen;
                },
                static seen => seen.IsFinished,
                options,
                _timeProvider,
                cancellationToken
            )
            .ConfigureAwait(false);
        if (attempt.IsSuccess ?? attempt.Status == TdWorkflowStatus.Success)
        {
            return attempt;
        }

        var status =
            attempt.Status is { IsTerminal: true } ended ? ended
            : attempt.IsCancelRequested == true ? TdWorkflowStatus.Killed
            : TdWorkflowStatus.Error;
        throw new TreasureDataWorkflowFailedException(
            WaitName,
            attemptId,
            status,
            status == TdWorkflowStatus.Error ? await ReadErrorsAsync(attemptId, cancellationToken).ConfigureAwait(false) : null
        );
    }

    /// <summary>
    /// Asks an attempt to stop (<c>POST /api/attempts/{id}/kill</c>). Tasks that run are not interrupted, so it may take a while: <see cref="WaitAsync"/>
    /// waits for it. Asking twice changes nothing.
    /// </summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of an attempt.</exception>
    /// <exception cref="ServiceException">There is no such attempt (404), or it has ended (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task KillAsync(TdWorkflowAttemptId attemptId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Of(s_killOperation, PathOf(attemptId) + "/kill", CdpRequests.Nothing()), cancellationToken);

    /// <summary>The attempt in an answer of 409; <see langword="null"/> if there is none in it.</summary>
    private static TdWorkflowAttempt? Existing(ServiceAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return null;
        }

        try
        {
            var attempt = JsonSerializer.Deserialize(answer.Body.Span, TreasureDataWorkflowJsonContext.Default.TdWorkflowAttempt);
            return attempt?.Id is null ? null : attempt;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What the failed tasks said, as far as that can be learned: the failure itself is already known.</summary>
    private async Task<string?> ReadErrorsAsync(TdWorkflowAttemptId attemptId, CancellationToken cancellationToken)
    {
        try
        {
            var tasks = await ListTasksAsync(attemptId, cancellationToken).ConfigureAwait(false);
            var texts = tasks
                .Where(static task => task.IsGroup != true)
                .Select(static task => (task.FullName, Text: Message(task.Error)))
                .Where(static task => task.Text is not null)
                .Select(static task => $"{task.FullName}: {task.Text}");
            var joined = string.Join('\n', texts);
            return joined.Length == 0 ? null : joined;
        }
        catch (ConnectorException)
        {
            return null;
        }
    }

    private static string? Message(JsonElement? error) =>
        error is { ValueKind: JsonValueKind.Object } tree
        && tree.TryGetProperty("message", out var message)
        && message.ValueKind == JsonValueKind.String
        && message.GetString() is { Length: > 0 } text
            ? text
            : null;

    private async Task AbandonAsync(TdWorkflowAttemptId attemptId)
    {
        using var limit = new CancellationTokenSource(s_killTimeout, _timeProvider);
        try
        {
            await KillAsync(attemptId, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectorException or OperationCanceledException)
        {
            // The attempt may end on its own; what made the caller give up matters more than this.
        }
    }
}
