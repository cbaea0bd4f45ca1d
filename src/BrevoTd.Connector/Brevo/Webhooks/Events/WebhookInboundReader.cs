using System.Text.Json;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads an e-mail that arrived.</summary>
internal static class WebhookInboundReader
{
    public static InboundEmailWebhookEvent Read(WebhookMembers members) =>
        new()
        {
            Uuids = members.Texts("Uuid"),
            InReplyTo = members.Text("InReplyTo"),
            From = members.Find("From") is { } from ? Mailbox(from) : null,
            To = List(members, "To", Mailbox),
            Cc = List(members, "Cc", Mailbox),
            Recipients = List(members, "Recipients", Mailbox),
            ReplyTo = members.Find("ReplyTo") is { } replyTo ? Mailbox(replyTo) : null,
            SentAt = members.Text("SentAtDate"),
            Subject = members.Text("Subject"),
            HtmlBody = members.Text("RawHtmlBody"),
            TextBody = members.Text("RawTextBody"),
            ExtractedMarkdownMessage = members.Text("ExtractedMarkdownMessage"),
            ExtractedMarkdownSignature = members.Text("ExtractedMarkdownSignature"),
            SpamScore = members.Number("SpamScore") ?? (members.Find("Spam") is { } spam ? new WebhookMembers(spam).Number("Score") : null),
            Headers = Headers(members),
            Attachments = List(members, "Attachments", Attachment),
        };

    /// <summary>An object with address and name, or the address alone.</summary>
    private static WebhookMailbox? Mailbox(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var members = new WebhookMembers(value);
            return new WebhookMailbox { Address = members.Text("Address"), Name = members.Text("Name") };
        }

        return WebhookMembers.TextOf(value) is { Length: > 0 } address ? new WebhookMailbox { Address = address } : null;
    }

    private static WebhookMailAttachment? Attachment(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = new WebhookMembers(value);
        return new WebhookMailAttachment
        {
            Name = members.Text("Name"),
            ContentType = members.Text("ContentType"),
            ContentLength = members.Integer("ContentLength"),
            ContentId = members.Text("ContentID", "ContentId"),
            DownloadToken = members.Text("DownloadToken"),
        };
    }

    private static IReadOnlyList<T> List<T>(WebhookMembers members, string name, Func<JsonElement, T?> read)
        where T : class
    {
        if (members.Find(name) is not { } value)
        {
            return [];
        }

        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(read) : [read(value)];
        return [.. items.OfType<T>()];
    }

    private static Dictionary<string, IReadOnlyList<string>> Headers(WebhookMembers members)
    {
        var headers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        if (members.Find("Headers") is not { ValueKind: JsonValueKind.Object } value)
        {
            return headers;
        }

        var named = new WebhookMembers(value);
        try
        {
            foreach (var header in value.EnumerateObject())
            {
                headers[header.Name] =
                    header.Value.ValueKind == JsonValueKind.Array ? named.Texts(header.Name)
                    : WebhookMembers.TextOf(header.Value) is { } text ? [text]
                    : [];
            }
        }
        catch (InvalidOperationException)
        {
            // A name that is no Unicode text; the payload itself has it.
        }

        return headers;
    }
}
