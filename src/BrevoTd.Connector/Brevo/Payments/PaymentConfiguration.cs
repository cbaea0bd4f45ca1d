namespace BrevoTd.Connector.Brevo;

/// <summary>What follows a payment.</summary>
public sealed record PaymentConfiguration
{
    /// <summary>Absolute address of a page of one's own that is shown after the payment, in place of Brevo's.</summary>
    public string? CustomSuccessUrl { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(PaymentConfiguration);
}
