using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator;

/// <summary>A transactional message to one recipient, as the emulator sent it.</summary>
public sealed record BrevoEmulatorMessage
{
    private BrevoEmulatorMessage() { }

    /// <summary>How it went.</summary>
    public required BrevoEmulatorChannel Channel { get; init; }

    /// <summary>Id of the message; several recipients may share it.</summary>
    public required string MessageId { get; init; }

    /// <summary>Id of the message to this recipient.</summary>
    public required string Uuid { get; init; }

    /// <summary>The address in small letters, or the number in digits.</summary>
    public required string Recipient { get; init; }

    /// <summary>The sender's address, name or number.</summary>
    public required string? Sender { get; init; }

    /// <summary>Subject, filled in; <see langword="null"/> for what is no e-mail.</summary>
    public required string? Subject { get; init; }

    /// <summary>Body as HTML, filled in.</summary>
    public required string? HtmlContent { get; init; }

    /// <summary>Body as plain text, filled in.</summary>
    public required string? TextContent { get; init; }

    /// <summary>The template it was made from.</summary>
    public required long? TemplateId { get; init; }

    /// <summary>Tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Headers of the request, such as <c>X-Mailin-custom</c>; names in any case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>When it was sent, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>What happened to it so far, in order.</summary>
    public required IReadOnlyList<BrevoEmulatorMessageEvent> Events { get; init; }

    /// <summary>The id alone.</summary>
    public override string ToString() => $"message {Uuid}";

    internal static BrevoEmulatorMessage From(SentMessage message, MessageEvents events) =>
        new()
        {
            Channel = (BrevoEmulatorChannel)message.Channel,
            MessageId = message.MessageId,
            Uuid = message.Uuid,
            Recipient = message.Recipient,
            Sender = message.From,
            Subject = message.Subject,
            HtmlContent = message.Html,
            TextContent = message.Text,
            TemplateId = message.TemplateId,
            Tags = message.Tags,
            Headers = message.Headers,
            SentAt = DateTimeOffset.FromUnixTimeMilliseconds(message.At),
            Events =
            [
                .. events
                    .OfMessage(message.MessageId)
                    .Where(e => (e.Email ?? e.Phone) == message.Recipient)
                    .Select(static e => MessageEventKinds.ToPublic(e.Kind)),
            ],
        };
}
