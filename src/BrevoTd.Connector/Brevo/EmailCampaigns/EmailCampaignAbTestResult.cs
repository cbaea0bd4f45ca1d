using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Result of an A/B test (<c>GET /emailCampaigns/{campaignId}/abTestCampaignResult</c>). Brevo writes its percentages as texts; here they are numbers.</summary>
public sealed record EmailCampaignAbTestResult
{
    /// <summary>Which version won, or why none has.</summary>
    public AbTestWinner? WinningVersion { get; init; }

    /// <summary>By what it won.</summary>
    public CampaignWinnerCriteria? WinningCriteria { get; init; }

    /// <summary>Subject of the version that won.</summary>
    public string? WinningSubjectLine { get; init; }

    /// <summary>Share of recipients who opened the version that won, in per cent.</summary>
    [JsonConverter(typeof(PercentageConverter))]
    public double? OpenRate { get; init; }

    /// <summary>Share of recipients who clicked in the version that won, in per cent.</summary>
    [JsonConverter(typeof(PercentageConverter))]
    public double? ClickRate { get; init; }

    /// <summary>The rate by which it won, in per cent.</summary>
    [JsonConverter(typeof(PercentageConverter))]
    public double? WinningVersionRate { get; init; }

    /// <summary>Both versions side by side.</summary>
    public AbTestStatistics? Statistics { get; init; }

    /// <summary>The links of both versions.</summary>
    public AbTestClickedLinks? ClickedLinks { get; init; }

    /// <summary>The version that won; subjects are left out.</summary>
    public override string ToString() => $"{nameof(EmailCampaignAbTestResult)}: {WinningVersion}";
}
