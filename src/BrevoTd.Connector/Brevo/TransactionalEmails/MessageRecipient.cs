namespace BrevoTd.Connector.Brevo;

/// <summary>Somebody who receives a transactional e-mail, directly or as a copy. A plain address converts implicitly.</summary>
public sealed record MessageRecipient
{
    /// <summary>Address; personal data.</summary>
    public required string Email { get; init; }

    /// <summary>Name beside the address, at most 70 characters.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Whether the recipient agreed to be identified when opening and clicking. Looked at only on accounts with the feature of consent per contact;
    /// <see langword="null"/> is not sent.
    /// </summary>
    public bool? ContactPixelTrackingConsent { get; init; }

    /// <summary>A recipient by address alone.</summary>
    /// <param name="email">The address.</param>
    public static implicit operator MessageRecipient(string email) => new() { Email = email };

    /// <summary>The type's name only; every member is personal data.</summary>
    public override string ToString() => nameof(MessageRecipient);
}
