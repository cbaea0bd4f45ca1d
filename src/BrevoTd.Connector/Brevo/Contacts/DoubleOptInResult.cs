namespace BrevoTd.Connector.Brevo;

/// <summary>What asking for a double opt-in did. Whether the contact confirms shows later, in its lists.</summary>
public sealed record DoubleOptInResult
{
    /// <summary>Whether the contact is new; otherwise an existing one was asked.</summary>
    public bool Created { get; init; }
}
