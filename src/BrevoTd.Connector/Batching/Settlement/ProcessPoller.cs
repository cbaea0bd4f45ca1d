using System.Net;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Follows all outstanding processes of one client with as few calls as possible: a page tells of 50 of them, and pages share the scarcest quota there is. Works only while
/// something is outstanding.
/// </summary>
internal sealed class ProcessPoller(BrevoProcessesClient processes, LookSchedule schedule, TimeProvider time, ILogger log)
{
    private const int MaxSingleLooks = 10;

    /// <summary>A process that was only just accepted may not be found yet.</summary>
    private static readonly TimeSpan s_notFoundGrace = TimeSpan.FromMinutes(2);
    private static readonly ConditionalWeakTable<IServiceTransport, ProcessPoller> s_shared = [];

    private readonly object _lock = new();
    private readonly Dictionary<long, Followed> _followed = [];
    private readonly Dictionary<object, SettlementUrgency> _urgencies = [];
    private readonly long _startedAt = time.GetTimestamp();
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isRunning;

    /// <summary>The poller that all writers of a client share. The first writer's schedule and clock count.</summary>
    public static ProcessPoller For(IServiceTransport transport, Func<ProcessPoller> create) => s_shared.GetValue(transport, _ => create());

    /// <summary>Completes when the process has ended, or when its end cannot be learned.</summary>
    public async Task<ProcessEnd> FollowAsync(ProcessId id, RequestCounters requests, CancellationToken cancellationToken)
    {
        Followed followed;
        var now = Now;
        lock (_lock)
        {
            if (!_followed.TryGetValue(id.Value, out followed!))
            {
                followed = new Followed(id, now, requests);
                _followed.Add(id.Value, followed);
            }

            Wake();
            if (!_isRunning)
            {
                _isRunning = true;

                // It serves all writers, and must not look like a part of the one that started it.
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(RunAsync, CancellationToken.None);
                }
            }
        }

        try
        {
            return await followed.End.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _followed.Remove(id.Value);
                Wake();
            }
        }
    }

    /// <summary>How urgent one writer is; the most urgent one sets the pace.</summary>
    public void Urge(object owner, SettlementUrgency urgency)
    {
        lock (_lock)
        {
            var before = Urgency;
            if (urgency is SettlementUrgency.Relaxed)
            {
                _urgencies.Remove(owner);
            }
            else
            {
                _urgencies[owner] = urgency;
            }

            if (Urgency > before || urgency is SettlementUrgency.Completing)
            {
                schedule.Hurry(urgency);
                Wake();
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_startedAt);

    private SettlementUrgency Urgency => _urgencies.Count == 0 ? SettlementUrgency.Relaxed : _urgencies.Values.Max();

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
                if (_followed.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                if (_wake.Task.IsCompleted)
                {
                    _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                wake = _wake.Task;
                delay = schedule.Next(now, _followed.Values.Min(static followed => followed.AcceptedAt), Urgency) - now;
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
        Dictionary<long, Followed> outstanding;
        lock (_lock)
        {
            outstanding = new Dictionary<long, Followed>(_followed);
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
            BatchLog.LookFailed(log, TimeSpan.Zero, BatchLog.Describe(exception));
            foreach (var followed in outstanding.Values)
            {
                followed.End.TrySetResult(new ProcessEnd(null, OutcomeCause.ProcessesForbidden));
            }
        }
        catch (Exception exception)
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

            BatchLog.LookFailed(log, next, BatchLog.Describe(exception));
        }
    }

    private async Task LookAsync(Look look)
    {
        var single = look.Unseen.Count == 1;
        if (!single)
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
        var pages = processes.ListAsync(SortOrder.Descending).AsPages(null, BrevoProcessesClient.MaxPageSize).GetAsyncEnumerator();
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
                    if (look.Unseen.TryGetValue(id.Value, out var followed) && !LacksReports(process))
                    {
                        look.Unseen.Remove(id.Value);
                        Apply(look, followed, process);
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

    private async Task LookAtOneAsync(Look look, Followed followed)
    {
        Count(look, "processes.get");
        try
        {
            Apply(look, followed, await processes.GetAsync(followed.Id).ConfigureAwait(false));
        }
        catch (ServiceException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            if (Now - followed.AcceptedAt > s_notFoundGrace)
            {
                followed.End.TrySetResult(new ProcessEnd(null, OutcomeCause.ProcessNotFound));
            }
        }
    }

    private static bool LacksReports(BrevoProcess process) => process.Status == ProcessStatus.Completed && process.Info?.Import is null;

    private void Apply(Look look, Followed followed, BrevoProcess process)
    {
        if (process.Status is not { IsTerminal: true })
        {
            return;
        }

        look.Ended++;
        var now = Now;
        lock (_lock)
        {
            schedule.Ended(now, followed.AcceptedAt);
        }

        followed.End.TrySetResult(new ProcessEnd(process, default));
    }

    /// <summary>One call, charged to the writer that has waited longest.</summary>
    private void Count(Look look, string operation)
    {
        look.Payer.Add(operation);
        CallStatistics.Current = look.Payer.Calls;
        var now = Now;
        lock (_lock)
        {
            schedule.Spend(now);
        }
    }

    private sealed record Followed(ProcessId Id, TimeSpan AcceptedAt, RequestCounters Requests)
    {
        public TaskCompletionSource<ProcessEnd> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Look(Dictionary<long, Followed> unseen)
    {
        public Dictionary<long, Followed> Unseen { get; } = unseen;

        public RequestCounters Payer { get; } = unseen.Values.MinBy(static followed => followed.AcceptedAt)!.Requests;

        public int Ended { get; set; }
    }
}
