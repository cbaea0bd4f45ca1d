using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Reads and checks the body of <c>POST /smtp/email</c>; what is wrong with any part of it refuses all of it.</summary>
internal sealed class EmailOrderReader(TemplateShelf templates, long now)
{
    private const int MaxVersions = 1_000;
    private const int MaxRecipients = 2_000;
    private const int MaxRecipientsOfVersion = 99;
    private const int MaxName = 70;
    private const int MaxParamsBytes = 100 * 1_024;
    private const int MaxAllParamsBytes = 1_000 * 1_024;

    private static readonly HashSet<string> s_extensions = new(
        (
            "xlsx xls ods docx docm doc csv pdf txt gif jpg jpeg png tif tiff rtf bmp cgm css shtml html htm zip xml ppt pptx tar ez ics mobi msg pub eps odt "
            + "mp3 m4a m4v wma ogg flac wav aif aifc aiff mp4 mov avi mkv mpeg mpg wmv pkpass xlsm"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    private int _recipients;
    private long _paramsBytes;

    public MessageOrder Read(JsonElement body)
    {
        var template = Template(body);
        var (from, fromName) = Sender(body, template);
        var html = BrevoRequest.Text(body, "htmlContent");
        var text = BrevoRequest.Text(body, "textContent");
        var subject = BrevoRequest.Text(body, "subject") ?? template?.Subject;
        if (template is null && string.IsNullOrEmpty(html) && string.IsNullOrEmpty(text))
            throw BrevoError.Missing("htmlContent or textContent is missing");
        if (string.IsNullOrWhiteSpace(subject))
            throw BrevoError.Missing("subject is missing");
        CheckReplyTo(body);
        var headers = Headers(body);
        var shared = new MessageDraft
        {
            Channel = MessageChannel.Email,
            Recipients = [],
            From = from,
            FromName = fromName,
            Subject = subject,
            // A template takes the place of a body, without a word.
            Html = template?.Html ?? html,
            Text = template is null ? text : null,
            TemplateId = template?.Id,
            Params = Params(body),
            Tags = Tags(body),
            Headers = headers,
            AttachmentCount = CountAttachments(body),
        };
        var versions = BrevoRequest.Member(body, "messageVersions");
        return new MessageOrder
        {
            Drafts = versions is { } some
                ? Versions(some, body, shared)
                : [shared with { Recipients = Recipients(body, body, int.MaxValue) }],
            IdempotencyKey = Header(headers, "idempotencyKey") ?? Header(headers, "Idempotency-Key"),
            Sandbox = Header(headers, "X-Sib-Sandbox") == "drop",
            ScheduledAt = ScheduledAt(body),
            BatchId = BatchId(body),
        };
    }

    private List<MessageDraft> Versions(JsonElement versions, JsonElement body, MessageDraft shared)
    {
        if (versions.ValueKind != JsonValueKind.Array || versions.GetArrayLength() == 0)
            throw BrevoError.Invalid("messageVersions should be an array with at least one version");
        if (versions.GetArrayLength() > MaxVersions)
            throw BrevoError.OutOfRange($"messageVersions should not hold more than {MaxVersions} versions");
        var drafts = new List<MessageDraft>();
        foreach (var version in versions.EnumerateArray())
        {
            if (version.ValueKind != JsonValueKind.Object)
                throw BrevoError.Invalid("messageVersions should hold objects");
            var html = BrevoRequest.Text(version, "htmlContent");
            var text = BrevoRequest.Text(version, "textContent");
            var hasBody = shared.TemplateId is null && (html is not null || text is not null);
            CheckReplyTo(version);
            drafts.Add(
                shared with
                {
                    Recipients = Recipients(version, body, MaxRecipientsOfVersion),
                    Subject = BrevoRequest.Text(version, "subject") is { Length: > 0 } subject ? subject : shared.Subject,
                    Html = hasBody ? html : shared.Html,
                    Text = hasBody ? text : shared.Text,
                    Params = BrevoRequest.Member(version, "params") is null ? shared.Params : Params(version),
                }
            );
        }

        return drafts;
    }

    /// <summary>Everybody who gets the message; copies of all versions are those of the request, unless the version has its own.</summary>
    private List<string> Recipients(JsonElement message, JsonElement request, int maximum)
    {
        var all = new List<string>();
        foreach (var name in (string[])["to", "cc", "bcc"])
        {
            var list = BrevoRequest.Member(message, name) ?? (name == "to" ? null : BrevoRequest.Member(request, name));
            if (list is not { } entries)
            {
                if (name == "to")
                    throw BrevoError.Missing("to is missing");
                continue;
            }

            if (entries.ValueKind != JsonValueKind.Array || (name == "to" && entries.GetArrayLength() == 0))
                throw BrevoError.Invalid($"{name} is not valid");
            all.AddRange(entries.EnumerateArray().Select(entry => Address(entry, name)));
        }

        _recipients += all.Count;
        if (all.Count > maximum || _recipients > MaxRecipients)
        {
            throw BrevoError.OutOfRange(
                $"A message should not have more than {MaxRecipientsOfVersion} recipients in a version and {MaxRecipients} in all"
            );
        }

        return all;
    }

    private static string Address(JsonElement entry, string name)
    {
        if (entry.ValueKind != JsonValueKind.Object || !Identifiers.TryEmail(BrevoRequest.Text(entry, "email"), out var email))
            throw BrevoError.Invalid($"email is not valid in {name}");
        if (BrevoRequest.Text(entry, "name")?.Length > MaxName)
            throw BrevoError.OutOfRange($"name should not have more than {MaxName} characters in {name}");
        _ = BrevoRequest.Boolean(entry, "contactPixelTrackingConsent");
        return email;
    }

    private EmailTemplate? Template(JsonElement body)
    {
        if (BrevoRequest.Number(body, "templateId") is not { } id)
            return null;
        var template = templates.Email(id) ?? throw BrevoError.Invalid("Template Id does not exist");
        return template.IsActive ? template : throw BrevoError.Invalid("Template is inactive");
    }

    private static (string? From, string? Name) Sender(JsonElement body, EmailTemplate? template)
    {
        if (BrevoRequest.Member(body, "sender") is not { } sender)
        {
            return template is null
                ? throw BrevoError.Missing("sender is missing")
                : (template.SenderEmail ?? SenderAddress(template.SenderId ?? 1), template.SenderName);
        }

        if (sender.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("sender is not valid");
        if (BrevoRequest.Number(sender, "id") is { } id)
            return (SenderAddress(id), null);
        return Identifiers.TryEmail(BrevoRequest.Text(sender, "email"), out var email)
            ? (email, BrevoRequest.Text(sender, "name"))
            : throw BrevoError.Invalid("valid sender email is required");
    }

    // The emulator takes every sender; what an id stands for is known to the account alone.
    private static string SenderAddress(long id) => string.Create(CultureInfo.InvariantCulture, $"sender{id}@emulator.example");

    private static void CheckReplyTo(JsonElement message)
    {
        if (BrevoRequest.Member(message, "replyTo") is { } replyTo)
            _ = Address(replyTo, "replyTo");
    }

    private JsonElement Params(JsonElement message)
    {
        if (BrevoRequest.Member(message, "params") is not { } values)
            return default;
        if (values.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("params should be an object");
        var bytes = Encoding.UTF8.GetByteCount(values.GetRawText());
        _paramsBytes += bytes;
        if (bytes > MaxParamsBytes || _paramsBytes > MaxAllParamsBytes)
            throw BrevoError.OutOfRange("params should not exceed 100 KB, and 1000 KB over all versions");
        return values.Clone();
    }

    private static string[] Tags(JsonElement body)
    {
        var tags = BrevoRequest.Texts(body, "tags") ?? [];
        return tags.Any(string.IsNullOrWhiteSpace) ? throw BrevoError.Invalid("tags should not be empty") : tags;
    }

    private static Dictionary<string, string> Headers(JsonElement body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (BrevoRequest.Member(body, "headers") is not { } given)
            return headers;
        if (given.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("headers should be an object");
        foreach (var header in given.EnumerateObject())
        {
            if (header.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                throw BrevoError.Invalid("headers should hold strings");
            headers[header.Name] = header.Value.ToString();
        }

        return headers;
    }

    private static string? Header(Dictionary<string, string> headers, string name) => headers.GetValueOrDefault(name);

    private static int CountAttachments(JsonElement body)
    {
        if (BrevoRequest.Member(body, "attachment") is not { } attachments)
            return 0;
        if (attachments.ValueKind != JsonValueKind.Array)
            throw BrevoError.Invalid("attachment should be an array");
        foreach (var attachment in attachments.EnumerateArray())
            CheckAttachment(attachment);
        return attachments.GetArrayLength();
    }

    private static void CheckAttachment(JsonElement attachment)
    {
        if (attachment.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("attachment should hold objects");
        var name = BrevoRequest.Text(attachment, "name");
        var content = BrevoRequest.Text(attachment, "content");
        var url = BrevoRequest.Text(attachment, "url");
        if (content is null && url is null)
            throw BrevoError.Missing("attachment url or content is missing");
        if (content is not null && name is null)
            throw BrevoError.Missing("attachment name is missing");
        if (content is not null && !Base64.IsValid(content))
            throw BrevoError.Invalid("attachment content is not valid base64");
        if (content is null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            throw BrevoError.Invalid("attachment url should be an absolute url");
        var extension = Path.GetExtension(name ?? new Uri(url!).AbsolutePath).TrimStart('.');
        if (!s_extensions.Contains(extension))
            throw BrevoError.Invalid("Unsupported file format");
    }

    private long? ScheduledAt(JsonElement body)
    {
        if (BrevoRequest.Text(body, "scheduledAt") is not { } text)
            return null;
        if (
            !DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var moment
            )
        )
            throw BrevoError.Invalid("scheduledAt should be a UTC date-time, YYYY-MM-DDTHH:mm:ss.SSSZ");
        var due = moment.ToUnixTimeMilliseconds();
        return due > now ? due : throw BrevoError.Invalid("scheduledAt should be in the future");
    }

    private static Guid BatchId(JsonElement body)
    {
        if (BrevoRequest.Text(body, "batchId") is not { } text)
            return Guid.NewGuid();
        return TryBatchId(text, out var batchId) ? batchId : throw BrevoError.Invalid("batchId should be a UUIDv4");
    }

    public static bool TryBatchId(string text, out Guid batchId) => Guid.TryParseExact(text, "D", out batchId) && text[14] == '4';
}
