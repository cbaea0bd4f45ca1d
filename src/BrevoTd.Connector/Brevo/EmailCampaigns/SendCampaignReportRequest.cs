namespace BrevoTd.Connector.Brevo;

/// <summary>The report of a campaign to send as a PDF by e-mail (<c>POST /emailCampaigns/{campaignId}/sendReport</c>, <c>POST /smsCampaigns/{campaignId}/sendReport</c>).</summary>
public sealed record SendCampaignReportRequest
{
    /// <summary>Addresses that get the report; at least one.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Text of the e-mail.</summary>
    public required string Body { get; init; }

    /// <summary>Language of the report. <see langword="null"/> leaves it to Brevo, whose default is French.</summary>
    public CampaignReportLanguage? Language { get; init; }

    /// <summary>The number of addresses only.</summary>
    public override string ToString() =>
        $"{nameof(SendCampaignReportRequest)} to {To?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} addresses";
}
