namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A template of e-mails.</summary>
internal sealed record EmailTemplate
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Subject { get; init; }

    public required string Html { get; init; }

    public string? SenderEmail { get; init; }

    public string? SenderName { get; init; }

    public long? SenderId { get; init; }

    public bool IsActive { get; init; }

    public bool TestSent { get; init; }

    public string ReplyTo { get; init; } = "";

    public string ToField { get; init; } = "";

    public string Tag { get; init; } = "";

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    public required long ModifiedAt { get; init; }

    public override string ToString() => $"{nameof(EmailTemplate)} {Id}";
}

/// <summary>A template of SMS.</summary>
internal sealed record SmsTemplate(long Id, string Name, string Message, long CreatedAt)
{
    public override string ToString() => $"{nameof(SmsTemplate)} {Id}";
}
