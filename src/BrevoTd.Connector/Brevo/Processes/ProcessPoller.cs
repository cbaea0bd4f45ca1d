using System.Net;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Follows all outstanding processes of one account with as few calls as possible: a page tells of 50 of them, and pages share the scarcest quota there is. Works only while
/// something is outstanding.
/// </summary>
internal sealed class ProcessPoller(LookSchedule schedule, TimeProvider time, ILogger log)
{
    private const int MaxSingleLooks = 10;

    /// <summary>A process that was only just accepted may not be found yet.</summary>
    private static readonly TimeSpan s_notFoundGrace = TimeSpan.FromMinutes(2);

    /// <summary>Beyond it the schedule waits, and calls for somebody else go first.</summary>
    private static readonly TimeSpan s_maxQuotaWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longAgo = TimeSpan.FromHours(1);
    private static readonly ConditionalWeakTable<object, ProcessPoller> s_shared = [];

    private readonly object _lock = new();
    private readonly List<ProcessFollower> _followers = [];
    private readonly Dictionary<object, LookUrgency> _urgencies = [];
    private readonly long _startedAt = time.GetTimestamp();
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isRunning;

    /// <summary>The poller that everybody shares who works with one account. The first one's schedule and clock count.</summary>
    public static ProcessPoller For(IServiceTransport transport, Func<ProcessPoller> create) =>
        s_shared.GetValue(transport.Account, _ => create());

    /// <summary>Completes when the process has ended, or when its end cannot be learned.</summary>
    public async Task<ProcessEnd> FollowAsync(ProcessFollower follower, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            follower.Since = follower.IsNew ? Now : Now - s_longAgo;
            _followers.Add(follower);
            Wake();
            if (!_isRunning)
            {
                _isRunning = true;

                // It serves everybody, and must not look like a part of the one that started it.
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(RunAsync, CancellationToken.None);
                }
            }
        }

        try
        {
            return await follower.End.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _followers.Remove(follower);
                Wake();
            }
        }
    }

    /// <summary>How urgent it is to one of those who share the poller; the most urgent one sets the pace.</summary>
    public void Urge(object owner, LookUrgency urgency)
    {
        lock (_lock)
        {
            var before = Urgency;
            if (urgency is LookUrgency.Relaxed)
            {
                _urgencies.Remove(owner);
            }
            else
            {
                _urgencies[owner] = urgency;
            }

            if (Urgency > before || urgency is LookUrgency.Completing)
            {
                schedule.Hurry(urgency);
                Wake();
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_startedAt);

    private LookUrgency Urgency => _urgencies.Count == 0 ? LookUrgency.Relaxed : _urgencies.Values.Max();

    private void Wake() => _wake.TrySetResult();

    private async Task RunAsync()
    {
        while (true)
        {
            TimeSpan delay;
            Task wake;
            var now = Now;
            lock (_lock)
            {
                if (_followers.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                if (_wake.Task.IsCompleted)
                {
                    _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                wake = _wake.Task;
                delay = schedule.Next(now, _followers.Min(static follower => follower.Since), Urgency) - now;
            }

            if (delay > TimeSpan.Zero)
            {
                using var woken = new CancellationTokenSource();
                var pause = Task.Delay(delay, time, woken.Token);
                if (await Task.WhenAny(pause, wake).ConfigureAwait(false) != pause)
                {
                    await woken.CancelAsync().ConfigureAwait(false);
                    continue;
                }
            }

            await LookAsync().ConfigureAwait(false);
        }
    }

    private async Task LookAsync()
    {
        List<ProcessFollower> outstanding;
        lock (_lock)
        {
            outstanding = [.. _followers];
        }

        if (outstanding.Count == 0)
        {
            return;
        }

        var look = new Look(outstanding);
        try
        {
            await LookAsync(look).ConfigureAwait(false);
            var now = Now;
            lock (_lock)
            {
                schedule.Looked(now, look.Ended, Urgency);
            }
        }
        catch (CredentialsRejectedException exception)
        {
            // The others may have a credential that is permitted to look: they are asked next.
            ProcessLog.LookFailed(log, TimeSpan.Zero, exception.Message);
            foreach (var follower in outstanding.Where(follower => follower.Processes == look.Payer.Processes))
            {
                End(follower, new ProcessEnd(null, exception));
            }
        }
        catch (Exception exception)
        {
            Failed(exception, outstanding);
        }
    }

    private void Failed(Exception exception, List<ProcessFollower> outstanding)
    {
        var retryAfter = exception switch
        {
            QuotaWaitException quota => quota.RetryAfter,
            ServiceException service => service.RetryAfter,
            _ => null,
        };
        TimeSpan next;
        var now = Now;
        lock (_lock)
        {
            schedule.Failed(now, retryAfter);
            next = schedule.Next(now, TimeSpan.Zero, Urgency) - now;
        }

        var failure = exception as ConnectorException;
        ProcessLog.LookFailed(log, next, failure?.Message ?? exception.GetType().Name);
        if (failure is { IsTransient: false } and not QuotaWaitException)
        {
            foreach (var follower in outstanding.Where(static follower => follower.EndsOnFailure))
            {
                End(follower, new ProcessEnd(null, failure));
            }
        }
    }

    private async Task LookAsync(Look look)
    {
        if (look.Unseen.Count > 1)
        {
            await LookAtPagesAsync(look).ConfigureAwait(false);
        }

        // What pages did not show, and what they showed as complete without its reports, is asked for by itself.
        foreach (var id in look.Unseen.Keys.Order().Take(MaxSingleLooks).ToList())
        {
            await LookAtOneAsync(look, look.Unseen[id]).ConfigureAwait(false);
        }
    }

    private async Task LookAtPagesAsync(Look look)
    {
        var pages = look
            .Payer.Processes.ListCoreAsync(SortOrder.Descending, s_maxQuotaWait, CancellationToken.None)
            .AsPages(null, BrevoProcessesClient.MaxPageSize)
            .GetAsyncEnumerator();
        await using (pages.ConfigureAwait(false))
        {
            while (true)
            {
                Count(look, "processes.list");
                if (!await pages.MoveNextAsync().ConfigureAwait(false))
                {
                    return;
                }

                var oldestOnPage = long.MaxValue;
                foreach (var process in pages.Current.Values)
                {
                    if (process.Id is not { } id)
                    {
                        continue;
                    }

                    oldestOnPage = Math.Min(oldestOnPage, id.Value);
                    if (
                        look.Unseen.TryGetValue(id.Value, out var followers)
                        && !(LacksReports(process) && followers.Exists(static follower => follower.NeedsFiles))
                    )
                    {
                        look.Unseen.Remove(id.Value);
                        Apply(look, followers, process);
                    }
                }

                if (pages.Current.ContinuationToken is null || AreSinglesCheaper(look, oldestOnPage))
                {
                    return;
                }
            }
        }
    }

    private static bool AreSinglesCheaper(Look look, long oldestOnPage)
    {
        var older = look.Unseen.Keys.Count(id => id < oldestOnPage);
        if (older == 0)
        {
            return true;
        }

        var pages = (oldestOnPage - look.Unseen.Keys.Min()) / BrevoProcessesClient.MaxPageSize + 1;
        return look.Unseen.Count <= Math.Min(pages, MaxSingleLooks);
    }

    private async Task LookAtOneAsync(Look look, List<ProcessFollower> followers)
    {
        Count(look, "processes.get");
        try
        {
            Apply(look, followers, await look.Payer.Processes.GetAsync(followers[0].Id).ConfigureAwait(false));
        }
        catch (ServiceException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            foreach (var follower in followers)
            {
                if (Now - follower.Since > s_notFoundGrace)
                {
                    End(follower, new ProcessEnd(null, exception));
                }
            }
        }
    }

    private static bool LacksReports(BrevoProcess process) =>
        process.Status == ProcessStatus.Completed && process.Info?.Import is null && process.ExportUrl is null;

    private void Apply(Look look, List<ProcessFollower> followers, BrevoProcess process)
    {
        foreach (var follower in followers)
        {
            follower.Seen?.Invoke(process);
        }

        if (process.Status is not { IsTerminal: true })
        {
            return;
        }

        look.Ended++;
        var now = Now;
        lock (_lock)
        {
            // How long a process took is known only of one that was followed from its beginning.
            if (followers.Find(static follower => follower.IsNew) is { } first)
            {
                schedule.Ended(now, first.Since);
            }
        }

        foreach (var follower in followers)
        {
            End(follower, new ProcessEnd(process, null));
        }
    }

    private void End(ProcessFollower follower, ProcessEnd end)
    {
        lock (_lock)
        {
            _followers.Remove(follower);
        }

        follower.TrySetEnd(end);
    }

    /// <summary>One call, charged to whoever has waited longest.</summary>
    private void Count(Look look, string operation)
    {
        look.Payer.Payer?.Add(operation);
        CallStatistics.Current = look.Payer.Payer?.Calls;
        var now = Now;
        lock (_lock)
        {
            schedule.Spend(now);
        }
    }

    private sealed class Look(List<ProcessFollower> followers)
    {
        public Dictionary<long, List<ProcessFollower>> Unseen { get; } =
            followers.GroupBy(static follower => follower.Id.Value).ToDictionary(static group => group.Key, static group => group.ToList());

        public ProcessFollower Payer { get; } = followers.MinBy(static follower => follower.Since)!;

        public int Ended { get; set; }
    }
}
