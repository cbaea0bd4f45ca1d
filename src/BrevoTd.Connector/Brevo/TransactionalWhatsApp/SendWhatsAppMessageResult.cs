namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo answered to a WhatsApp message (<c>POST /whatsapp/sendMessage</c>).</summary>
public sealed record SendWhatsAppMessageResult
{
    /// <summary>Id of the message, a UUID.</summary>
    public string? MessageId { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SendWhatsAppMessageResult);
}
