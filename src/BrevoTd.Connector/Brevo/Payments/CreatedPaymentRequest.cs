namespace BrevoTd.Connector.Brevo;

/// <summary>A payment request that was created.</summary>
public sealed record CreatedPaymentRequest
{
    /// <summary>Its id.</summary>
    public PaymentRequestId? Id { get; init; }

    /// <summary>Address of its payment page. Whoever has it sees the request.</summary>
    public string? Url { get; init; }

    /// <summary>The type's name only: the address opens the payment page.</summary>
    public override string ToString() => nameof(CreatedPaymentRequest);
}
