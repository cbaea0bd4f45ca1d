namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Makes webhook events of what happens to messages.</summary>
internal sealed class WebhookMessages(WebhookHub hub, MessageEvents events, ConnectorEmulatorOptions options)
{
    private const string SendingIp = "127.0.0.1";

    public void Publish(MessageEvent happened)
    {
        if (hub.Registry.All.Count == 0)
            return;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(happened.At);
        var offset = options.BrevoChoices.AccountUtcOffset;
        foreach (var name in Names(happened))
        {
            var told = Told(happened, name);
            hub.Publish(
                happened.Channel switch
                {
                    MessageChannel.Sms => WebhookPayloads.Sms(told, at, offset),
                    MessageChannel.WhatsApp => WebhookPayloads.WhatsApp(told, at),
                    _ when happened.CampaignId is null => WebhookPayloads.TransactionalEmail(told, at, offset),
                    _ => WebhookPayloads.MarketingEmail(told, at, offset),
                }
            );
        }
    }

    private static BrevoEmulatorWebhookEvent Told(MessageEvent happened, string name) =>
        new()
        {
            Event = name,
            Type = happened.CampaignId is null ? "transactional" : "marketing",
            Channel = happened.Channel switch
            {
                MessageChannel.Sms => "sms",
                MessageChannel.WhatsApp => "whatsapp",
                _ => "email",
            },
            Email = happened.Email,
            Phone = happened.Phone,
            SenderNumber = happened.From,
            MessageId = happened.MessageId,
            Subject = happened.Subject,
            Link = happened.Link,
            Reason =
                happened.Reason
                ?? (happened.CampaignId is null && happened.Kind is MessageEventKind.Sent or MessageEventKind.Delivered ? "sent" : null),
            SendingIp = happened.Kind is MessageEventKind.Blocked or MessageEventKind.Invalid ? null : SendingIp,
            TemplateId = happened.TemplateId,
            Tags = happened.Tags,
            CampaignId = happened.CampaignId,
            CampaignName = happened.CampaignName,
            CampaignSentAt = happened.CampaignSentAt is { } sent ? DateTimeOffset.FromUnixTimeMilliseconds(sent) : null,
            CustomHeader = happened.CustomHeader,
            Text = happened.Reply,
            ListIds = happened.ListId is { } list ? [list] : [],
        };

    private string[] Names(MessageEvent happened) =>
        happened.Channel switch
        {
            MessageChannel.Sms => SmsNames(happened.Kind),
            MessageChannel.WhatsApp => WhatsAppNames(happened.Kind),
            _ when happened.CampaignId is null => TransactionalNames(happened),
            _ => MarketingNames(happened.Kind),
        };

    private string[] TransactionalNames(MessageEvent happened) =>
        happened.Kind switch
        {
            MessageEventKind.Sent => ["request"],
            MessageEventKind.Delivered => ["delivered"],
            MessageEventKind.Opened => IsFirst(happened) ? ["unique_opened", "opened"] : ["opened"],
            MessageEventKind.ProxyOpened => IsFirst(happened) ? ["unique_proxy_open", "proxy_open"] : ["proxy_open"],
            MessageEventKind.Clicked => ["click"],
            MessageEventKind.HardBounce => ["hard_bounce"],
            MessageEventKind.SoftBounce => ["soft_bounce"],
            MessageEventKind.Deferred => ["deferred"],
            MessageEventKind.Blocked => ["blocked"],
            MessageEventKind.Invalid => ["invalid_email"],
            MessageEventKind.Spam => ["complaint"],
            MessageEventKind.Error => ["error"],
            MessageEventKind.Unsubscribed or MessageEventKind.AdminUnsubscribed => ["unsubscribed"],
            _ => [],
        };

    // A campaign's webhooks know neither its sending nor what is put off.
    private static string[] MarketingNames(MessageEventKind kind) =>
        kind switch
        {
            MessageEventKind.Delivered => ["delivered"],
            MessageEventKind.Opened => ["opened"],
            MessageEventKind.Clicked => ["click"],
            MessageEventKind.HardBounce => ["hard_bounce"],
            MessageEventKind.SoftBounce => ["soft_bounce"],
            MessageEventKind.Spam => ["spam"],
            MessageEventKind.Unsubscribed or MessageEventKind.AdminUnsubscribed => ["unsubscribe"],
            _ => [],
        };

    private static string[] SmsNames(MessageEventKind kind) =>
        kind switch
        {
            MessageEventKind.Sent => ["sent"],
            MessageEventKind.Accepted => ["accepted"],
            MessageEventKind.Delivered => ["delivered"],
            MessageEventKind.HardBounce => ["hard_bounce"],
            MessageEventKind.SoftBounce => ["soft_bounce"],
            MessageEventKind.Blocked => ["blocked"],
            MessageEventKind.Rejected => ["rejected"],
            MessageEventKind.Skipped => ["skipped"],
            MessageEventKind.Replied => ["replied"],
            MessageEventKind.Unsubscribed or MessageEventKind.AdminUnsubscribed => ["unsubscribe"],
            _ => [],
        };

    private static string[] WhatsAppNames(MessageEventKind kind) =>
        kind switch
        {
            MessageEventKind.Sent => ["sent"],
            MessageEventKind.Delivered => ["delivered"],
            MessageEventKind.Opened => ["read"],
            MessageEventKind.SoftBounce => ["soft-bounce"],
            MessageEventKind.Error => ["error"],
            MessageEventKind.Replied => ["reply"],
            MessageEventKind.Unsubscribed or MessageEventKind.AdminUnsubscribed => ["unsubscribe"],
            _ => [],
        };

    private bool IsFirst(MessageEvent happened) =>
        happened.MessageId is { } message
        && events.OfMessage(message).Count(e => e.Kind == happened.Kind && e.Email == happened.Email) <= 1;
}
