using System.Globalization;
using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataBulkImportSession
{
    private const int MaxAttempts = 3;
    private const double Jitter = 0.2;

    /// <summary>
    /// Brings the session to its end, from whatever state it is in: freezes it, has its parts read, checks what could not be read, commits, waits for the commit, and deletes it. Each step
    /// is decided by the session's state in the service, so that a lost answer or a stop at any point is followed by the right step, by this process or another one.
    /// </summary>
    /// <param name="options">What is committed, and how long is waited; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears the session's state at each look.</param>
    /// <param name="cancellationToken">Ends the call. The session stays as it is; complete it again to go on.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TreasureDataBulkImportException">
    /// More rows or parts were refused than the options allow, or no row is valid. Nothing was committed; read <see cref="ReadErrorRecordsAsync"/>, then complete with
    /// other options or delete the session.
    /// </exception>
    /// <exception cref="TreasureDataJobFailedException">The job that reads the parts failed or was killed. Completing again starts another one.</exception>
    /// <exception cref="TimeoutException">The time is over; the session goes on.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<TdBulkImportResult> CompleteAsync(
        TdBulkImportCompletion? options = null,
        IProgress<TdBulkImport>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= TdBulkImportCompletion.Default;
        options.Validate();
        var run = new Completion(this, options, progress);
        return await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One call of <see cref="CompleteAsync"/>.</summary>
    private sealed class Completion(
        TreasureDataBulkImportSession session,
        TdBulkImportCompletion options,
        IProgress<TdBulkImport>? progress
    )
    {
        private readonly long _begun = session._timeProvider.GetTimestamp();
        private TdJobId? _knownJob;
        private TdJobId? _finishedJob;
        private int _performed;
        private int _committed;
        private long _errorRecords;
        private bool _isFirstLook = true;

        public async Task<TdBulkImportResult> RunAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var state = await session.GetStateAsync(cancellationToken).ConfigureAwait(false);
                progress?.Report(state);
                if (state.Status == TdBulkImportStatus.Committed)
                {
                    return await EndAsync(state, cancellationToken).ConfigureAwait(false);
                }

                if (!await StepAsync(state, cancellationToken).ConfigureAwait(false))
                {
                    await PauseAsync(state, cancellationToken).ConfigureAwait(false);
                }

                _isFirstLook = false;
            }
        }

        /// <summary>Does what the state asks for.</summary>
        /// <returns>Whether to look again at once; otherwise the service is at work.</returns>
        private async Task<bool> StepAsync(TdBulkImport state, CancellationToken cancellationToken)
        {
            if (state.Status == TdBulkImportStatus.Uploading)
            {
                return await PrepareAsync(state, cancellationToken).ConfigureAwait(false);
            }

            if (state.Status == TdBulkImportStatus.Performing)
            {
                await CheckJobAsync(state, cancellationToken).ConfigureAwait(false);
                return false;
            }

            if (state.Status == TdBulkImportStatus.Ready)
            {
                await CheckErrorsAsync(state, cancellationToken).ConfigureAwait(false);
                _committed++;
                return await TryAsync(session._imports.CommitAsync, _committed, cancellationToken).ConfigureAwait(false);
            }

            return state.Status == TdBulkImportStatus.Committing
                ? false
                : throw new TreasureDataBulkImportException(
                    $"The bulk import session '{session.Name}' is in a state that this version does not know. Look at it in Treasure Data's console.",
                    state
                );
        }

        private async Task<bool> PrepareAsync(TdBulkImport state, CancellationToken cancellationToken)
        {
            if (state.IsFrozen != true)
            {
                await session._imports.FreezeAsync(session.Name, cancellationToken).ConfigureAwait(false);
            }

            // A job may have been started whose answer got lost, or by a process that is gone.
            if (state.JobId is { } job && job != _knownJob)
            {
                var status = await session._jobs.GetStatusAsync(job, cancellationToken).ConfigureAwait(false);
                if (_performed > 0 && status.IsFinished && status.Status != TdJobStatus.Success)
                {
                    throw await FailureAsync(job, cancellationToken).ConfigureAwait(false);
                }

                // The session's state may lag behind its job: a job that is over counts as that of an earlier round only at the second look.
                if (!status.IsFinished || _performed > 0 || _finishedJob != job)
                {
                    _finishedJob = status.IsFinished ? job : _finishedJob;
                    return false;
                }

                _knownJob = job;
            }

            _performed++;
            return await TryAsync(
                    (name, token) => session._imports.PerformAsync(name, cancellationToken: token),
                    _performed,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }

        /// <summary>Sends a step that must not be sent twice. After a doubtful end the state decides, at the next look.</summary>
        private static async Task<bool> TryCoreAsync(
            Func<CancellationToken, Task> sendAsync,
            int attempt,
            CancellationToken cancellationToken
        )
        {
            try
            {
                await sendAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (ConnectorException e)
                when (attempt < MaxAttempts
                    && (e.MayHaveBeenProcessed || e.IsTransient || e is ServiceException { StatusCode: HttpStatusCode.Conflict })
                )
            {
                return false;
            }
        }

        private Task<bool> TryAsync(Func<string, CancellationToken, Task> callAsync, int attempt, CancellationToken cancellationToken) =>
            TryCoreAsync(token => callAsync(session.Name, token), attempt, cancellationToken);

        private async Task CheckJobAsync(TdBulkImport state, CancellationToken cancellationToken)
        {
            if (state.JobId is not { } job)
            {
                return;
            }

            var status = await session._jobs.GetStatusAsync(job, cancellationToken).ConfigureAwait(false);
            if (status.Status == TdJobStatus.Error || status.Status == TdJobStatus.Killed)
            {
                throw await FailureAsync(job, cancellationToken).ConfigureAwait(false);
            }
        }

        private async Task<TreasureDataJobFailedException> FailureAsync(TdJobId job, CancellationToken cancellationToken) =>
            TreasureDataJobFailedException.From(job, await session._jobs.GetAsync(job, cancellationToken).ConfigureAwait(false));

        private async Task CheckErrorsAsync(TdBulkImport state, CancellationToken cancellationToken)
        {
            // Without a count, the records themselves are counted: "unknown" is not "none".
            _errorRecords = state.ErrorRecords ?? await CountAsync(options.MaxErrorRecords, cancellationToken).ConfigureAwait(false);
            if (_errorRecords > options.MaxErrorRecords)
            {
                throw NotCommitted(
                    state,
                    $"{_errorRecords} rows were refused, {options.MaxErrorRecords} are allowed. {nameof(ReadErrorRecordsAsync)} gives them"
                );
            }

            if (state.ErrorParts > 0 && !options.AllowErrorParts)
            {
                throw NotCommitted(
                    state,
                    $"{state.ErrorParts} parts could not be read at all. Upload them again after {nameof(UnfreezeAsync)}"
                );
            }

            if (state.ValidRecords == 0 && !options.AllowEmpty)
            {
                throw NotCommitted(state, "it has no valid row");
            }
        }

        private async Task<long> CountAsync(long limit, CancellationToken cancellationToken)
        {
            var count = 0L;
            await foreach (var _ in session.ReadErrorRecordsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (++count > limit)
                {
                    break;
                }
            }

            return count;
        }

        private TreasureDataBulkImportException NotCommitted(TdBulkImport state, FormattableString why) =>
            NotCommitted(state, why.ToString(CultureInfo.InvariantCulture));

        private TreasureDataBulkImportException NotCommitted(TdBulkImport state, string why) =>
            new(
                $"The bulk import session '{session.Name}' was not committed: {why}. The table is as it was. Complete the session with other options, or delete it.",
                state
            );

        private async Task<TdBulkImportResult> EndAsync(TdBulkImport state, CancellationToken cancellationToken)
        {
            if (options.DeleteWhenCommitted)
            {
                await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
            }

            return new TdBulkImportResult
            {
                ValidRecords = state.ValidRecords,
                ErrorRecords = state.ErrorRecords ?? _errorRecords,
                ErrorParts = state.ErrorParts ?? 0,
                WasCommittedBefore = _isFirstLook,
                JobId = state.JobId,
            };
        }

        private async Task PauseAsync(TdBulkImport state, CancellationToken cancellationToken)
        {
            var pause = options.PollDelay * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
            if (options.Timeout is { } timeout)
            {
                var left = timeout - session._timeProvider.GetElapsedTime(_begun);
                if (left <= TimeSpan.Zero)
                {
                    throw new TimeoutException(
                        $"The bulk import session '{session.Name}' is {state.Status} after {timeout}. It goes on by itself as far as it was told to: complete it again later."
                    );
                }

                pause = pause < left ? pause : left;
            }

            await Task.Delay(pause, session._timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
