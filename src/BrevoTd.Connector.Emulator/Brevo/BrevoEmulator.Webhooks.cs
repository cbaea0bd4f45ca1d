using System.Text.Json;
using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator;

public sealed partial class BrevoEmulator
{
    /// <summary>The calls of webhooks so far, oldest first; the last 10,000 are kept. A copy.</summary>
    public IReadOnlyList<BrevoEmulatorWebhookCall> WebhookCalls => _service.Webhooks.Courier.Calls;

    /// <summary>Tells the webhooks that subscribe to it of something that happened to a message. Nothing else changes: no statistics, no event log.</summary>
    /// <param name="webhookEvent">What happened.</param>
    /// <returns>How many webhooks tell of it; a batched one calls at the end of its window.</returns>
    /// <exception cref="ArgumentException">Type or channel is none of Brevo's.</exception>
    public int FireWebhook(BrevoEmulatorWebhookEvent webhookEvent)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        ArgumentException.ThrowIfNullOrEmpty(webhookEvent.Event);
        var at = webhookEvent.At ?? _service.Options.TimeProvider.GetUtcNow();
        var offset = _service.Options.BrevoChoices.AccountUtcOffset;
        return _service.Webhooks.Publish(
            (webhookEvent.Type, webhookEvent.Channel) switch
            {
                ("transactional", "email") => WebhookPayloads.TransactionalEmail(webhookEvent, at, offset),
                ("marketing", "email") => WebhookPayloads.MarketingEmail(webhookEvent, at, offset),
                ("transactional" or "marketing", "sms") => WebhookPayloads.Sms(webhookEvent, at, offset),
                ("transactional" or "marketing", "whatsapp") => WebhookPayloads.WhatsApp(webhookEvent, at),
                _ => throw new ArgumentException(
                    "Type must be transactional or marketing, and Channel email, sms or whatsapp. For inbound e-mail give the payload as JSON.",
                    nameof(webhookEvent)
                ),
            }
        );
    }

    /// <summary>Tells the webhooks that subscribe to an event of it, with a payload of your own: one that Brevo may send some day, inbound e-mail, or one that is wrong.</summary>
    /// <param name="type"><c>transactional</c>, <c>marketing</c> or <c>inbound</c>.</param>
    /// <param name="trigger">The event as it is subscribed to, for example <c>hardBounce</c>.</param>
    /// <param name="json">The payload. A batched webhook sends it within an array.</param>
    /// <param name="channel"><c>email</c>, <c>sms</c> or <c>whatsapp</c>.</param>
    /// <returns>How many webhooks tell of it.</returns>
    /// <exception cref="ArgumentException">The payload is not JSON.</exception>
    public int FireWebhook(string type, string trigger, string json, string channel = "email")
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(trigger);
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("The payload is not JSON.", nameof(json), exception);
        }

        return _service.Webhooks.Publish(
            new WebhookOccurrence(type, channel, [trigger], trigger, _service.Now) { Write = (writer, _) => writer.WriteRawValue(json) }
        );
    }

    /// <summary>Waits until no call of a webhook is under way. What waits for the end of its window, or for a repeat, is not under way: advance a fake clock first.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WaitForWebhooksAsync(CancellationToken cancellationToken = default) =>
        _service.Webhooks.Courier.WaitUntilIdleAsync(cancellationToken);
}
