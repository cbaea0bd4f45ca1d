using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The account's connection to WhatsApp (<c>GET /whatsappCampaigns/config</c>).</summary>
public sealed record WhatsAppAccountConfiguration
{
    /// <summary>Id of the business account at WhatsApp.</summary>
    [JsonPropertyName("whatsappBusinessAccountId")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? BusinessAccountId { get; init; }

    /// <summary>What WhatsApp decided about the account.</summary>
    [JsonPropertyName("whatsappBusinessAccountStatus")]
    public WhatsAppAccountStatus? BusinessAccountStatus { get; init; }

    /// <summary>Whether the business is verified, such as <c>verified</c>.</summary>
    public string? BusinessStatus { get; init; }

    /// <summary>What WhatsApp decided about the name of the phone number.</summary>
    public WhatsAppAccountStatus? PhoneNumberNameStatus { get; init; }

    /// <summary>WhatsApp's rating of the phone number.</summary>
    public WhatsAppPhoneQuality? PhoneNumberQuality { get; init; }

    /// <summary>How many people may be written to in a day, such as <c>TIER_1K</c>.</summary>
    public string? SendingLimit { get; init; }

    /// <summary>The account's state only.</summary>
    public override string ToString() => $"{nameof(WhatsAppAccountConfiguration)}: {BusinessAccountStatus}";

    // The older document spells the id in another way.
    [JsonInclude]
    [JsonPropertyName("whatsappBusinessAccountID")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    internal string? OlderBusinessAccountId { get; init; }

    internal WhatsAppAccountConfiguration WithOneId() =>
        this with
        {
            BusinessAccountId = BusinessAccountId ?? OlderBusinessAccountId,
            OlderBusinessAccountId = null,
        };
}
