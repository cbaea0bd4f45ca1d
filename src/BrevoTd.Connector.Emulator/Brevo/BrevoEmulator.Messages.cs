using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator;

public sealed partial class BrevoEmulator
{
    /// <summary>
    /// Every transactional message that was sent, one entry per recipient, in the order of sending. Messages in the sandbox and scheduled ones that are not due
    /// are not among them. The newest 200,000 are kept.
    /// </summary>
    public IReadOnlyList<BrevoEmulatorMessage> GetMessages() =>
        [.. _service.Messages.Sent.Select(message => BrevoEmulatorMessage.From(message, _service.MessageEvents))];

    /// <summary>Adds an active template of e-mails. It may have <c>{{params.name}}</c> and <c>{{contact.NAME}}</c> in subject and body, and nothing else to fill in.</summary>
    /// <param name="name">Name.</param>
    /// <param name="subject">Subject.</param>
    /// <param name="htmlContent">Body.</param>
    /// <param name="senderEmail">Address of the sender.</param>
    /// <returns>Id of the template.</returns>
    public long AddEmailTemplate(string name, string subject, string htmlContent, string senderEmail = "shop@emulator.example")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentException.ThrowIfNullOrEmpty(htmlContent);
        var now = _service.Now;
        return _service
            .Messages.Templates.Add(id => new EmailTemplate
            {
                Id = id,
                Name = name,
                Subject = subject,
                Html = htmlContent,
                SenderEmail = senderEmail,
                IsActive = true,
                CreatedAt = now,
                ModifiedAt = now,
            })
            .Id;
    }

    /// <summary>Adds a template of SMS. It may have <c>{{params.name}}</c> in it.</summary>
    /// <param name="name">Name.</param>
    /// <param name="message">The text.</param>
    /// <returns>Id of the template.</returns>
    public long AddSmsTemplate(string name, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(message);
        return _service.Messages.Templates.AddSms(name, message, _service.Now).Id;
    }

    /// <summary>From now on, messages to a recipient come back instead of arriving; a hard bounce blocks an address.</summary>
    /// <param name="recipient">An address, or a number in digits with its country code.</param>
    /// <param name="isHard">Whether for good.</param>
    public void BounceMessagesTo(string recipient, bool isHard = true) =>
        _service.Messages.Bounce(Normal(recipient), isHard ? MessageEventKind.HardBounce : MessageEventKind.SoftBounce);

    /// <summary>From now on, messages to a recipient arrive again. An address that was blocked meanwhile stays blocked.</summary>
    /// <param name="recipient">An address, or a number in digits with its country code.</param>
    public void DeliverMessagesTo(string recipient) => _service.Messages.Bounce(Normal(recipient), null);

    /// <summary>Puts an address on the list of those that get no transactional e-mail.</summary>
    /// <param name="email">The address.</param>
    /// <param name="senderEmail">The sender whose messages it does not get; <see langword="null"/> for all of them.</param>
    /// <param name="reasonCode">Brevo's code of the reason: <c>adminBlocked</c>, <c>hardBounce</c>, <c>contactFlaggedAsSpam</c>, <c>unsubscribedViaEmail</c>, <c>unsubscribedViaMA</c> or <c>unsubscribedViaApi</c>.</param>
    /// <exception cref="ArgumentException">The address is none, or Brevo has no such code.</exception>
    public void BlockContact(string email, string? senderEmail = null, string reasonCode = "adminBlocked")
    {
        if (!BlockEntry.Reasons.ContainsKey(reasonCode))
            throw new ArgumentException($"Brevo has these codes: {string.Join(", ", BlockEntry.Reasons.Keys)}.", nameof(reasonCode));
        if (!Identifiers.TryEmail(email, out var address))
            throw new ArgumentException("This is no e-mail address.", nameof(email));
        _service.Messages.Blocks.Add(new BlockEntry(address, senderEmail?.Trim().ToLowerInvariant(), reasonCode, _service.Now));
    }

    /// <summary>
    /// Records that something happened to a transactional message, now: it is in the event log and the reports, and webhooks hear of it. A hard bounce, a
    /// complaint and an unsubscription block the address.
    /// </summary>
    /// <param name="messageId">Id of the message, as the answer to sending it or the event log gave it.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="recipient">Which recipient, where the message had several; <see langword="null"/> for all of them.</param>
    /// <param name="link">For clicks: the link.</param>
    /// <param name="reason">For what failed: why.</param>
    /// <param name="reply">For answers: the text.</param>
    /// <exception cref="ArgumentException">There is no such message, or not to that recipient.</exception>
    public void RecordMessageEvent(
        string messageId,
        BrevoEmulatorMessageEvent kind,
        string? recipient = null,
        string? link = null,
        string? reason = null,
        string? reply = null
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        var who = recipient is null ? null : Normal(recipient);
        var messages = _service
            .Messages.Sent.Where(message => message.MessageId == messageId && (who is null || message.Recipient == who))
            .ToList();
        if (messages.Count == 0)
        {
            throw new ArgumentException(
                "No message with that id was sent to that recipient. A scheduled message has to be due, and one in the sandbox is never sent.",
                nameof(messageId)
            );
        }

        foreach (var message in messages)
            _service.Messages.Record(message, MessageEventKinds.FromPublic(kind), link, reason, reply);
    }

    private static string Normal(string recipient)
    {
        ArgumentException.ThrowIfNullOrEmpty(recipient);
        return Identifiers.TryPhone(recipient, out var phone)
            ? phone.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : recipient.Trim().ToLowerInvariant();
    }
}
