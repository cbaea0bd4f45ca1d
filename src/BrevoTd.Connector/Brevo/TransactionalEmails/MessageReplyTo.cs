namespace BrevoTd.Connector.Brevo;

/// <summary>Where answers to a transactional e-mail go. A plain address converts implicitly.</summary>
public sealed record MessageReplyTo
{
    /// <summary>Address.</summary>
    public required string Email { get; init; }

    /// <summary>Name beside the address, at most 70 characters.</summary>
    public string? Name { get; init; }

    /// <summary>An address without a name.</summary>
    /// <param name="email">The address.</param>
    public static implicit operator MessageReplyTo(string email) => new() { Email = email };

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(MessageReplyTo);
}
