using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo answered to an SMS that it charged at once (<c>POST /transactionalSMS/sms</c>).</summary>
public sealed record SmsReceipt : SendSmsResult
{
    /// <summary>Brevo's reference of the message.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Reference { get; init; }

    /// <summary>How many messages the text was cut into.</summary>
    public long? SmsCount { get; init; }

    /// <summary>Credits that each of them took.</summary>
    public double? UsedCredits { get; init; }

    /// <summary>Credits that are left.</summary>
    public double? RemainingCredits { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SmsReceipt);
}
