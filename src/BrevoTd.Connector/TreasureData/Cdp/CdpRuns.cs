using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Finds a run among those that the CDP lists, and waits for its end.</summary>
internal static class CdpRuns
{
    // A run that was begun a moment ago may not be listed yet; one that is still missing after so many looks will not come.
    private const int MaxMissing = 10;

    public static async Task<TdExecution> WaitAsync(
        string operation,
        TdWorkflowAttemptId attemptId,
        Func<CancellationToken, Task<IReadOnlyList<TdExecution>>> list,
        TdWaitOptions? options,
        IProgress<TdExecution>? progress,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        options ??= TdWaitOptions.Default;
        options.Validate();
        var missing = 0;
        var run = await TdPoll
            .UntilAsync(
                $"Treasure Data's workflow attempt {attemptId}",
                async token =>
                {
                    var runs = await list(token).ConfigureAwait(false);
                    var found = runs.FirstOrDefault(candidate => candidate.AttemptId == attemptId);
                    if (found is not null)
                    {
                        missing = 0;
                        progress?.Report(found);
                    }
                    else if (++missing >= MaxMissing)
                    {
                        throw new UnexpectedAnswerException(
                            TreasureDataService.Name,
                            operation,
                            HttpStatusCode.OK,
                            $"Treasure Data does not list the workflow attempt {attemptId} among the runs that it was looked for in. Look it up with Workflows.GetAttemptAsync."
                        );
                    }

                    return found;
                },
                static found => found is { IsFinished: true },
                options,
                clock,
                cancellationToken
            )
            .ConfigureAwait(false);
        return run!.Status == TdWorkflowStatus.Success
            ? run
            : throw new TreasureDataWorkflowFailedException(operation, attemptId, run.Status!.Value, serviceMessage: null);
    }

    /// <summary>The latest run that was begun since a call began.</summary>
    public static TdExecution? Since(LookArguments arguments, IReadOnlyList<TdExecution> runs, ServiceAnswer answer) =>
        runs.Where(run => run.AttemptId is not null && arguments.IsSinceBegin(run.CreatedAt, answer)).MaxBy(run => run.CreatedAt);
}
