namespace BrevoTd.Connector.Brevo;

/// <summary>How long after its delivery a mailbox that supports it deletes the e-mail.</summary>
public sealed record EmailExpiration
{
    /// <summary>Number of units: 1 to 3,600 days, 480 weeks or 120 months.</summary>
    public long? Duration { get; init; }

    /// <summary>Unit.</summary>
    public EmailExpirationUnit? Unit { get; init; }
}
