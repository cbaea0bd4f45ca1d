using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Delivers by Brevo's rules: one call after the other per webhook; batched ones at the end of their window; again after 429 or without an answer, else thrown away. What waits is in memory only.
/// </summary>
internal sealed class WebhookCourier : IAsyncDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    public const int MaxEvents = 500;

    private const int KeptCalls = 10_000;

    private static readonly TimeSpan[] s_repeats =
    [
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(8),
    ];

    private readonly WebhookRegistry _registry;
    private readonly TimeProvider _clock;
    private readonly WebhookSender _sender;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<long, Lane> _lanes = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _pausedHosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly object _gate = new();
    private readonly HashSet<ITimer> _timers = [];
    private readonly Queue<BrevoEmulatorWebhookCall> _calls = new();
    private TaskCompletionSource? _idle;
    private int _due;

    public WebhookCourier(WebhookRegistry registry, TimeProvider clock)
    {
        _registry = registry;
        _clock = clock;
        _sender = new WebhookSender(clock);
    }

    public IReadOnlyList<BrevoEmulatorWebhookCall> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    public void Take(WebhookRegistration webhook, byte[] payload)
    {
        if (!webhook.Batched)
        {
            Enqueue(new WebhookDelivery(webhook.Id, payload, 1));
            return;
        }

        var lane = LaneOf(webhook.Id);
        lock (lane.Window)
        {
            lane.Window.Add(payload);
            if (lane.Window.Count == 1)
                Schedule(Window, () => CloseWindow(webhook.Id));
        }
    }

    /// <summary>Ends when nothing is under way. What waits for its window or its repeat is not under way.</summary>
    public Task WaitUntilIdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_due == 0)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        ITimer[] timers;
        Lane[] lanes;
        lock (_gate)
        {
            timers = [.. _timers];
            _timers.Clear();
            lanes = [.. _lanes.Values];
        }

        foreach (var timer in timers)
            await timer.DisposeAsync().ConfigureAwait(false);
        foreach (var lane in lanes)
            await lane.Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sender.Dispose();
    }

    private Lane LaneOf(long webhookId)
    {
        lock (_gate)
        {
            if (_lanes.TryGetValue(webhookId, out var known))
                return known;
            var lane = new Lane();
            lane.Work = _stop.IsCancellationRequested ? Task.CompletedTask : Task.Run(() => WorkAsync(lane.Queue.Reader, _stop.Token));
            _lanes.Add(webhookId, lane);
            return lane;
        }
    }

    private void Enqueue(WebhookDelivery delivery)
    {
        lock (_gate)
            _due++;
        LaneOf(delivery.WebhookId).Queue.Writer.TryWrite(delivery);
    }

    // The timer's callback, unlike a delay's continuation, runs while a test advances a fake clock: then the delivery is under way before the test looks.
    private void Schedule(TimeSpan delay, Action action)
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
                return;
            ITimer? timer = null;
            timer = _clock.CreateTimer(
                _ =>
                {
                    lock (_gate)
                    {
                        if (_timers.Remove(timer!) && !_stop.IsCancellationRequested)
                            timer!.Dispose();
                        else
                            return;
                    }

                    action();
                },
                null,
                System.Threading.Timeout.InfiniteTimeSpan,
                System.Threading.Timeout.InfiniteTimeSpan
            );
            _timers.Add(timer);
            timer.Change(delay, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    private void CloseWindow(long webhookId)
    {
        var lane = LaneOf(webhookId);
        byte[][] payloads;
        lock (lane.Window)
        {
            payloads = [.. lane.Window];
            lane.Window.Clear();
        }

        foreach (var chunk in payloads.Chunk(MaxEvents))
            Enqueue(new WebhookDelivery(webhookId, Join(chunk), chunk.Length));
    }

    private async Task WorkAsync(ChannelReader<WebhookDelivery> queue, CancellationToken cancellationToken)
    {
        await foreach (var delivery in queue.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await DeliverAsync(delivery, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                NoteEnd();
            }
        }
    }

    private async Task DeliverAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (_registry.Find(delivery.WebhookId) is not { } webhook)
            return;
        if (!WebhookSender.Reaches(webhook.Url))
        {
            Note(delivery, null, BrevoEmulatorWebhookOutcome.NotCalled);
            return;
        }

        var host = new Uri(webhook.Url).Authority;
        if (_pausedHosts.TryGetValue(host, out var until) && until > _clock.GetUtcNow())
        {
            Schedule(until - _clock.GetUtcNow(), () => Enqueue(delivery));
            return;
        }

        var status = await _sender.SendAsync(webhook, delivery.Body, cancellationToken).ConfigureAwait(false);
        if (status is >= 200 and < 300)
        {
            Note(delivery, status, BrevoEmulatorWebhookOutcome.Delivered);
            return;
        }

        if (status is null)
            _pausedHosts[host] = _clock.GetUtcNow() + Pause;
        if (status is not (null or 429) || delivery.Attempt > s_repeats.Length)
        {
            Note(delivery, status, BrevoEmulatorWebhookOutcome.Discarded);
            return;
        }

        Note(delivery, status, BrevoEmulatorWebhookOutcome.WillRepeat);
        Schedule(s_repeats[delivery.Attempt - 1], () => Enqueue(delivery with { Attempt = delivery.Attempt + 1 }));
    }

    private void Note(WebhookDelivery delivery, int? status, BrevoEmulatorWebhookOutcome outcome)
    {
        var call = new BrevoEmulatorWebhookCall
        {
            WebhookId = delivery.WebhookId,
            EventCount = delivery.EventCount,
            Attempt = delivery.Attempt,
            StatusCode = status,
            Outcome = outcome,
            At = _clock.GetUtcNow(),
            Body = Encoding.UTF8.GetString(delivery.Body),
        };
        lock (_gate)
        {
            _calls.Enqueue(call);
            if (_calls.Count > KeptCalls)
                _calls.Dequeue();
        }
    }

    private void NoteEnd()
    {
        TaskCompletionSource? idle;
        lock (_gate)
        {
            if (--_due > 0)
                return;
            (idle, _idle) = (_idle, null);
        }

        idle?.TrySetResult();
    }

    private static byte[] Join(byte[][] payloads)
    {
        using var body = new MemoryStream(payloads.Sum(static payload => payload.Length + 1) + 1);
        body.WriteByte((byte)'[');
        for (var i = 0; i < payloads.Length; i++)
        {
            if (i > 0)
                body.WriteByte((byte)',');
            body.Write(payloads[i]);
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    /// <summary>The deliveries of one webhook, so that a slow receiver does not hold up the others.</summary>
    private sealed class Lane
    {
        public Channel<WebhookDelivery> Queue { get; } = Channel.CreateUnbounded<WebhookDelivery>();

        public List<byte[]> Window { get; } = [];

        public Task Work { get; set; } = Task.CompletedTask;
    }
}
