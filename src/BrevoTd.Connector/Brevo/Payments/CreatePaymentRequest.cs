namespace BrevoTd.Connector.Brevo;

/// <summary>A payment to ask a contact for.</summary>
public sealed record CreatePaymentRequest
{
    /// <summary>Reference that the contact sees on the payment page.</summary>
    public required string Reference { get; init; }

    /// <summary>Who is to pay.</summary>
    public required ContactId ContactId { get; init; }

    /// <summary>What is to be paid, such as <c>PaymentCart.EuroCents(1200)</c>.</summary>
    public required PaymentCart Cart { get; init; }

    /// <summary>What the payment is for.</summary>
    public string? Description { get; init; }

    /// <summary>A message to the contact with the address of the payment page, and reminders after it. <see langword="null"/>: Brevo sends nothing.</summary>
    public PaymentNotification? Notification { get; init; }

    /// <summary>What follows the payment. <see langword="null"/>: Brevo's own page.</summary>
    public PaymentConfiguration? Configuration { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreatePaymentRequest);
}
