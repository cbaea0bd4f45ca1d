using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An SMS campaign to create (<c>POST /smsCampaigns</c>): a draft, or with <see cref="ScheduledAt"/> one that will be sent.</summary>
public sealed record CreateSmsCampaignRequest
{
    /// <summary>Name of the campaign.</summary>
    public required string Name { get; init; }

    /// <summary>Sender that recipients see: up to 11 letters and digits, or a number of up to 15 digits.</summary>
    public required string Sender { get; init; }

    /// <summary>Text. 160 characters are one SMS, with prefix and instruction; what is longer is sent, and paid, as several.</summary>
    public required string Content { get; init; }

    /// <summary>Whom it goes to. Needed when it is scheduled, and before it is sent.</summary>
    public SmsCampaignAudience? Recipients { get; init; }

    /// <summary>When it is sent; without it the campaign is a draft.</summary>
    [JsonConverter(typeof(CampaignTimeConverter))]
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Whether the text has characters outside the GSM alphabet; an SMS then has 70 characters.</summary>
    public bool? UnicodeEnabled { get; init; }

    /// <summary>Brand name that is put before the text; recommended by carriers of the USA.</summary>
    public string? OrganisationPrefix { get; init; }

    /// <summary>How to unsubscribe, put after the text; must contain the word STOP. Recommended by carriers of the USA.</summary>
    public string? UnsubscribeInstruction { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateSmsCampaignRequest);
}
