using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

public static partial class BrevoTables
{
    /// <summary>The log of transactional e-mails.</summary>
    public static TableLayout<TransactionalEmailEvent> EmailEvents { get; } =
        new(
            "brevo_email_events",
            TableContent.Events,
            RowId,
            new LayoutBuilder<TransactionalEmailEvent>(happened => happened.Date)
                .Text("message_id", "Id of the message", happened => happened.MessageId)
                .Text("email", "The recipient's address", happened => happened.Email)
                .Text("event", "What happened", happened => happened.Event?.Value)
                .Moment("event_at", "When it happened", happened => happened.Date)
                .Text("subject", "Subject of the message", happened => happened.Subject)
                .Text("tag", "Tag of the message", happened => happened.Tag)
                .Text("from_email", "Address of the sender", happened => happened.From)
                .Integer("template_id", "Id of the template", happened => happened.TemplateId?.Value)
                .Text("ip", "Address it was sent from, or opened at", happened => happened.Ip)
                .Text("link", "The link that was clicked", happened => happened.Link)
                .Text("reason", "Why it was not delivered", happened => happened.Reason)
                .Origin(hasRowId: true)
        );

    /// <summary>The log of transactional SMS.</summary>
    public static TableLayout<SmsEvent> SmsEvents { get; } =
        new(
            "brevo_sms_events",
            TableContent.Events,
            RowId,
            new LayoutBuilder<SmsEvent>(happened => happened.Date)
                .Text("message_id", "Id of the message", happened => happened.MessageId)
                .Text("phone_number", "The recipient's number", happened => happened.PhoneNumber)
                .Text("event", "What happened", happened => happened.Event?.Value)
                .Moment("event_at", "When it happened", happened => happened.Date)
                .Text("tag", "Tag of the message", happened => happened.Tag)
                .Text("reply", "The answer", happened => happened.Reply)
                .Text("reason", "Why it was not delivered", happened => happened.Reason)
                .Origin(hasRowId: true)
        );

    /// <summary>The log of WhatsApp messages.</summary>
    public static TableLayout<WhatsAppEvent> WhatsAppEvents { get; } =
        new(
            "brevo_whatsapp_events",
            TableContent.Events,
            RowId,
            new LayoutBuilder<WhatsAppEvent>(happened => happened.Date)
                .Text("message_id", "Id of the message", happened => happened.MessageId)
                .Text("contact_number", "The recipient's number", happened => happened.ContactNumber)
                .Text("sender_number", "The sender's number", happened => happened.SenderNumber)
                .Text("event", "What happened", happened => happened.Event?.Value)
                .Moment("event_at", "When it happened", happened => happened.Date)
                .Text("body", "Text of an answer", happened => happened.Body)
                .Text("media_url", "Media of an answer", happened => happened.MediaUrl)
                .Text("reason", "Why it was not delivered", happened => happened.Reason)
                .Origin(hasRowId: true)
        );

    /// <summary>Custom events of contacts.</summary>
    public static TableLayout<CustomEvent> Events { get; } =
        new(
            "brevo_events",
            TableContent.Events,
            RowId,
            new LayoutBuilder<CustomEvent>(happened => happened.Time)
                .Integer("contact_id", "Id of the contact", happened => happened.ContactId?.Value)
                .Text("event_name", "Name of the event", happened => happened.Name)
                .Moment("event_at", "When it happened", happened => happened.Time)
                .Text("object_type", "Type of the custom object it is about", happened => happened.ObjectType)
                .Text("source", "Where it came from", happened => happened.Source)
                .Text("event_filter_id", "Brevo's id of the kind of event", happened => happened.FilterId)
                .Json(
                    "event_properties",
                    "Properties",
                    happened => happened.Properties,
                    EventsJsonContext.Default.IReadOnlyDictionaryStringPropertyValue
                )
                .Json(
                    "contact_properties",
                    "Attributes that it gave the contact",
                    happened => happened.ContactProperties,
                    EventsJsonContext.Default.IReadOnlyDictionaryStringAttributeValue
                )
                .Origin(hasRowId: true)
        );
}
