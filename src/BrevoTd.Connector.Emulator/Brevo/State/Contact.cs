namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// One contact, as compact as a million of them need: phones are numbers, attributes are bytes (<see cref="AttributeBag"/>), list membership
/// is kept by the lists. Never changed after it has been stored; a change stores a copy.
/// </summary>
internal sealed record Contact
{
    public required int Id { get; init; }

    /// <summary>In small letters.</summary>
    public string? Email { get; init; }

    public string? ExtId { get; init; }

    /// <summary>Digits with the country code; 0 for none.</summary>
    public long Sms { get; init; }

    public long WhatsApp { get; init; }

    public long Landline { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    public required long ModifiedAt { get; init; }

    public bool EmailBlacklisted { get; init; }

    public bool SmsBlacklisted { get; init; }

    public byte[] Attributes { get; init; } = [];

    public string[]? SmtpBlacklistSender { get; init; }

    public override string ToString() => $"Contact {Id}";
}
