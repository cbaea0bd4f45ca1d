namespace BrevoTd.Connector.Brevo;

/// <summary>A payment that a contact was asked for.</summary>
public sealed record PaymentRequest
{
    /// <summary>Reference that the contact sees on the payment page.</summary>
    public string? Reference { get; init; }

    /// <summary>State.</summary>
    public PaymentRequestStatus? Status { get; init; }

    /// <summary>Who is to pay.</summary>
    public ContactId? ContactId { get; init; }

    /// <summary>What is to be paid.</summary>
    public PaymentCart? Cart { get; init; }

    /// <summary>What the payment is for.</summary>
    public string? Description { get; init; }

    /// <summary>The message to the contact.</summary>
    public PaymentNotification? Notification { get; init; }

    /// <summary>How many reminders were sent.</summary>
    public long? NumberOfRemindersSent { get; init; }

    /// <summary>What follows the payment.</summary>
    public PaymentConfiguration? Configuration { get; init; }

    /// <summary>State and id of the contact.</summary>
    public override string ToString() => $"{nameof(PaymentRequest)} to contact {ContactId}: {Status}";
}
