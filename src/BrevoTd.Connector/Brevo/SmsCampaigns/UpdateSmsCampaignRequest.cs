using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// What changes about an SMS campaign (<c>PUT /smsCampaigns/{campaignId}</c>). Members that are not set are not sent and stay as they are; an empty text is
/// sent as such.
/// </summary>
public sealed record UpdateSmsCampaignRequest
{
    /// <summary>Name of the campaign.</summary>
    public string? Name { get; init; }

    /// <summary>Sender that recipients see: up to 11 letters and digits, or a number of up to 15 digits.</summary>
    public string? Sender { get; init; }

    /// <summary>Text. 160 characters are one SMS, with prefix and instruction; what is longer is sent, and paid, as several.</summary>
    public string? Content { get; init; }

    /// <summary>Whom it goes to.</summary>
    public SmsCampaignAudience? Recipients { get; init; }

    /// <summary>When it is sent; a draft becomes scheduled by it.</summary>
    [JsonConverter(typeof(CampaignTimeConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Whether the text has characters outside the GSM alphabet; an SMS then has 70 characters.</summary>
    public bool? UnicodeEnabled { get; init; }

    /// <summary>Brand name that is put before the text.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> OrganisationPrefix { get; init; }

    /// <summary>How to unsubscribe, put after the text; must contain the word STOP.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> UnsubscribeInstruction { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateSmsCampaignRequest);
}
