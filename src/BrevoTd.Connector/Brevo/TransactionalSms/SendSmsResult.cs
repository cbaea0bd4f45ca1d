using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo answered to an SMS (<c>POST /transactionalSMS/send</c>). It accepted the message; what became of it is told by events.</summary>
public record SendSmsResult
{
    /// <summary>Id of the message; a number in this answer and a text in the events, therefore always a text here.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? MessageId { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SendSmsResult);
}
