namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>One transactional message to one recipient, as it went out or waits to.</summary>
internal sealed record SentMessage
{
    public required MessageChannel Channel { get; init; }

    /// <summary>Of this message to this recipient.</summary>
    public required string Uuid { get; init; }

    /// <summary>Of the message; several recipients of one version share it.</summary>
    public required string MessageId { get; init; }

    /// <summary>An address in small letters, or a number in digits.</summary>
    public required string Recipient { get; init; }

    /// <summary>When it was sent, in milliseconds since 1970.</summary>
    public required long At { get; init; }

    /// <summary>The sender's address, name or number.</summary>
    public string? From { get; init; }

    public string? FromName { get; init; }

    public string? Subject { get; init; }

    public string? Html { get; init; }

    public string? Text { get; init; }

    public long? TemplateId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public int AttachmentCount { get; init; }

    public override string ToString() => $"{nameof(SentMessage)} {Uuid}";
}
