using System.Globalization;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Records what tests say that happened to a campaign's message, with its consequences for the contact.</summary>
internal static class CampaignRecorder
{
    public static void Record(
        BrevoStore store,
        MessageEvents events,
        BrevoEmulatorChannel channel,
        long campaignId,
        string recipient,
        BrevoEmulatorCampaignEvent happened,
        string? link,
        long now
    )
    {
        var kind = channel switch
        {
            BrevoEmulatorChannel.Email => CampaignKind.Email,
            BrevoEmulatorChannel.Sms => CampaignKind.Sms,
            _ => CampaignKind.WhatsApp,
        };
        var campaign = CampaignLife.Find(store, kind, campaignId);
        if (!campaign.IsOver())
            throw BrevoError.Invalid(
                $"The campaign is in the state {campaign.Status}. Send it first: nothing can happen to messages that nobody got."
            );
        var normal = Normal(kind, recipient);
        var sent =
            events
                .OfCampaign(CampaignSender.ChannelOf(kind), campaignId)
                .FirstOrDefault(e => e.Kind == MessageEventKind.Sent && (e.Email ?? e.Phone) == normal)
            ?? throw BrevoError.Invalid(
                "The campaign was not sent to that recipient: no list of it had the contact, or the contact is excluded, blocklisted or has no such address."
            );
        if (happened is BrevoEmulatorCampaignEvent.SoftBounced or BrevoEmulatorCampaignEvent.HardBounced)
            events.Forget(e =>
                e.Kind == MessageEventKind.Delivered
                && e.Channel == sent.Channel
                && e.CampaignId == sent.CampaignId
                && e.ContactId == sent.ContactId
            );
        events.Record(sent with { Kind = KindOf(happened), At = now, Link = link });
        if (
            happened
                is BrevoEmulatorCampaignEvent.Unsubscribed
                    or BrevoEmulatorCampaignEvent.Complained
                    or BrevoEmulatorCampaignEvent.HardBounced
            && store.Contact(sent.ContactId ?? 0) is { } contact
        )
            Block(store, contact, kind, now);
    }

    private static void Block(BrevoStore store, Contact contact, CampaignKind kind, long now)
    {
        if (kind == CampaignKind.Email && !contact.EmailBlacklisted)
            store.Put(contact with { EmailBlacklisted = true, ModifiedAt = now });
        else if (kind == CampaignKind.Sms && !contact.SmsBlacklisted)
            store.Put(contact with { SmsBlacklisted = true, ModifiedAt = now });
    }

    private static string Normal(CampaignKind kind, string recipient) =>
        kind == CampaignKind.Email ? recipient.Trim().ToLowerInvariant()
        : Identifiers.TryPhone(recipient, out var phone) ? phone.ToString(CultureInfo.InvariantCulture)
        : throw BrevoError.Invalid("Invalid phone number. Give it with its country code.");

    private static MessageEventKind KindOf(BrevoEmulatorCampaignEvent happened) =>
        happened switch
        {
            BrevoEmulatorCampaignEvent.Opened => MessageEventKind.Opened,
            BrevoEmulatorCampaignEvent.ProxyOpened => MessageEventKind.ProxyOpened,
            BrevoEmulatorCampaignEvent.Clicked => MessageEventKind.Clicked,
            BrevoEmulatorCampaignEvent.Replied => MessageEventKind.Replied,
            BrevoEmulatorCampaignEvent.Unsubscribed => MessageEventKind.Unsubscribed,
            BrevoEmulatorCampaignEvent.Complained => MessageEventKind.Spam,
            BrevoEmulatorCampaignEvent.Deferred => MessageEventKind.Deferred,
            BrevoEmulatorCampaignEvent.SoftBounced => MessageEventKind.SoftBounce,
            BrevoEmulatorCampaignEvent.HardBounced => MessageEventKind.HardBounce,
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "Choose one of the named events."),
        };
}
