using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Sends campaigns when their time has come: each recipient's message is handed over and delivered at once. Looked after before every request for campaigns,
/// and by a timer, so that webhooks tell of a scheduled campaign without one.
/// </summary>
internal sealed class CampaignSender(BrevoStore store, MessageEvents events, TimeProvider clock) : IDisposable
{
    private static readonly CampaignKind[] s_sent = [CampaignKind.Email, CampaignKind.Sms, CampaignKind.WhatsApp];

    private readonly object _gate = new();
    private ITimer? _timer;
    private bool _isClosed;

    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static MessageChannel ChannelOf(CampaignKind kind) =>
        kind switch
        {
            CampaignKind.Email => MessageChannel.Email,
            CampaignKind.Sms => MessageChannel.Sms,
            _ => MessageChannel.WhatsApp,
        };

    /// <summary>Looks at the state after everything that was due has been sent.</summary>
    public T Read<T>(Func<BrevoStore, T> look) => Update(look);

    /// <summary>Sends what is due, changes the state, and sends what the change made due.</summary>
    public T Update<T>(Func<BrevoStore, T> change)
    {
        long? next = null;
        var result = store.Update(state =>
        {
            SendDue(state);
            var value = change(state);
            next = SendDue(state);
            return value;
        });
        Arm(next);
        return result;
    }

    /// <summary>Goes on with what a restart interrupted.</summary>
    public void Start() => Update(static _ => true);

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _timer?.Dispose();
        }
    }

    /// <returns>When the next campaign is due.</returns>
    private long? SendDue(BrevoStore state)
    {
        var now = Now;
        long? next = null;
        foreach (var kind in s_sent)
        {
            foreach (var campaign in state.Campaigns(kind).Where(static c => c.IsWaiting()).ToList())
            {
                var due = campaign.ScheduledAt ?? now;
                if (due <= now)
                    Send(state, campaign, due);
                else if (next is null || due < next)
                    next = due;
            }
        }

        return next;
    }

    private void Send(BrevoStore state, Campaign campaign, long at)
    {
        using var json = campaign.Parse();
        var subject = campaign.Kind == CampaignKind.Email ? BrevoRequest.Text(json.RootElement, "subject") : null;
        var name = BrevoRequest.Text(json.RootElement, "name");
        var sender = SenderOf(json.RootElement);
        string[] tags = BrevoRequest.Text(json.RootElement, "tag") is { Length: > 0 } tag ? [tag] : [];
        var count = 0;
        foreach (var (contact, listId) in CampaignAudience.Of(campaign)?.Select(state, campaign.Kind) ?? [])
        {
            count++;
            var message = new MessageEvent
            {
                Kind = MessageEventKind.Sent,
                At = at,
                Channel = ChannelOf(campaign.Kind),
                Email = campaign.Kind == CampaignKind.Email ? contact.Email : null,
                Phone = PhoneOf(contact, campaign.Kind),
                ContactId = contact.Id,
                CampaignId = campaign.Id,
                CampaignName = name,
                CampaignSentAt = at,
                ListId = listId,
                Subject = subject,
                From = sender,
                Tags = tags,
            };
            events.Record(message);
            events.Record(message with { Kind = MessageEventKind.Delivered });
        }

        state.Put(campaign with { Status = CampaignStates.Sent, SentAt = at, ModifiedAt = at, RecipientCount = count });
    }

    private static string? PhoneOf(Contact contact, CampaignKind kind)
    {
        var phone = kind switch
        {
            CampaignKind.Sms => contact.Sms,
            CampaignKind.WhatsApp => contact.WhatsApp,
            _ => 0,
        };
        return phone == 0 ? null : phone.ToString(CultureInfo.InvariantCulture);
    }

    private static string? SenderOf(JsonElement campaign) =>
        BrevoRequest.Member(campaign, "sender") switch
        {
            { ValueKind: JsonValueKind.Object } sender => BrevoRequest.Text(sender, "email"),
            { ValueKind: JsonValueKind.String } sender => sender.GetString(),
            _ => null,
        };

    private void Arm(long? next)
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            if (next is { } due && !_isClosed)
            {
                var wait = TimeSpan.FromMilliseconds(Math.Clamp(due - Now, 1, int.MaxValue));
                _timer = clock.CreateTimer(static state => ((CampaignSender)state!).Start(), this, wait, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
