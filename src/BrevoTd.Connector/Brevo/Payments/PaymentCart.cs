namespace BrevoTd.Connector.Brevo;

/// <summary>What is to be paid.</summary>
public sealed record PaymentCart
{
    /// <summary>Currency; Brevo takes <c>EUR</c> only.</summary>
    public string? Currency { get; init; }

    /// <summary>Amount in cents: 1200 for 12.00 euros.</summary>
    public long? SpecificAmount { get; init; }

    /// <summary>An amount in euros.</summary>
    /// <param name="cents">The amount in cents: 1200 for 12.00 euros.</param>
    public static PaymentCart EuroCents(long cents) => new() { Currency = "EUR", SpecificAmount = cents };

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(PaymentCart);
}
