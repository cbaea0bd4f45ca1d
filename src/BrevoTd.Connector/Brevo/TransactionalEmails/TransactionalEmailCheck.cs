using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Brevo;

/// <summary>Finds in a transactional e-mail what Brevo would refuse or silently leave out. No text of a message or a person gets into what it throws.</summary>
internal static class TransactionalEmailCheck
{
    public const string KeyHeader = "idempotencyKey";
    public const string SandboxHeader = "X-Sib-Sandbox";

    private const int MaxVersions = 1_000;
    private const int MaxRecipients = 2_000;
    private const int MaxRecipientsOfVersion = 99;
    private const int MaxName = 70;
    private const int MaxParamsBytes = 100_000;
    private const int MaxAllParamsBytes = 1_000_000;

    private static readonly FrozenSet<string> s_extensions = FrozenSet.ToFrozenSet(
        (
            "xlsx xls ods docx docm doc csv pdf txt gif jpg jpeg png tif tiff rtf bmp cgm css shtml html htm zip xml ppt pptx tar ez ics mobi msg pub eps odt "
            + "mp3 m4a m4v wma ogg flac wav aif aifc aiff mp4 mov avi mkv mpeg mpg wmv pkpass xlsm"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    // The size is that of the values, not of the escapes that the request's own encoding adds.
    private static readonly JsonWriterOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Check(SendTransactionalEmailRequest request, string parameter)
    {
        if (Problem(request) is { } problem)
        {
            throw new ArgumentException(problem, parameter);
        }
    }

    /// <summary>What is wrong with a sender, where there must be exactly one.</summary>
    public static string? Problem(MessageSender sender) =>
        string.IsNullOrWhiteSpace(sender.Email) == sender.Id is null
            ? "Sender needs an Email or an Id, and only one of them. Use MessageSender.FromEmail or MessageSender.FromId."
            : NameProblem("Sender", sender.Name);

    /// <summary>Whether an id of a message stands in angle brackets, as Brevo gives it and wants it back.</summary>
    public static void CheckMessageId(string messageId, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(messageId, parameter);
        if (messageId is not ['<', .., '>'] || !messageId.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                "A message id stands in angle brackets and has an @ in it. Pass it as SendAsync or an event returned it.",
                parameter
            );
        }
    }

    public static void CheckBatchId(Guid batchId, string parameter)
    {
        if (!IsVersion4(batchId))
        {
            throw new ArgumentException("A batch id is a UUID of version 4. Take Guid.NewGuid().", parameter);
        }
    }

    private static string? Problem(SendTransactionalEmailRequest request) =>
        AddresseesProblem(request)
        ?? BodyProblem(request)
        ?? ParamsProblem(request)
        ?? AttachmentsProblem(request)
        ?? SchedulingProblem(request)
        ?? HeadersProblem(request)
        ?? (request.Tags is { } tags && tags.Any(string.IsNullOrWhiteSpace) ? "Tags has a tag without text. Leave it out." : null);

    private static string? AddresseesProblem(SendTransactionalEmailRequest request)
    {
        var versions = request.MessageVersions ?? [];
        if (request.To is { Count: > 0 } == versions.Count > 0)
        {
            return versions.Count > 0
                ? "Brevo ignores To beside MessageVersions. Name the recipients in the versions, and leave To out."
                : "Nobody receives the message. Fill To, or MessageVersions.";
        }

        if (versions.Count > MaxVersions)
        {
            return Text($"Brevo takes {MaxVersions:N0} versions in a request and got {versions.Count:N0}. Make several requests of them.");
        }

        var problem =
            ListProblem("To", request.To)
            ?? ListProblem("Cc", request.Cc)
            ?? ListProblem("Bcc", request.Bcc)
            ?? ReplyProblem("ReplyTo", request.ReplyTo);
        var copies = Count(request.Cc) + Count(request.Bcc);
        var all = versions.Count == 0 ? Count(request.To) + copies : 0;
        for (var i = 0; i < versions.Count && problem is null; i++)
        {
            var version = versions[i];
            if (version is null)
            {
                return Text($"MessageVersions[{i}] is null. Leave it out.");
            }

            var recipients =
                Count(version.To)
                + (version.Cc is null ? Count(request.Cc) : Count(version.Cc))
                + (version.Bcc is null ? Count(request.Bcc) : Count(version.Bcc));
            all += recipients;
            problem =
                version.To is not { Count: > 0 }
                    ? Text($"MessageVersions[{i}] has nobody in To. Name a recipient, or leave the version out.")
                : recipients > MaxRecipientsOfVersion
                    ? Text(
                        $"MessageVersions[{i}] has {recipients} recipients in to, cc and bcc, and Brevo takes {MaxRecipientsOfVersion}. Make several versions of it."
                    )
                : ListProblem($"MessageVersions[{i}].To", version.To)
                    ?? ListProblem($"MessageVersions[{i}].Cc", version.Cc)
                    ?? ListProblem($"MessageVersions[{i}].Bcc", version.Bcc)
                    ?? ReplyProblem($"MessageVersions[{i}].ReplyTo", version.ReplyTo);
        }

        return problem
            ?? (
                all > MaxRecipients
                    ? Text($"Brevo takes {MaxRecipients:N0} recipients in a request and got {all:N0}. Make several requests of them.")
                    : null
            );
    }

    private static string? BodyProblem(SendTransactionalEmailRequest request)
    {
        if (request.Sender is { } sender)
        {
            if (Problem(sender) is { } problem)
            {
                return problem;
            }

            if (sender is { Id: not null, Name: not null })
            {
                return "Brevo ignores the Name of a Sender that has an Id. Leave it out, or name the sender by Email.";
            }
        }

        var hasBody = !string.IsNullOrEmpty(request.HtmlContent) || !string.IsNullOrEmpty(request.TextContent);
        var withBody = (request.MessageVersions ?? []).FirstOrDefault(version =>
            !string.IsNullOrEmpty(version.HtmlContent) || !string.IsNullOrEmpty(version.TextContent)
        );
        if (request.TemplateId is not null)
        {
            return hasBody || withBody is not null
                ? "Brevo ignores HtmlContent and TextContent beside a TemplateId. Leave them out, also in the versions, or leave the template out."
                : null;
        }

        return request.Sender is null ? "Without a TemplateId the message needs a Sender."
            : string.IsNullOrWhiteSpace(request.Subject)
                ? "Without a TemplateId the message needs a Subject, also when every version has its own."
            : !hasBody
                ? "Without a TemplateId the message needs HtmlContent or TextContent, also when every version has its own: Brevo takes those of a version only beside it."
            : null;
    }

    private static string? ParamsProblem(SendTransactionalEmailRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (SizeOf(request.Params, buffer) is > MaxParamsBytes and var size)
        {
            return TooLarge("Params", size);
        }

        var all = 0L;
        var versions = request.MessageVersions ?? [];
        for (var i = 0; i < versions.Count; i++)
        {
            size = SizeOf(versions[i].Params, buffer);
            all += size;
            if (size > MaxParamsBytes)
            {
                return TooLarge(Text($"MessageVersions[{i}].Params"), size);
            }
        }

        return all > MaxAllParamsBytes
            ? Text(
                $"The Params of all versions have {all:N0} bytes as JSON and Brevo takes {MaxAllParamsBytes:N0}. Make several requests of the versions."
            )
            : null;
    }

    private static string? AttachmentsProblem(SendTransactionalEmailRequest request)
    {
        var bytes = 0L;
        var attachments = request.Attachments ?? [];
        for (var i = 0; i < attachments.Count; i++)
        {
            var attachment = attachments[i];
            if (attachment is null || attachment.Url is null == attachment.Content is null)
            {
                return Text(
                    $"Attachments[{i}] needs a Url or a Content, and only one of them. Use MessageAttachment.FromUrl or FromContent."
                );
            }

            if (attachment.Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            {
                return Text(
                    $"Attachments[{i}].Url is not an absolute http(s) address. Brevo fetches it from its own machines; send a local file as Content."
                );
            }

            if (attachment.Content is not null && string.IsNullOrWhiteSpace(attachment.Name))
            {
                return Text($"Attachments[{i}] needs a Name with an extension beside its Content.");
            }

            bytes += attachment.Content?.Length ?? 0;
            var name = string.IsNullOrWhiteSpace(attachment.Name) ? attachment.Url!.AbsolutePath : attachment.Name;
            var extension = Path.GetExtension(name).TrimStart('.');

            // An address may end without one and still give a file that has it.
            if (!s_extensions.Contains(extension) && (extension.Length > 0 || attachment.Name is not null))
            {
                return Text(
                    $"Attachments[{i}] has an extension that Brevo does not take. It takes {string.Join(", ", s_extensions.Items.Order())}."
                );
            }
        }

        return bytes > request.MaxAttachmentBytes
            ? Text(
                $"The attachments have {bytes:N0} bytes and MaxAttachmentBytes is {request.MaxAttachmentBytes:N0}. Let Brevo fetch large files by Url, or raise the limit if your account takes more."
            )
            : null;
    }

    private static string? SchedulingProblem(SendTransactionalEmailRequest request) =>
        request.BatchId is not { } batchId ? null
        : request.ScheduledAt is null ? "BatchId names scheduled messages. Set ScheduledAt, or leave it out."
        : !IsVersion4(batchId) ? "BatchId is not a UUID of version 4. Take Guid.NewGuid()."
        : null;

    private static string? HeadersProblem(SendTransactionalEmailRequest request)
    {
        if (request.IdempotencyKey == Guid.Empty)
        {
            return "IdempotencyKey is the empty UUID, which all messages would share. Take Guid.NewGuid().";
        }

        foreach (var (name, value) in request.Headers ?? new Dictionary<string, string>())
        {
            if (
                name.Equals(KeyHeader, StringComparison.OrdinalIgnoreCase)
                || name.Equals("Idempotency-Key", StringComparison.OrdinalIgnoreCase)
                || name.Equals(SandboxHeader, StringComparison.OrdinalIgnoreCase)
            )
            {
                return "Headers names the idempotency key or the sandbox. Set the request's IdempotencyKey or Sandbox instead, so that repeats follow it.";
            }

            if (string.IsNullOrWhiteSpace(name) || value is null || HasLineBreak(name) || HasLineBreak(value))
            {
                return "Headers has a header without a name or a value, or with a line break in it. Leave it out.";
            }
        }

        return null;
    }

    private static string? ListProblem(string member, IReadOnlyList<MessageRecipient>? recipients)
    {
        for (var i = 0; i < Count(recipients); i++)
        {
            if (string.IsNullOrWhiteSpace(recipients![i]?.Email))
            {
                return Text($"{member}[{i}] has no Email. Leave it out.");
            }

            if (NameProblem(Text($"{member}[{i}]"), recipients[i].Name) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? ReplyProblem(string member, MessageReplyTo? replyTo) =>
        replyTo is null ? null
        : string.IsNullOrWhiteSpace(replyTo.Email) ? $"{member} has no Email. Set it, or leave {member} out."
        : NameProblem(member, replyTo.Name);

    private static string? NameProblem(string member, string? name) =>
        name?.Length > MaxName ? $"The Name of {member} has more than the {MaxName} characters that Brevo takes. Shorten it." : null;

    private static string TooLarge(string member, long size) =>
        Text($"{member} has {size:N0} bytes as JSON and Brevo takes {MaxParamsBytes:N0}. Leave some values out, or shorten them.");

    private static long SizeOf(JsonObject? values, ArrayBufferWriter<byte> buffer)
    {
        if (values is null)
        {
            return 0;
        }

        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer, s_relaxed);
        values.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenCount;
    }

    private static int Count(IReadOnlyList<MessageRecipient>? recipients) => recipients?.Count ?? 0;

    private static bool HasLineBreak(string text) => text.AsSpan().ContainsAny('\r', '\n');

    // Guid.Version does not exist before .NET 9.
    private static bool IsVersion4(Guid id) => id.ToString()[14] == '4';

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
