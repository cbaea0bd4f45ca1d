using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Writes payloads as Brevo does: three clocks in one event, a name with a space, tags twice.</summary>
internal static class WebhookPayloads
{
    /// <summary>Of a message that was sent singly.</summary>
    public static WebhookOccurrence TransactionalEmail(BrevoEmulatorWebhookEvent e, DateTimeOffset at, TimeSpan offset) =>
        new("transactional", "email", WebhookNames.TriggersOfEvent(e.Event), e.Event, at.ToUnixTimeMilliseconds())
        {
            Email = e.Email,
            MessageId = e.MessageId,
            Write = (json, id) =>
            {
                json.WriteStartObject();
                json.WriteNumber("id", id);
                json.WriteString("email", e.Email);
                if (e.MessageId is not null)
                    json.WriteString("message-id", e.MessageId);
                json.WriteString("date", Local(at, offset));
                WriteTags(json, e.Tags);
                json.WriteString("event", e.Event);
                if (e.Subject is not null)
                    json.WriteString("subject", e.Subject);
                if (e.SendingIp is not null)
                    json.WriteString("sending_ip", e.SendingIp);
                json.WriteNumber("ts_event", at.ToUnixTimeSeconds());
                json.WriteNumber("ts", at.ToUnixTimeSeconds());
                if (e.Reason is not null)
                    json.WriteString("reason", e.Reason);
                json.WriteNumber("ts_epoch", at.ToUnixTimeMilliseconds());
                if (e.TemplateId is { } template)
                    json.WriteNumber("template_id", template);
                if (e.CustomHeader is not null)
                    json.WriteString("X-Mailin-custom", e.CustomHeader);
                // Openings carry an empty link.
                if (e.Link is not null || e.Event is "opened" or "unique_opened")
                    json.WriteString("link", e.Link ?? "");
                json.WriteEndObject();
            },
        };

    /// <summary>Of a campaign's e-mail. <c>ts</c> is shifted by the account's offset, as in Brevo's own examples.</summary>
    public static WebhookOccurrence MarketingEmail(BrevoEmulatorWebhookEvent e, DateTimeOffset at, TimeSpan offset) =>
        new("marketing", "email", WebhookNames.TriggersOfEvent(e.Event), e.Event, at.ToUnixTimeMilliseconds())
        {
            Email = e.Email,
            Write = (json, id) =>
            {
                var sent = e.CampaignSentAt ?? at;
                json.WriteStartObject();
                json.WriteNumber("id", id);
                json.WriteNumber("camp_id", e.CampaignId ?? 0);
                json.WriteString("email", e.Email);
                json.WriteString("campaign name", e.CampaignName ?? "");
                json.WriteString("date_sent", Local(sent, offset));
                json.WriteString("date_event", Local(at, offset));
                json.WriteString("tag", e.Tags is [var tag, ..] ? tag : "");
                json.WriteNumber("ts_sent", sent.ToUnixTimeSeconds());
                json.WriteNumber("ts_event", at.ToUnixTimeSeconds());
                json.WriteNumber("ts", (at + offset).ToUnixTimeSeconds());
                json.WriteString("event", e.Event);
                if (e.Event == "click")
                    json.WriteString("URL", e.Link ?? "");
                if (e.Reason is not null)
                    json.WriteString("reason", e.Reason);
                if (e.SendingIp is not null)
                    json.WriteString("sending_ip", e.SendingIp);
                if (e.Event is "unsubscribe" or "unsubscribed")
                    WriteIds(json, "list_id", e.ListIds);
                if (e.Event is "opened" or "click")
                    WriteIds(json, "segment_ids", e.SegmentIds);
                json.WriteEndObject();
            },
        };

    /// <summary>Of an SMS. The members are not documented; these have been seen.</summary>
    public static WebhookOccurrence Sms(BrevoEmulatorWebhookEvent e, DateTimeOffset at, TimeSpan offset) =>
        new(e.Type, "sms", WebhookNames.TriggersOfEvent(e.Event), e.Event, at.ToUnixTimeMilliseconds())
        {
            MessageId = e.MessageId,
            Write = (json, id) =>
            {
                json.WriteStartObject();
                json.WriteNumber("id", id);
                json.WriteString("to", e.Phone ?? "");
                json.WriteNumber("sms_count", 1);
                json.WriteNumber("credits_used", 1);
                if (e.MessageId is not null)
                    json.WriteString("messageId", e.MessageId);
                if (e.CampaignId is { } campaign)
                    json.WriteNumber("campaign_id", campaign);
                json.WriteString("msg_status", e.Event);
                json.WriteString("date", Local(at, offset));
                json.WriteString("type", e.Type);
                json.WriteNumber("ts_event", at.ToUnixTimeSeconds());
                json.WriteStartArray("tag");
                foreach (var tag in e.Tags)
                    json.WriteStringValue(tag);
                json.WriteEndArray();
                if (e.Text is not null)
                    json.WriteString("reply", e.Text);
                if (e.Reason is not null)
                    json.WriteString("description", e.Reason);
                json.WriteEndObject();
            },
        };

    /// <summary>Of a WhatsApp message. Not documented: the members are those of the event log.</summary>
    public static WebhookOccurrence WhatsApp(BrevoEmulatorWebhookEvent e, DateTimeOffset at) =>
        new(e.Type, "whatsapp", WebhookNames.TriggersOfEvent(e.Event), e.Event, at.ToUnixTimeMilliseconds())
        {
            MessageId = e.MessageId,
            Write = (json, _) =>
            {
                json.WriteStartObject();
                json.WriteString("contactNumber", e.Phone ?? "");
                json.WriteString("date", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                if (e.MessageId is not null)
                    json.WriteString("messageId", e.MessageId);
                json.WriteString("event", e.Event);
                if (e.Reason is not null)
                    json.WriteString("reason", e.Reason);
                if (e.Text is not null)
                    json.WriteString("body", e.Text);
                if (e.SenderNumber is not null)
                    json.WriteString("senderNumber", e.SenderNumber);
                json.WriteEndObject();
            },
        };

    /// <summary>Of a contact: <c>list_addition</c>, <c>contact_updated</c>, <c>contact_deleted</c>.</summary>
    public static WebhookOccurrence Contact(
        string name,
        string? email,
        string key,
        DateTimeOffset at,
        TimeSpan offset,
        Action<Utf8JsonWriter> members
    ) =>
        new("marketing", "email", WebhookNames.TriggersOfEvent(name), name, at.ToUnixTimeMilliseconds())
        {
            Email = email,
            Write = (json, id) =>
            {
                json.WriteStartObject();
                json.WriteNumber("id", id);
                json.WriteString("email", email ?? "");
                json.WriteString("event", name);
                json.WriteString("key", key);
                members(json);
                json.WriteString("date", Local(at, offset));
                json.WriteNumber("ts", at.ToUnixTimeSeconds());
                json.WriteEndObject();
            },
        };

    public static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<long> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteNumberValue(id);
        json.WriteEndArray();
    }

    private static string Local(DateTimeOffset at, TimeSpan offset) =>
        at.ToOffset(offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The array, and the array again as text.</summary>
    private static void WriteTags(Utf8JsonWriter json, IReadOnlyList<string> tags)
    {
        if (tags.Count == 0)
            return;
        json.WriteStartArray("tags");
        foreach (var tag in tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString("tag", "[" + string.Join(',', tags.Select(static tag => $"\"{JsonEncodedText.Encode(tag)}\"")) + "]");
    }
}
