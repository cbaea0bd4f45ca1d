namespace BrevoTd.Connector.Brevo;

/// <summary>The message by which Brevo tells the contact of a payment request.</summary>
public sealed record PaymentNotification
{
    /// <summary>How it is sent; Brevo knows <c>email</c> only.</summary>
    public string? Channel { get; init; }

    /// <summary>A text that explains the request.</summary>
    public string? Text { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(PaymentNotification);
}
