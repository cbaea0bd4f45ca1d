using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Statistics of one campaign on one list.</summary>
public sealed record ListCampaignStatistics
{
    /// <summary>Id of the campaign.</summary>
    public long? CampaignId { get; init; }

    /// <summary>The figures.</summary>
    public CampaignStatistics? Stats { get; init; }
}
