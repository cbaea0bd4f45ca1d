using System.Text.Json;

namespace BrevoTd.Connector.Brevo;

/// <summary>Makes an event of one payload. Which kind of payload it is, its members tell: there is no type in it.</summary>
internal static class WebhookEventReader
{
    public static BrevoWebhookEvent Read(JsonElement payload)
    {
        var members = new WebhookMembers(payload);
        var name = members.Text("event", "msg_status");
        var kind = WebhookEventNames.KindOf(name);
        return WithCommon(Create(members, kind), members, name, kind, payload);
    }

    private static BrevoWebhookEvent Create(WebhookMembers members, WebhookEventKind kind)
    {
        switch (kind)
        {
            case WebhookEventKind.ListAddition:
                return new ListAdditionWebhookEvent
                {
                    ListIds = Lists(members),
                    ApiKeyName = members.TextOrEmpty("api_key_name"),
                    Key = members.Text("key"),
                    Date = members.Text("date"),
                };
            case WebhookEventKind.ContactUpdated:
                return new ContactUpdatedWebhookEvent
                {
                    Content = Content(members),
                    ApiKeyName = members.TextOrEmpty("api_key_name"),
                    Key = members.Text("key"),
                    Date = members.Text("date"),
                };
            case WebhookEventKind.ContactDeleted:
                return new ContactDeletedWebhookEvent
                {
                    ListIds = Lists(members),
                    Key = members.Text("key"),
                    Date = members.Text("date"),
                };
        }

        if (kind == WebhookEventKind.InboundEmail || IsInbound(members))
        {
            return WebhookInboundReader.Read(members);
        }

        if (members.HasAny("msg_status", "sms_count", "phoneNumber"))
        {
            return Sms(members);
        }

        if (members.HasAny("contactNumber", "contact_number", "senderNumber", "sender_number"))
        {
            return WhatsApp(members);
        }

        if (members.HasAny("camp_id", "campaign_id", "campaign name", "campaign_name", "date_sent", "ts_sent"))
        {
            return Marketing(members);
        }

        // An e-mail without any of the marks of a campaign: transactional, if it is an event of e-mail at all.
        return members.HasAny("message-id", "message_id", "messageId") || (kind != WebhookEventKind.Other && members.Has("email"))
            ? Transactional(members)
            : new UnknownWebhookEvent();
    }

    private static BrevoWebhookEvent WithCommon(
        BrevoWebhookEvent made,
        WebhookMembers members,
        string? name,
        WebhookEventKind kind,
        JsonElement payload
    )
    {
        var (time, source) = Time(members);
        var tags = members.Texts("tags");
        return made with
        {
            Kind = made is InboundEmailWebhookEvent ? WebhookEventKind.InboundEmail : kind,
            EventName = name,
            Email = made is InboundEmailWebhookEvent inbound ? inbound.From?.Address : members.Text("email"),
            Phone = made switch
            {
                InboundEmailWebhookEvent => null,
                WhatsAppWebhookEvent => members.Text("contactNumber", "contact_number", "phone", "to"),
                SmsWebhookEvent => members.Text("to", "phoneNumber", "phone_number", "phone"),
                _ => members.Text("phoneNumber", "phone_number", "phone"),
            },
            Time = time,
            TimeSource = source,
            MessageId = members.Text("message-id", "message_id", "messageId", "MessageId"),
            CampaignId = members.Integer("camp_id", "campaign_id", "campaignId"),
            Tags = tags.Count > 0 ? tags : members.Texts("tag"),
            SourceId = members.Integer("id"),
            DeduplicationKey = WebhookContentKey.Of(payload),
            Raw = payload,
        };
    }

    // s_epoch is how Brevo's documents misspell it for one event.
    private static (DateTimeOffset? Time, WebhookTimeSource Source) Time(WebhookMembers members) =>
        members.Moment("ts_epoch", "s_epoch") is { } epoch ? (epoch, WebhookTimeSource.Epoch)
        : members.Moment("ts_event") is { } moment ? (moment, WebhookTimeSource.Event)
        : members.Moment("ts") is { } timestamp ? (timestamp, WebhookTimeSource.Timestamp)
        : members.Date("date_event", "date", "SentAtDate") is { } date ? (date, WebhookTimeSource.Text)
        : (null, WebhookTimeSource.None);

    private static TransactionalEmailWebhookEvent Transactional(WebhookMembers members) =>
        new()
        {
            Subject = members.Text("subject"),
            TemplateId = members.Integer("template_id"),
            CustomHeader = members.Text("X-Mailin-custom"),
            SendingIp = members.Text("sending_ip"),
            Reason = members.Text("reason"),
            Link = members.Text("link"),
            IsReturnPath = members.Boolean("is_returnpath"),
            Date = members.Text("date"),
            SenderEmail = members.Text("sender_email"),
            ContactId = members.Integer("contact_id") is { } id ? new ContactId(id) : null,
            UserAgent = members.Text("user_agent"),
            Device = members.Text("device_used"),
            MirrorLink = members.Text("mirror_link"),
        };

    private static MarketingEmailWebhookEvent Marketing(WebhookMembers members) =>
        new()
        {
            CampaignName = members.Text("campaign name", "campaign_name"),
            SentAt = members.Moment("ts_sent") ?? members.Date("date_sent"),
            Link = members.Text("URL", "url", "link"),
            Reason = members.Text("reason"),
            SendingIp = members.Text("sending_ip"),
            ListIds = Lists(members),
            SegmentIds = [.. members.Integers("segment_ids").Select(static id => new SegmentId(id))],
            Date = members.Text("date_event", "date"),
        };

    private static SmsWebhookEvent Sms(WebhookMembers members) =>
        new()
        {
            SmsCount = members.Integer("sms_count"),
            CreditsUsed = members.Number("credits_used"),
            RemainingCredits = members.Number("remaining_credit", "remaining_credits"),
            Reply = members.Text("reply"),
            Reason = members.Text("reason", "description"),
            BounceType = members.Text("bounce_type"),
            ErrorCode = members.Text("error_code"),
            Type = members.Text("type") is { } type ? new WebhookType(type) : null,
            Date = members.Text("date"),
        };

    private static WhatsAppWebhookEvent WhatsApp(WebhookMembers members) =>
        new()
        {
            SenderNumber = members.Text("senderNumber", "sender_number"),
            Body = members.Text("body"),
            MediaUrl = members.Text("mediaUrl", "media_url"),
            Reason = members.Text("reason"),
            Date = members.Text("date"),
        };

    private static bool IsInbound(WebhookMembers members) => members.Has("Uuid") || (members.Has("MessageId") && members.Has("From"));

    private static IReadOnlyList<ContactListId> Lists(WebhookMembers members) =>
        [.. members.Integers("list_id").Select(static id => new ContactListId(id))];

    private static Dictionary<string, AttributeValue> Content(WebhookMembers members)
    {
        var content = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        if (members.Find("content") is not { } value)
        {
            return content;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            Add(content, value);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Add(content, item);
            }
        }

        return content;
    }

    private static void Add(Dictionary<string, AttributeValue> content, JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        try
        {
            foreach (var member in part.EnumerateObject())
            {
                content[member.Name] = member.Value.Deserialize(WebhooksJsonContext.Default.AttributeValue);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            // Text that is no Unicode; the payload itself has it.
        }
    }
}
