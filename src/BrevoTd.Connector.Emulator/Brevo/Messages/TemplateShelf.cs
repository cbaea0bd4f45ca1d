using System.Buffers;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Templates by id; kept in the store's journal. E-mails and SMS share one sequence of ids. Thread-safe.</summary>
internal sealed class TemplateShelf(BrevoStore store)
{
    private const string EmailKind = "emailTemplates";
    private const string SmsKind = "smsTemplates";

    public IReadOnlyList<EmailTemplate> Emails => store.Read(static it => it.Documents(EmailKind).InOrder.Select(ReadEmail).ToList());

    public IReadOnlyList<SmsTemplate> Sms => store.Read(static it => it.Documents(SmsKind).InOrder.Select(ReadSms).ToList());

    public EmailTemplate? Email(long id) => store.Read(it => it.Documents(EmailKind).Find(id) is { } document ? ReadEmail(document) : null);

    public SmsTemplate? SmsById(long id) => store.Read(it => it.Documents(SmsKind).Find(id) is { } document ? ReadSms(document) : null);

    public EmailTemplate Add(Func<long, EmailTemplate> create) =>
        store.Update(it =>
        {
            var template = create(NextId(it));
            Put(it, template);
            return template;
        });

    public SmsTemplate AddSms(string name, string message, long at) =>
        store.Update(it =>
        {
            var template = new SmsTemplate(NextId(it), name, message, at);
            it.Documents(SmsKind)
                .Put(
                    DocumentOf(
                        template.Id,
                        at,
                        at,
                        json =>
                        {
                            json.WriteString("name", name);
                            json.WriteString("message", message);
                        }
                    )
                );
            return template;
        });

    /// <summary>Changes a template that may have been deleted meanwhile.</summary>
    public EmailTemplate? Change(long id, Func<EmailTemplate, EmailTemplate> change) =>
        store.Update(it =>
        {
            if (it.Documents(EmailKind).Find(id) is not { } document)
                return null;
            var template = change(ReadEmail(document));
            Put(it, template);
            return template;
        });

    public void Remove(long id) =>
        store.Update(it =>
        {
            var set = it.Documents(EmailKind);
            if (set.Find(id) is { } document)
                set.Remove(document);
            return true;
        });

    private static long NextId(BrevoStore store) => Math.Max(store.Documents(EmailKind).NextNumber, store.Documents(SmsKind).NextNumber);

    private static void Put(BrevoStore store, EmailTemplate template) =>
        store
            .Documents(EmailKind)
            .Put(
                DocumentOf(
                    template.Id,
                    template.CreatedAt,
                    template.ModifiedAt,
                    json =>
                    {
                        json.WriteString("name", template.Name);
                        json.WriteString("subject", template.Subject);
                        json.WriteString("html", template.Html);
                        json.WriteString("senderEmail", template.SenderEmail);
                        json.WriteString("senderName", template.SenderName);
                        if (template.SenderId is { } senderId)
                            json.WriteNumber("senderId", senderId);
                        json.WriteBoolean("isActive", template.IsActive);
                        json.WriteBoolean("testSent", template.TestSent);
                        json.WriteString("replyTo", template.ReplyTo);
                        json.WriteString("toField", template.ToField);
                        json.WriteString("tag", template.Tag);
                    }
                )
            );

    private static EmailTemplate ReadEmail(Document document)
    {
        using var parsed = document.Parse();
        var json = parsed.RootElement;
        return new EmailTemplate
        {
            Id = document.Number,
            Name = json.GetProperty("name").GetString()!,
            Subject = json.GetProperty("subject").GetString()!,
            Html = json.GetProperty("html").GetString()!,
            SenderEmail = json.GetProperty("senderEmail").GetString(),
            SenderName = json.GetProperty("senderName").GetString(),
            SenderId = json.TryGetProperty("senderId", out var senderId) ? senderId.GetInt64() : null,
            IsActive = json.GetProperty("isActive").GetBoolean(),
            TestSent = json.GetProperty("testSent").GetBoolean(),
            ReplyTo = json.GetProperty("replyTo").GetString()!,
            ToField = json.GetProperty("toField").GetString()!,
            Tag = json.GetProperty("tag").GetString()!,
            CreatedAt = document.CreatedAt,
            ModifiedAt = document.ModifiedAt,
        };
    }

    private static SmsTemplate ReadSms(Document document)
    {
        using var parsed = document.Parse();
        return new SmsTemplate(
            document.Number,
            parsed.RootElement.GetProperty("name").GetString()!,
            parsed.RootElement.GetProperty("message").GetString()!,
            document.CreatedAt
        );
    }

    private static Document DocumentOf(long id, long createdAt, long modifiedAt, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return new Document(
            id,
            id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            createdAt,
            modifiedAt,
            buffer.WrittenSpan.ToArray()
        );
    }
}
