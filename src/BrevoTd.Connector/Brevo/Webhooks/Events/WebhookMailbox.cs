namespace BrevoTd.Connector.Brevo;

/// <summary>A mailbox in an inbound e-mail.</summary>
public sealed record WebhookMailbox
{
    /// <summary>E-mail address.</summary>
    public string? Address { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>The type's name only; every member is personal data.</summary>
    public override string ToString() => nameof(WebhookMailbox);
}
