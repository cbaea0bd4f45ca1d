using System.Globalization;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Transactional messages: accepts them, sends what is due, and records what happens to them. In memory only: a restart forgets them, as it forgets the
/// events. Thread-safe.
/// </summary>
internal sealed class MessageBoard(BrevoStore store, MessageEvents events, TimeProvider clock) : IDisposable
{
    private const int MaxMessages = 200_000;
    private static readonly TimeSpan s_keyLifetime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(40);

    private readonly object _gate = new();
    private readonly List<SentMessage> _sent = [];
    private readonly Dictionary<string, SentMessage> _byUuid = new(StringComparer.Ordinal);
    private readonly List<ScheduledSend> _scheduled = [];
    private readonly List<ITimer> _timers = [];
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MessageEventKind> _bouncing = new(StringComparer.Ordinal);
    private long _count;

    public BlockList Blocks { get; } = new(store);

    public TemplateShelf Templates { get; } = new(store);

    public MessageEvents Events => events;

    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>In the order of their sending.</summary>
    public IReadOnlyList<SentMessage> Sent
    {
        get
        {
            SendDue();
            lock (_gate)
                return [.. _sent];
        }
    }

    public IReadOnlyList<ScheduledSend> Scheduled
    {
        get
        {
            SendDue();
            lock (_gate)
                return [.. _scheduled];
        }
    }

    public SentMessage? Find(string uuid)
    {
        SendDue();
        lock (_gate)
            return _byUuid.GetValueOrDefault(uuid);
    }

    /// <summary>Accepts the messages of a request.</summary>
    /// <returns>The id of each.</returns>
    /// <exception cref="BrevoError">A request with the same key was accepted within the last 30 minutes.</exception>
    public IReadOnlyList<string> Accept(MessageOrder order)
    {
        var now = Now;
        List<string> ids;
        lock (_gate)
        {
            if (order.IdempotencyKey is { } key)
            {
                if (_keys.TryGetValue(key, out var until) && until > now)
                    throw BrevoError.Duplicate("A request with this idempotencyKey has been processed already");
                _keys[key] = now + (long)s_keyLifetime.TotalMilliseconds;
            }

            ids = [.. order.Drafts.Select(draft => NextId(draft.Channel, now))];
            if (!order.Sandbox && order.ScheduledAt is { } due)
            {
                _scheduled.Add(
                    new ScheduledSend
                    {
                        BatchId = order.BatchId,
                        MessageIds = ids,
                        Drafts = order.Drafts,
                        CreatedAt = now,
                        ScheduledAt = due,
                    }
                );
                var wait = TimeSpan.FromMilliseconds(due - now);
                _timers.Add(
                    clock.CreateTimer(_ => SendDue(), null, wait < s_longestTimer ? wait : s_longestTimer, Timeout.InfiniteTimeSpan)
                );
            }
        }

        if (!order.Sandbox && order.ScheduledAt is null)
            SendAll(order.Drafts, ids, now);
        return ids;
    }

    /// <summary>Takes back what has not been sent yet.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Cancel(Predicate<ScheduledSend> which)
    {
        SendDue();
        lock (_gate)
            return _scheduled.RemoveAll(send => !send.IsSent && which(send)) > 0;
    }

    /// <summary>From now on, messages to an address or number come back; <see langword="null"/> ends it.</summary>
    public void Bounce(string recipient, MessageEventKind? kind)
    {
        lock (_gate)
        {
            if (kind is { } bounce)
                _bouncing[recipient] = bounce;
            else
                _bouncing.Remove(recipient);
        }
    }

    /// <summary>Records something that happened to a message that was sent.</summary>
    public void Record(SentMessage message, MessageEventKind kind, string? link = null, string? reason = null, string? reply = null)
    {
        var now = Now;
        events.Record(EventOf(message, kind, now) with { Link = link, Reason = reason, Reply = reply, Ip = IpOf(kind) });
        BlockAfter(message, kind, now);
    }

    /// <summary>Forgets messages with what happened to them.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Forget(Predicate<SentMessage> which, Predicate<MessageEvent> whichEvents)
    {
        SendDue();
        int count;
        lock (_gate)
        {
            count = _sent.RemoveAll(message =>
            {
                if (!which(message))
                    return false;
                _byUuid.Remove(message.Uuid);
                return true;
            });
        }

        var logged = events.All().Any(happened => whichEvents(happened));
        events.Forget(whichEvents);
        return count > 0 || logged;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var timer in _timers)
                timer.Dispose();
            _timers.Clear();
        }
    }

    /// <summary>Sends what has come due, at the time that it was due.</summary>
    private void SendDue()
    {
        var now = Now;
        List<ScheduledSend> due = [];
        lock (_gate)
        {
            for (var i = 0; i < _scheduled.Count; i++)
            {
                if (_scheduled[i] is { IsSent: false } send && send.ScheduledAt <= now)
                {
                    due.Add(send);
                    _scheduled[i] = send with { IsSent = true };
                }
            }
        }

        foreach (var send in due.OrderBy(static send => send.ScheduledAt))
            SendAll(send.Drafts, send.MessageIds, send.ScheduledAt);
    }

    private void SendAll(IReadOnlyList<MessageDraft> drafts, IReadOnlyList<string> ids, long at)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            foreach (var recipient in drafts[i].Recipients)
                Send(drafts[i], ids[i], recipient, at);
        }
    }

    private void Send(MessageDraft draft, string id, string recipient, long at)
    {
        var contact = draft.Channel == MessageChannel.Email ? store.Read(it => it.ByEmail(recipient)) : null;
        var attributes = contact is null ? null : store.Read(it => BrevoEmulatorContact.From(contact, it)).Attributes;
        SentMessage message;
        MessageEventKind? bounce;
        lock (_gate)
        {
            var number = ++_count;
            message = new SentMessage
            {
                Channel = draft.Channel,
                Uuid = string.Create(CultureInfo.InvariantCulture, $"{number:x8}-0000-4000-8000-{number:x12}"),
                MessageId = id,
                Recipient = recipient,
                At = at,
                From = draft.From,
                FromName = draft.FromName,
                Subject = PlaceholderText.Fill(draft.Subject, draft.Params, attributes),
                Html = PlaceholderText.Fill(draft.Html, draft.Params, attributes),
                Text = PlaceholderText.Fill(draft.Text, draft.Params, attributes),
                TemplateId = draft.TemplateId,
                Tags = draft.Tags,
                Headers = draft.Headers,
                AttachmentCount = draft.AttachmentCount,
            };
            if (_sent.Count >= MaxMessages)
            {
                _byUuid.Remove(_sent[0].Uuid);
                _sent.RemoveAt(0);
            }

            _sent.Add(message);
            _byUuid[message.Uuid] = message;
            bounce = _bouncing.TryGetValue(recipient, out var kind) ? kind : null;
        }

        events.Record(EventOf(message, MessageEventKind.Sent, at) with { ContactId = contact?.Id });
        if (BlockReason(message, contact) is { } blocked)
        {
            events.Record(EventOf(message, MessageEventKind.Blocked, at) with { ContactId = contact?.Id, Reason = blocked });
            return;
        }

        if (bounce is { } failure)
        {
            events.Record(EventOf(message, failure, at) with { ContactId = contact?.Id, Reason = ReasonOf(failure) });
            BlockAfter(message, failure, at);
            return;
        }

        if (draft.Channel == MessageChannel.Sms)
            events.Record(EventOf(message, MessageEventKind.Accepted, at) with { ContactId = contact?.Id });
        events.Record(EventOf(message, MessageEventKind.Delivered, at) with { ContactId = contact?.Id });
    }

    private string? BlockReason(SentMessage message, Contact? contact) =>
        message.Channel != MessageChannel.Email ? null
        : contact?.SmtpBlacklistSender is { } senders && senders.Contains(message.From, StringComparer.OrdinalIgnoreCase)
            ? BlockEntry.Reasons["unsubscribedViaApi"]
        : Blocks.ReasonFor(message.Recipient, message.From);

    private void BlockAfter(SentMessage message, MessageEventKind kind, long at)
    {
        if (message.Channel != MessageChannel.Email)
            return;
        if (kind == MessageEventKind.HardBounce)
            Blocks.Add(new BlockEntry(message.Recipient, null, BlockEntry.HardBounce, at));
        else if (kind == MessageEventKind.Spam)
            Blocks.Add(new BlockEntry(message.Recipient, null, BlockEntry.Spam, at));
        else if (kind == MessageEventKind.Unsubscribed)
            Blocks.Add(new BlockEntry(message.Recipient, message.From, BlockEntry.UnsubscribedByEmail, at));
    }

    private string NextId(MessageChannel channel, long now)
    {
        var number = ++_count;
        return channel switch
        {
            MessageChannel.Email => string.Create(
                CultureInfo.InvariantCulture,
                $"<{DateTimeOffset.FromUnixTimeMilliseconds(now):yyyyMMddHHmm}.{number}@smtp-relay.emulator.example>"
            ),
            MessageChannel.Sms => string.Create(CultureInfo.InvariantCulture, $"{(now * 1_000) + (number % 1_000)}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{number:x8}-0000-4000-9000-{number:x12}"),
        };
    }

    private static MessageEvent EventOf(SentMessage message, MessageEventKind kind, long at) =>
        new()
        {
            Kind = kind,
            At = at,
            Channel = message.Channel,
            Email = message.Channel == MessageChannel.Email ? message.Recipient : null,
            Phone = message.Channel == MessageChannel.Email ? null : message.Recipient,
            MessageId = message.MessageId,
            TemplateId = message.TemplateId,
            Subject = message.Subject,
            From = message.From,
            Tags = message.Tags,
            CustomHeader = message.Headers.GetValueOrDefault("X-Mailin-custom"),
        };

    private static string? IpOf(MessageEventKind kind) =>
        kind is MessageEventKind.Opened or MessageEventKind.ProxyOpened or MessageEventKind.Clicked ? "192.0.2.1" : null;

    private static string ReasonOf(MessageEventKind kind) =>
        kind switch
        {
            MessageEventKind.HardBounce => "550 5.1.1 The account does not exist",
            MessageEventKind.SoftBounce => "452 4.2.2 The mailbox is full",
            _ => "Not delivered",
        };
}
