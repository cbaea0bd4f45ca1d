using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record CampaignStatusBody
{
    public required CampaignStatusChange Status { get; init; }
}

internal sealed record CampaignReportBody
{
    public required CampaignReportEmail Email { get; init; }

    public CampaignReportLanguage? Language { get; init; }

    public static CampaignReportBody Of(SendCampaignReportRequest request) =>
        new()
        {
            Email = new CampaignReportEmail { To = request.To, Body = request.Body },
            Language = request.Language,
        };
}

internal sealed record CampaignReportEmail
{
    public required IReadOnlyList<string> To { get; init; }

    public required string Body { get; init; }
}

internal sealed record CampaignProcessAnswer
{
    public ProcessId? ProcessId { get; init; }
}
