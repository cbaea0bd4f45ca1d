using System.Globalization;
using System.Runtime.ExceptionServices;
using BrevoTd.Connector.Diagnostics;

namespace BrevoTd.Connector.Http;

/// <summary>
/// Sends a write that can be looked for. When an answer is lost, the service is asked after a pause whether the work is done: if so, that is the result; if
/// not, the write is sent again. A refusal that says "exists already" is looked at in the same way once an answer has been lost.
/// </summary>
internal sealed class LookBeforeRepeat(ServiceRuntime runtime)
{
    public async Task<ServiceAnswer> RunAsync(
        Look look,
        ServiceOperation operation,
        Func<Task<ServiceAnswer>> sendAsync,
        CallBudget budget,
        CancellationToken cancellationToken
    )
    {
        var options = runtime.CurrentOptions();
        var arguments = new LookArguments(runtime.Clock.GetUtcNow(), runtime.Clock);
        var isOpen = false;
        for (var repeats = 0; ; repeats++)
        {
            ConnectorException failure;
            var pause = TimeSpan.Zero;
            try
            {
                return await sendAsync().ConfigureAwait(false);
            }
            catch (ServiceException e) when (isOpen && look.IsConflict(e))
            {
                failure = e;
            }
            catch (ConnectorException e) when (IsLost(e))
            {
                isOpen = true;
                failure = e;
                pause = RepeatPolicy.Backoff(options, repeats, runtime.NextRandom());
            }
            catch (ConnectorException e) when (isOpen)
            {
                e.NoteOpenAttempt();
                throw;
            }

            var reason = Reason(failure);
            budget.Resume();
            if (options.MaxRetries == 0 || budget.Expired || pause >= budget.Remaining)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            HttpLog.Looking(runtime.Logger, runtime.Profile.Name, operation.Name, reason, pause.TotalSeconds);
            var (found, failed) = await LookAsync(look, arguments, operation, pause, budget, cancellationToken).ConfigureAwait(false);
            if (found is not null)
            {
                return found with { FromLook = true };
            }

            // A conflict with something that is not this call's work, or a repeat that could do the work twice, or one too many.
            if (
                !IsLost(failure)
                || (failed && operation.Repeat == RepeatRule.NotIdempotent)
                || !look.MayRepeat
                || repeats >= options.MaxRetries
            )
            {
                failure.NoteOpenAttempt();
                ExceptionDispatchInfo.Throw(failure);
            }

            var tags = HttpInstruments.Tags(runtime.Profile.Tag, operation.Name);
            tags.Add(HttpInstruments.ReasonTag, reason);
            HttpInstruments.Retries.Add(1, tags);
            HttpInstruments.RetryWait.Record(pause.TotalSeconds, tags);
        }
    }

    private async Task<(ServiceAnswer? Found, bool Failed)> LookAsync(
        Look look,
        LookArguments arguments,
        ServiceOperation operation,
        TimeSpan pause,
        CallBudget budget,
        CancellationToken cancellationToken
    )
    {
        ServiceAnswer? found = null;
        string? error = null;
        try
        {
            await Task.Delay(pause, runtime.Clock, budget.Token).ConfigureAwait(false);
            found = await look.FindAsync(arguments, budget.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The caller cancelled the call.", e, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectorException)
        {
            error = e.GetType().Name;
        }

        var tags = HttpInstruments.Tags(runtime.Profile.Tag, operation.Name);
        if (error is not null)
        {
            tags.Add(HttpInstruments.OutcomeTag, "failed");
            HttpLog.LookFailed(runtime.Logger, runtime.Profile.Name, operation.Name, error);
        }
        else if (found is not null)
        {
            tags.Add(HttpInstruments.OutcomeTag, "done");
            HttpLog.LookFoundWork(runtime.Logger, runtime.Profile.Name, operation.Name);
        }
        else
        {
            tags.Add(HttpInstruments.OutcomeTag, "not_done");
            HttpLog.LookFoundNothing(runtime.Logger, runtime.Profile.Name, operation.Name);
        }

        HttpInstruments.Looks.Add(1, tags);
        return (found, error is not null);
    }

    private static bool IsLost(ConnectorException failure) =>
        failure is { MayHaveBeenProcessed: true } and (ServiceUnreachableException or ServiceException { IsTransient: true });

    private static string Reason(ConnectorException failure) =>
        failure is ServiceException refusal ? ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture) : "connection_lost";
}
